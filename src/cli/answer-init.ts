/** `drysend init`: asks what is not given, writes the files, and runs the scenario that it wrote. */
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { makeFolder, makeOutputFolder } from '../adapters/files/make-folder.ts';
import { readRegular } from '../adapters/files/read-file.ts';
import { type LineFile, openLineFile } from '../adapters/line-file.ts';
import { visibleLine } from '../core/render/visible.ts';
import { firstScenario, type StarterFile, starterFiles } from '../starter/starter-files.ts';
import { answerImport, checkOptions } from './answer-import.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { answerTo, type Question } from './questions.ts';
import { opened, Stop } from './stop.ts';
import type { Terminal } from './terminal.ts';

export interface InitOptions {
  readonly zone?: string;
  readonly languages?: string;
  readonly gateway?: string;
  readonly fromExport?: string;
  readonly yes?: boolean;
  readonly force?: boolean;
}

interface Answers {
  readonly zone: string;
  readonly languages: string;
  readonly gateway: string;
  readonly fromExport: string;
}

export async function answerInit(
  folder: string,
  options: InitOptions,
  terminal: Terminal,
  version: string,
): Promise<ExitCode> {
  const answers = await answersFor(options, terminal);
  checkOptions(answers);
  opened(folder, () => makeOutputFolder(folder));
  const scenario =
    answers.fromExport === '' ? firstScenario : await fromExport(folder, answers, options, terminal);
  const files = starterFiles({
    zone: answers.zone,
    languages: answers.languages.split(',').map((code) => code.trim()),
    gatewayKind: answers.gateway,
    isFromExport: answers.fromExport !== '',
  });
  for (const file of files) terminal.out(writeFile(folder, file, options.force));
  terminal.out(nextText(folder, scenario, version));
  return exitCodes.kept;
}

/** What the flags say, else what the person types, else what is usual. */
async function answersFor(options: InitOptions, terminal: Terminal): Promise<Answers> {
  const answer = (question: Question): Promise<string> => answerTo(question, terminal, options.yes === true);
  return {
    zone: options.zone ?? (await answer(zoneQuestion)),
    languages: options.languages ?? (await answer(languagesQuestion)),
    gateway: options.gateway ?? (await answer(gatewayQuestion)),
    fromExport: options.fromExport ?? (await answer(exportQuestion)),
  };
}

const zoneQuestion: Question = { text: 'Time zone of the project', usual: 'Africa/Nairobi' };
const languagesQuestion: Question = { text: 'Languages, the default first', usual: 'en' };
const gatewayQuestion: Question = { text: 'Kind of gateway (docs/gateways.md)', usual: 'http' };
const exportQuestion: Question = { text: 'A case export to begin with (a file, or nothing)', usual: '' };

/** The export is copied below the scenario's folder, where it may be read. */
async function fromExport(
  folder: string,
  { zone, languages, gateway, fromExport: path }: Answers,
  { force = false }: InitOptions,
  terminal: Terminal,
): Promise<string> {
  const name = basename(path);
  const scenario = `scenarios/${name.replace(/\.[^.]*$/, '')}.yaml`;
  const copy = join(folder, 'scenarios', name);
  if (force || !existsSync(copy)) copied(path, copy);
  await answerImport(
    copy,
    { output: join(folder, scenario), zone, languages, gateway, type: 'contact', promises: true, force },
    terminal,
  );
  return scenario;
}

/** Of an export that is copied. */
const EXPORT_BYTES_MAX = 64_000_000;

function copied(from: string, to: string): void {
  const read = readRegular(from, EXPORT_BYTES_MAX);
  if ('problem' in read) throw new Stop(exitCodes.usage, `${from} cannot be read: ${read.problem}`);
  const file = opened(to, () => openIn(to));
  file.writeBytes(read.bytes);
  file.close();
}

function writeFile(folder: string, { path, text, about }: StarterFile, force = false): string {
  const place = join(folder, path);
  if (!force && existsSync(place)) return `kept     ${visibleLine(place)}, which was there\n`;
  const file = opened(place, () => openIn(place));
  file.write(text);
  file.close();
  return `wrote    ${visibleLine(place)}    ${about}\n`;
}

/** Folders of the project are made wherever it stands. */
function openIn(path: string): LineFile {
  makeFolder(dirname(path));
  return openLineFile(path);
}

function nextText(folder: string, scenario: string, version: string): string {
  const there = folder === '.' ? '' : `cd ${visibleLine(folder)} && `;
  return `next     ${there}npx drysend run ${visibleLine(scenario)}
install  npm install --save-dev drysend@${version}    so that a pipeline and an editor find it
`;
}
