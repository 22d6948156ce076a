import type { SourceLocation } from '../core/model/expectation.ts';
import type { Run, Totals } from '../core/model/run.ts';
import type { Verdict } from '../core/model/verdict.ts';
import { visible } from '../core/render/visible.ts';
import { type Zone, zoneOfProject } from '../core/time/zone.ts';
import type { Hit } from '../coverage/hits.ts';
import type { CoverageItem } from '../coverage/item.ts';
import { promisesSomething } from '../expect/judge.ts';
import type { StoryRecord } from './html/data/story-record.ts';
import { namedText, type People, peopleOf } from './people.ts';
import type { Roster } from './roster/roster.ts';
import { type Heard, StoryListener } from './story-listener.ts';
import type { TranscriptLine } from './transcript.ts';
import type { Unsent } from './unsent.ts';
import type { EvidenceLine } from './verdict/evidence-line.ts';
import { verdictLines } from './verdict/verdict-lines.ts';
import type { Warning } from './warning.ts';
import type { WarningKind } from './warning-kinds.ts';

/**
 * `kept`: every promise held. `broken`: at least one did not. `shown`: it promised nothing, so it is
 * printed instead. `stopped`: drysend itself failed on it.
 */
export type Outcome = 'kept' | 'broken' | 'shown' | 'stopped';

/** One rehearsed scenario in plain facts; every report format reads this and nothing else. */
export interface ScenarioResult {
  readonly title: string;
  readonly file: string;
  readonly line: number;
  readonly tags: readonly string[];
  readonly outcome: Outcome;
  readonly seed: number;
  readonly tz: string;
  /** The project's, in which times are given. */
  readonly zone: string;
  /** Milliseconds since the epoch; both ends of the virtual clock. */
  readonly startsAt: number;
  readonly endsAt: number;
  readonly digest: string;
  readonly totals: Totals;
  readonly keptCount: number;
  /** Kept and broken ones in the order of their verdicts. */
  readonly promises: readonly PromiseResult[];
  /** The broken ones, and what else went wrong. */
  readonly failures: readonly Failure[];
  /** What happened, when nothing was promised. */
  readonly transcript: readonly TranscriptLine[];
  /** How many lines more the transcript would have. */
  readonly transcriptLeftOut: number;
  /** Who got nothing, and why, when nothing was promised. */
  readonly unsent: readonly Unsent[];
  /** How many more of them there are. */
  readonly unsentLeftOut: number;
  /** What the journal keeps of them; `totals` has their number. */
  readonly warnings: readonly Warning[];
  /** By code, those that no kept promise claims. */
  readonly warningKinds: readonly WarningKind[];
  /** How many warnings kept promises claim. */
  readonly warningsPromised: number;
  /** Whom its first message or error was for, as `drysend why --to` takes it: a key, or its shortest beginning. */
  readonly firstRecipient?: string | undefined;
  /** Of a run with many contacts, whatever it promised: counts take the place of its transcript. */
  readonly roster?: Roster | undefined;
  /** What the HTML report has of it, when there is one. */
  readonly record?: StoryRecord | undefined;
  /** What it exercised, when that was asked for. */
  readonly hits?: readonly Hit[] | undefined;
  /** The parts of its file, as its shard measured them for `drysend merge`. */
  readonly covered?: readonly CoverageItem[] | undefined;
  /** The file that its journal went to. */
  readonly journalFile?: string;
  /** It met a limit of the command, and no other story was begun. */
  readonly isOverLimit?: true;
  readonly realMs: number;
  /** The command that does it again. */
  readonly replay: string;
}

/** One promise of a story, or an invariant. */
export interface PromiseResult {
  readonly kind: Verdict['kind'];
  readonly title: string;
  readonly source?: SourceLocation | undefined;
  /** undefined: it was kept. */
  readonly failure?: Failure;
}

/** A promise that did not hold, with its evidence. */
export interface Failure {
  readonly kind: Verdict['kind'] | 'stopped' | 'determinism';
  readonly title: string;
  /** The evidence in words. */
  readonly lines: readonly EvidenceLine[];
  /** The evidence as data, of a promise. */
  readonly verdict?: Verdict;
  /** `file:line:column` in the scenario. */
  readonly where?: string;
}

/** From so many contacts on a run is reported by its roster. */
const ROSTER_CONTACTS_MIN = 41;

/** Whether a run of this plan is reported by its roster. */
export const isReportedByRoster = ({ cases, users }: Run['plan']): boolean =>
  cases.size + users.size >= ROSTER_CONTACTS_MIN;

/** What was counted and heard while it ran. */
interface Counted extends Pick<ScenarioResult, 'roster' | 'record' | 'hits'> {
  /** undefined: the run's journal says it. */
  readonly heard?: Heard | undefined;
  /** Left out: the names of all cases are in memory. */
  readonly people?: People | undefined;
}

/** What a run came to, as a story. `realMs` is what the rehearsal took on the wall clock. */
export function resultOf(run: Run, realMs: number, counted: Counted = {}): ScenarioResult {
  const { roster, record, hits } = counted;
  const { plan, seed, totals } = run;
  const { people = peopleOf(plan) } = counted;
  const isShown = run.ok && !promisesSomething(plan);
  const zone = zoneOfProject(plan.project);
  const promises = promisesOf(run.verdicts, people, zone);
  const failures = promises.flatMap(({ failure }) => failure ?? []);
  const heard = counted.heard ?? heardIn(run, isShown);
  return {
    title: plan.title,
    file: plan.source.file,
    line: plan.source.line,
    tags: plan.tags,
    outcome: run.ok ? (isShown ? 'shown' : 'kept') : 'broken',
    seed,
    tz: run.tz,
    zone: zone.name,
    startsAt: run.startsAt,
    endsAt: run.endsAt,
    digest: run.digest,
    totals,
    keptCount: promises.length - failures.length,
    promises,
    failures,
    ...(isShown ? transcriptPartOf(heard) : noTranscript),
    warnings: heard.warned.warnings,
    warningKinds: heard.warned.kinds,
    warningsPromised: heard.warned.promisedCount,
    firstRecipient: heard.firstRecipient,
    ...(roster && { roster }),
    ...(record && { record }),
    ...(hits && { hits }),
    realMs,
    replay: replayLine(plan.source.file, seed, plan.title),
  };
}

/** Nothing listened while it ran: its journal is read. */
function heardIn({ plan, journal, verdicts, totals }: Run, isShown: boolean): Heard {
  if (!isShown && totals.warnings === 0)
    return { ...nothingHeard, firstRecipient: firstRecipientOf(journal, plan) };
  const listener = new StoryListener(plan, { lists: isShown && journal.length > 0 });
  for (const entry of journal.entries()) listener.record(entry);
  return listener.end(verdicts);
}

const nothingHeard: Heard = {
  transcript: { lines: [], leftOut: 0 },
  unsent: { unsent: [], leftOut: 0 },
  warned: { warnings: [], kinds: [], promisedCount: 0 },
  firstRecipient: undefined,
};

function firstRecipientOf(journal: Run['journal'], plan: Run['plan']): string | undefined {
  for (const { kind, to } of journal.entries())
    if (kind === 'sent' || kind === 'error') return to && peopleOf(plan).id(to);
  return undefined;
}

type TranscriptPart = Pick<ScenarioResult, 'transcript' | 'transcriptLeftOut' | 'unsent' | 'unsentLeftOut'>;

const noTranscript: TranscriptPart = { transcript: [], transcriptLeftOut: 0, unsent: [], unsentLeftOut: 0 };

function transcriptPartOf({ transcript, unsent }: Heard): TranscriptPart {
  return {
    transcript: transcript.lines,
    transcriptLeftOut: transcript.leftOut,
    unsent: unsent.unsent,
    unsentLeftOut: unsent.leftOut,
  };
}

function promisesOf(verdicts: readonly Verdict[], people: People, zone: Zone): PromiseResult[] {
  return verdicts.map((verdict) => {
    const { kind, source } = verdict;
    const title = namedText(verdict.title, people);
    if (verdict.kept) return { kind, title, source };
    const lines = verdictLines(verdict, zone, people);
    const failure = { kind, title, lines, verdict, ...(source && { where: placeText(source) }) };
    return { kind, title, source, failure };
  });
}

const placeText = ({ file, line, column }: SourceLocation): string => `${file}:${line}:${column}`;

/** A scenario on which drysend itself failed: a story too, so that a report never loses one. */
export function stoppedResult(plan: Run['plan'], reason: string, realMs: number): ScenarioResult {
  return {
    title: plan.title,
    file: plan.source.file,
    line: plan.source.line,
    tags: plan.tags,
    outcome: 'stopped',
    seed: plan.seed,
    tz: '',
    zone: plan.project.timeZone,
    startsAt: plan.startsAt,
    endsAt: plan.startsAt,
    digest: '',
    totals: noTotals,
    keptCount: 0,
    promises: [],
    failures: [{ kind: 'stopped', title: 'could not be rehearsed', lines: [{ text: reason }] }],
    ...noTranscript,
    warnings: [],
    warningKinds: [],
    warningsPromised: 0,
    realMs,
    replay: replayLine(plan.source.file, plan.seed, plan.title),
  };
}

/** A scenario that was stopped at a limit of the command. */
export function overLimitResult(
  plan: Run['plan'],
  { message, cure }: { readonly message: string; readonly cure: string },
  realMs: number,
): ScenarioResult {
  const lines = [{ text: message }, { text: cure }];
  return {
    ...stoppedResult(plan, message, realMs),
    failures: [{ kind: 'stopped', title: 'stopped at a limit', lines }],
    isOverLimit: true,
  };
}

/** Of what did not run. */
export const noTotals: Totals = {
  sms: 0,
  email: 0,
  errors: 0,
  errors_by_code: {},
  inbound: 0,
  attempts: 0,
  held: 0,
  skipped: 0,
  warnings: 0,
  segments: 0,
  pending: [],
};

/** The one line that does a rehearsal again: same file, same seed, same story. */
export function replayLine(file: string, seed: number, title: string): string {
  return `drysend run ${shellWord(file)} --seed ${seed} --grep ${quoted(title)}`;
}

/** What that line needs besides when the story read files elsewhere. */
export const allowReadOptions = (folders: readonly string[]): string =>
  folders.map((folder) => ` --allow-read ${shellWord(folder)}`).join('');

/** As it is when every shell reads it as one word, else in quotes. */
export function shellWord(text: string): string {
  return /^[\p{L}\p{N}_./@%+=:,-]+$/u.test(text) && !text.startsWith('-') ? text : quoted(text);
}

/**
 * In double quotes where nothing inside them is special to a shell, else in single quotes. A text with hidden
 * characters or line breaks is written in visible ones only, in the `$'…'` of bash and zsh.
 */
function quoted(text: string): string {
  if (visible(text) !== text || /[\n\t]/.test(text)) return `$'${escaped(text)}'`;
  return /["$`\\!]/.test(text) ? `'${text.replaceAll("'", `'\\''`)}'` : `"${text}"`;
}

/** Hidden characters by their bytes in UTF-8: `\xe2\x80\xae`. */
const escaped = (text: string): string =>
  [...text].map((each) => (/[\\']/.test(each) ? `\\${each}` : isShown(each) ? each : bytesOf(each))).join('');

const isShown = (character: string): boolean =>
  visible(character) === character && character !== '\n' && character !== '\t';

const bytesOf = (character: string): string =>
  [...new TextEncoder().encode(character)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
