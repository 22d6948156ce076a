/** `drysend import`: an export → a scenario beside it that keeps its promises, and what was found. */
import { existsSync } from 'node:fs';
import { dirname, join, parse, relative } from 'node:path';
import { gatewayCatalogue } from '../../mock-gateways/index.ts';
import { FileAccess, readExportFile } from '../adapters/files/file-access.ts';
import { openLineFile } from '../adapters/line-file.ts';
import { visibleLine } from '../core/render/visible.ts';
import { grouped } from '../core/text/grouped.ts';
import { dayNumber } from '../core/time/calendar.ts';
import { zoneNamed } from '../core/time/zone.ts';
import { zoneHint } from '../core/time/zone-hint.ts';
import type { ImportFile, ImportProblem } from '../imports/importer.ts';
import { prepareImport } from '../imports/prepare-import.ts';
import { rehearsePlan } from '../rehearse.ts';
import { counted } from '../report/text/span.ts';
import { folderOf } from '../scenario/files-beside.ts';
import { didYouMean } from '../scenario/near.ts';
import type { ExportFacts } from '../starter/export-facts.ts';
import {
  columnsMeant,
  type NewScenario,
  newScenario,
  onlyPlan,
  readExport,
} from '../starter/new-scenario.ts';
import type { Counted } from '../starter/tally.ts';
import { anonymiseFile } from './anonymise-file.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { type AskedFiles, loadText, Parts } from './load-plans.ts';
import { opened, Stop } from './stop.ts';
import { problemsStop } from './tell-files.ts';
import type { Terminal } from './terminal.ts';

export interface ImportCommandOptions {
  readonly output?: string;
  readonly zone?: string;
  readonly languages?: string;
  readonly gateway: string;
  readonly type: string;
  readonly promises: boolean;
  readonly anonymise?: string;
  readonly keyFile?: string;
  readonly force?: boolean;
}

/** Reads, describes, rehearses and writes; a file that is there is kept unless `--force`. */
export async function answerImport(
  path: string,
  options: ImportCommandOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  checkOptions(options);
  const given = await exportAt(path);
  const anonymous = options.anonymise === undefined ? undefined : anonymiseFile(given, options, terminal);
  const file = anonymous ?? { ...given, path };
  const stem = parse(file.path.replace(/\.(?:gz|zst)$/i, '')).name;
  const output = options.output ?? join(dirname(file.path), `${stem}.yaml`);
  const asGiven = readExport(file, file.path, options.type);
  const meant = columnsMeant(asGiven);
  const renamed = meant.size === 0 ? asGiven : readExport(file, file.path, options.type, meant);
  const isBetter = renamed.problems.length === 0;
  const imported = isBetter ? renamed : asGiven;
  const columns = isBetter ? meant : new Map<string, string>();
  if (imported.problems.length > 0) throw unreadable(file.path, imported.problems, terminal);
  const scenario = await newScenario(
    imported,
    {
      exportFile: besideOf(output, file.path),
      zone: options.zone,
      languages: options.languages?.split(',').map((code) => code.trim()),
      gatewayKind: options.gateway,
      type: options.type,
      columns,
      today: today(),
      schema: schemaFrom(dirname(output)),
    },
    options.promises ? (text) => rehearsed(text, output, terminal) : undefined,
  );
  write(output, scenario.text, options.force);
  terminal.out(foundText(scenario, output, columns));
  return exitCodes.kept;
}

/** @throws Stop for a zone, kind or language that there is not. */
export function checkOptions({
  zone,
  gateway,
  languages,
}: Pick<ImportCommandOptions, 'zone' | 'gateway' | 'languages'>): void {
  if (zone !== undefined && zoneNamed(zone) === undefined)
    throw new Stop(
      exitCodes.usage,
      `${zone} is no time zone`,
      zoneHint(zone) ?? 'Use an IANA name such as Africa/Nairobi.',
    );
  if (!gatewayCatalogue.has(gateway)) {
    const kinds = [...gatewayCatalogue.keys()];
    throw new Stop(
      exitCodes.usage,
      `${gateway} is no kind of gateway`,
      didYouMean(gateway, kinds) ?? `The kinds are: ${kinds.join(', ')}.`,
    );
  }
  const odd = languages?.split(',').find((code) => !/^[a-z]{2,3}$/.test(code.trim()));
  if (odd !== undefined)
    throw new Stop(
      exitCodes.usage,
      `${JSON.stringify(odd)} is no language code`,
      'Codes have two or three small letters: --languages en,swa',
    );
}

/** A workbook is read as the CSV it is turned into, under its own name. */
async function exportAt(path: string): Promise<ImportFile> {
  const read = readExportFile(path);
  if ('problem' in read) {
    const code = read.isMissing ? exitCodes.usage : exitCodes.unreadable;
    throw new Stop(code, `${path} cannot be read: ${read.problem}`);
  }
  const { file, problems } = await prepareImport({ ...read, path });
  const [problem] = problems;
  if (problem)
    throw new Stop(exitCodes.unreadable, `${path}: ${problem.found}`, problem.hint ?? problem.wanted);
  return file;
}

const PROBLEMS_MAX = 20;

function unreadable(path: string, problems: readonly ImportProblem[], terminal: Terminal): Stop {
  for (const { row, column, found, wanted, hint } of problems.slice(0, PROBLEMS_MAX)) {
    const place = [
      path,
      ...(row === undefined ? [] : [`row ${row}`]),
      ...(column === undefined ? [] : [column]),
    ];
    terminal.err(`${visibleLine(place.join(' '))}\n  found: ${visibleLine(found)}\n  wanted: ${wanted}\n`);
    if (hint !== undefined) terminal.err(`  hint: ${hint}\n`);
  }
  const more = problems.length - PROBLEMS_MAX;
  if (more > 0) terminal.err(`… and ${grouped(more)} more\n`);
  return new Stop(exitCodes.unreadable, `nothing was written, because of ${path}`);
}

/** A story reads files below its own folder only. */
function besideOf(output: string, file: string): string {
  const path = relative(dirname(output) || '.', file).replaceAll('\\', '/');
  if (!path.startsWith('../')) return path;
  throw new Stop(
    exitCodes.usage,
    `${output} could not read ${file}: a scenario reads files below its own folder`,
    `Move the export, or leave out --output: ${join(dirname(file), `${parse(file).name}.yaml`)}`,
  );
}

const ANCESTORS_MAX = 8;

/** Where the package is installed, seen from the scenario. */
function schemaFrom(folder: string): string | undefined {
  const steps = Array.from({ length: ANCESTORS_MAX }, (_, up) =>
    up === 0 ? '.' : Array(up).fill('..').join('/'),
  );
  return steps
    .map((step) => `${step}/node_modules/drysend/docs/drysend.schema.json`)
    .find((path) => existsSync(join(folder, path)));
}

function today(): number {
  const now = new Date();
  return dayNumber(now.getFullYear(), now.getMonth() + 1, now.getDate());
}

async function rehearsed(text: string, output: string, terminal: Terminal) {
  const access = new FileAccess(folderOf(output), {});
  const asked: AskedFiles = new Map();
  const source = { file: { path: output, isNamed: true }, text, asked, parts: new Parts() };
  const { plans, problems } = await loadText(source, {}, source.parts.readFor(access, asked));
  if (problems.length > 0) throw problemsStop([{ ...source, problems }], {}, terminal);
  return rehearsePlan(onlyPlan(plans));
}

function write(path: string, text: string, force = false): void {
  const file = opened(path, () => openLineFile(path, { isNew: !force }));
  file.write(text);
  file.close();
}

function foundText(
  { facts, run }: NewScenario,
  output: string,
  columns: ReadonlyMap<string, string>,
): string {
  const lines = [
    ['cases', `${grouped(facts.caseCount)}, ${grouped(facts.closedCount)} of them closed`],
    ['types', namedText(facts.types)],
    ...[...columns].map(([column, property]) => ['column', `${visibleLine(column)} is read as ${property}`]),
    ['languages', namedText([...facts.languages, ...facts.oddLanguages])],
    ['zones', namedText([...facts.zones, ...facts.oddZones])],
    ['gateways', namedText(facts.gateways)],
    ['numbers', numbersText(facts)],
    ['dates', facts.dates.map(({ property, count }) => `${property} ${grouped(count)}`).join(', ') || 'none'],
    ...(run ? [['first run', runText(run.totals)]] : []),
    ['wrote', visibleLine(output)],
    ['next', `drysend run ${visibleLine(output)}`],
    ['', `drysend check ${visibleLine(output)}    tells what is odd in the export`],
  ];
  return lines.map(([label = '', text = '']) => `${label.padEnd(LABEL_CELLS)}${text}\n`).join('');
}

const LABEL_CELLS = 11;

const numbersText = ({ callingCodes, unreadableNumberCount }: ExportFacts): string =>
  `${namedText(callingCodes.map(({ value, count }) => ({ value: `+${value}`, count })))}; ${grouped(unreadableNumberCount)} that HQ cannot read`;

const runText = ({ sms, email, errors, warnings }: NonNullable<NewScenario['run']>['totals']): string =>
  `${grouped(sms)} sms, ${grouped(email)} email, ${counted(errors, 'error')}, ${counted(warnings, 'warning')}`;

const NAMED_MAX = 8;

function namedText(all: readonly Counted[]): string {
  if (all.length === 0) return 'none';
  const named = all
    .slice(0, NAMED_MAX)
    .map(({ value, count }) => `${visibleLine(value) || '(none)'} ${grouped(count)}`);
  const more = all.length - named.length;
  return `${named.join(', ')}${more > 0 ? ` and ${grouped(more)} more` : ''}`;
}
