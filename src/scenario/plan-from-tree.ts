import { type Instant, MS_PER_DAY } from '../core/model/instant.ts';
import type { Plan } from '../core/model/plan.ts';
import type { Project } from '../core/model/project.ts';
import type { TimelineEntry } from '../core/model/timeline.ts';
import { zoneNamed, zoneReleaseNamed } from '../core/time/zone.ts';
import { allowShape, expectationsShape } from './expectation-shape.ts';
import type { ReadFile } from './files-beside.ts';
import { importNotices } from './import-notices.ts';
import type { Importer } from './importer.ts';
import { type ImportCount, type ImportedCases, importsFrom, tellImport } from './imports.ts';
import { keysIn, namesIn, tellSharedNames } from './names.ts';
import type { MapNode, Node } from './node.ts';
import { type ParseContext, sourceOf } from './parse-context.ts';
import { planNotices } from './plan-notices.ts';
import { projectFrom, projectShape } from './project-shape.ts';
import { type Scenario, scenarioShape } from './scenario-shape.ts';
import { type EditedDefinitions, mapsIn } from './sections.ts';
import { settingOf } from './setting.ts';
import { type ReadTimeline, timelineFrom } from './timeline.ts';
import { tellOutside } from './windows.ts';

/** What stands outside a scenario and takes part in reading it. */
export interface Outside {
  readonly read: ReadFile;
  readonly importCases?: Importer | undefined;
  readonly seed?: number | undefined;
  /** Counts on through all scenarios of a file. */
  readonly imported?: ImportCount;
  /** Takes a plan that seems sound as soon as it is there: before its imports are inspected, and without notices. */
  readonly onPlan?: ((plan: Plan) => void) | undefined;
}

/** The plan of one document; undefined after telling what is wrong with it. */
export function planFromTree(root: MapNode, outside: Outside, context: ParseContext): Plan | undefined {
  context.read = outside.read;
  context.zone = zoneOf(root);
  context.zones = zonesOf(root);
  tellSharedNames(root, context);
  const scenario = scenarioShape.read(root, context);
  if (scenario === undefined) return undefined;

  const project = projectOf(scenario, context);
  context.project = project.name;
  const { read, importCases, imported: count = { cases: 0 }, onPlan } = outside;
  const imports = scenario.import
    ? importsFrom(scenario.import, project.name, read, importCases, count, context)
    : [];
  const noticesBefore = context.notices.length;
  if (!onPlan) for (const one of imports) tellImport(one, context);
  const imported = importedNames(root, imports);
  readNames(scenario, [...imported.values()].flat(), context);
  const setting = settingOf(scenario, project, imports, context);
  const times = timesOf(scenario, setting.definitions, imported, context);
  const { timeline, startsAt, endsAt } = times;
  const expectations = (scenario.expect && expectationsShape.read(scenario.expect, context)) ?? [];
  const allow = (scenario.allow && allowShape.read(scenario.allow, context)) ?? [];
  context.lookUp(namesIn(root, [...imported.values()].flat(), context));
  if (times.isKnown) tellOutside(context.awaited, startsAt, endsAt, context);
  noteUnsent(setting.broadcasts, timeline, context);
  if (context.problems.length > 0) return undefined;

  const { definitions: _stage, ...nouns } = setting;
  const plan: Plan = {
    title: scenario.scenario ?? '',
    ...(scenario.about === undefined ? {} : { about: scenario.about }),
    tags: scenario.tags ?? [],
    source: sourceOf(root),
    seed: outside.seed ?? scenario.seed ?? 1,
    ...(scenario.random_minutes === undefined ? {} : { randomMinutes: scenario.random_minutes }),
    startsAt,
    ...(endsAt === undefined ? {} : { endsAt }),
    project,
    ...nouns,
    alertsToCome: timeline.alertsToCome,
    timeline: timeline.entries,
    expectations,
    promises: root.entries.has('expect'),
    othersAllowed: scenario.others === 'allowed',
    allow,
    invariantsOff: scenario.invariants ?? new Set(),
    notices: [],
    textPlaces: context.textPlaces,
  };
  if (onPlan) {
    onPlan(plan);
    const others = context.notices.splice(noticesBefore);
    for (const one of imports) tellImport(one, context);
    if (context.problems.length > 0) return undefined;
    context.notices.push(...others);
  }
  const notices = imports.length === 0 ? context.notices : importNotices(context.notices, plan);
  return { ...plan, notices: [...notices, ...planNotices(plan, context.readBefore)] };
}

/** `project: {hq: {zones: hq | RELEASE}}`, where it names a release that is carried. */
function zonesOf(root: MapNode): string | undefined {
  const project = root.entries.get('project')?.value;
  const hq = project?.kind === 'map' ? project.entries.get('hq')?.value : undefined;
  const zones = hq?.kind === 'map' ? hq.entries.get('zones')?.value : undefined;
  return zones?.kind === 'text' ? zoneReleaseNamed(zones.text) : undefined;
}

/** The zone has to be known before any time is read; whether it is sound is reported later. */
function zoneOf(root: MapNode): string {
  const project = root.entries.get('project')?.value;
  const zone = project?.kind === 'map' ? project.entries.get('time_zone')?.value : undefined;
  return (zone?.kind === 'text' ? zoneNamed(zone.text)?.name : undefined) ?? 'UTC';
}

function projectOf({ project }: Scenario, context: ParseContext): Project {
  return projectFrom(project && projectShape.read(project, context), 'demo');
}

/** What names mean has to be known before the parts that use them are read. */
function readNames(scenario: Scenario, imported: readonly string[], context: ParseContext): void {
  const keys = (node: Node | undefined) => keysIn(node).map(({ text }) => text);
  const groups = new Map<string, 'group' | 'case_group'>();
  for (const [key, node] of mapsIn(scenario.groups))
    groups.set(key, node.entries.has('cases') ? 'case_group' : 'group');
  for (const [key] of mapsIn(scenario.case_groups)) groups.set(key, 'case_group');
  const others = [...mapsIn(scenario.other_projects)];
  for (const [name, { entries }] of others) {
    for (const [key, node] of mapsIn(entries.get('groups')?.value))
      groups.set(`${name}/${key}`, node.entries.has('cases') ? 'case_group' : 'group');
    for (const [key] of mapsIn(entries.get('case_groups')?.value)) groups.set(`${name}/${key}`, 'case_group');
  }
  context.groups = groups;
  context.otherProjects = new Set(others.map(([name]) => name));
  const inOthers = (section: string) =>
    others.flatMap(([name, { entries }]) => keys(entries.get(section)?.value).map((key) => `${name}/${key}`));
  context.surveys = new Set([...keys(scenario.surveys), ...inOthers('surveys')]);
  context.users = new Set([
    ...keys(scenario.users),
    ...keys(scenario.web_users),
    ...inOthers('users'),
    ...inOthers('web_users'),
  ]);
  context.people = new Set([...keys(scenario.cases), ...imported, ...inOthers('cases'), ...context.users]);
}

interface Times {
  /** False when a time that decides them is missing or bad. */
  readonly isKnown: boolean;
  readonly timeline: ReadTimeline;
  readonly startsAt: Instant;
  readonly endsAt: Instant | undefined;
}

function timesOf(
  scenario: Scenario,
  definitions: EditedDefinitions,
  imported: ImportedNames,
  context: ParseContext,
): Times {
  const before = context.problemCount;
  const registrations = registrationsOf([...imported.keys()]);
  for (const [{ registerAt }, keys] of imported)
    if (registerAt !== undefined) for (const key of keys) definitions.registeredAt.set(key, registerAt);
  const bounds = { startsAt: scenario.starts, endsAt: scenario.ends?.at };
  const read = timelineFrom(scenario.timeline, bounds, definitions, context);
  const entries = [...registrations, ...read.entries].sort((a, b) => a.at - b.at);
  const startsAt = bounds.startsAt ?? entries[0]?.at;
  const last = entries.at(-1)?.at ?? startsAt;
  const isIdle = scenario.node.entries.has('ends') && bounds.endsAt === undefined;
  const endsAt = isIdle ? undefined : (bounds.endsAt ?? (last ?? 0) + MS_PER_DAY);
  const isImporting = scenario.node.entries.has('import');
  // What is wrong with an import is reported already, and its cases may have had a time.
  const isReported = isImporting && before > 0;
  if (
    startsAt === undefined &&
    !isReported &&
    !scenario.node.entries.has('starts') &&
    !hasEntries(scenario.timeline)
  ) {
    context.problem(
      scenario.node,
      'no time at all',
      isImporting ? 'starts, a timeline, or register_at in the import' : 'starts, or a timeline',
    );
  }
  if (startsAt !== undefined && bounds.endsAt !== undefined && bounds.endsAt < startsAt) {
    context.problem(
      scenario.node.entries.get('ends')?.value ?? scenario.node,
      'an end before the start',
      'starts before ends',
    );
  }
  const isKnown = context.problemCount === before;
  return { isKnown, timeline: { ...read, entries }, startsAt: startsAt ?? 0, endsAt };
}

/** Entries that are there, even if none is sound: what is wrong with them is reported already. */
function hasEntries(timeline: Node | undefined): boolean {
  if (timeline === undefined || (timeline.kind === 'text' && timeline.text === '')) return false;
  return timeline.kind !== 'list' || timeline.items.length > 0;
}

/** Imports with `register_at` are registered before what the timeline does at the same instant. */
function registrationsOf(imports: readonly ImportedCases[]): readonly TimelineEntry[] {
  return imports.flatMap(({ node, cases, onDisk, registerAt }): TimelineEntry[] => {
    const keys = onDisk ? onDisk.keyList() : cases.map(({ key }) => key);
    if (registerAt === undefined || keys.length === 0) return [];
    return [{ at: registerAt, source: sourceOf(node), act: { verb: 'register', keys } }];
  });
}

/** The names that each import brings; of one whose cases are on a disk, those that the scenario names. */
type ImportedNames = ReadonlyMap<ImportedCases, readonly string[]>;

function importedNames(root: MapNode, imports: readonly ImportedCases[]): ImportedNames {
  let words: ReadonlySet<string> | undefined;
  return new Map(
    imports.map((one) => {
      const { cases, onDisk } = one;
      if (!onDisk) return [one, cases.map(({ key }) => key)];
      words ??= wordsIn(root);
      return [one, [...words].filter((word) => onDisk.has(word))];
    }),
  );
}

/** All texts of a tree, and the words in them: whatever may be a name. */
function wordsIn(node: Node, words = new Set<string>()): ReadonlySet<string> {
  const add = (text: string): void => {
    words.add(text);
    for (const word of text.split(/[\s,]+/)) words.add(word);
  };
  if (node.kind === 'text') add(node.text);
  if (node.kind === 'list') for (const item of node.items) wordsIn(item, words);
  if (node.kind === 'map')
    for (const [key, { value }] of node.entries) {
      add(key);
      wordsIn(value, words);
    }
  return words;
}

/** An immediate broadcast goes when the timeline says so, and only then. */
function noteUnsent(broadcasts: Plan['broadcasts'], timeline: ReadTimeline, context: ParseContext): void {
  const sent = new Set(
    timeline.entries.flatMap(({ act }) => (act.verb === 'broadcast' ? [act.broadcast.key] : [])),
  );
  for (const { key, schedule } of broadcasts) {
    if (schedule.kind === 'timed' || sent.has(key)) continue;
    const message = `the timeline never starts the broadcast "${key}": it is not sent`;
    context.notice('BROADCAST_NEVER_SENT', message, { broadcast: key }, `add - {at: …, broadcast: ${key}}`);
  }
}
