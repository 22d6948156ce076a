/** The decision trail of one contact: what the journal says about it, in order, alert by alert. */

import { type ContactZones, contactZones } from '../../core/contact/contact-zones.ts';
import type { Entry } from '../../core/model/entry.ts';
import type { Instant } from '../../core/model/instant.ts';
import { wallText } from '../../core/time/format.ts';
import { type Zone, zoneOfProject } from '../../core/time/zone.ts';
import { withNamedKeys } from '../named-keys.ts';
import { type People, peopleOf } from '../people.ts';
import { belongsTo, numbersOf } from './belongs.ts';
import { factsOf, sentenceOf } from './format-entry.ts';
import { ownClock } from './own-clock.ts';
import type { EntrySource, TrailPlan } from './trail-plan.ts';
import { isDefaultReplyTo, whyUnanswered } from './unanswered.ts';

/** What is asked. At least one of `case` and `to`. */
export interface WhyQuestion {
  readonly case?: string | undefined;
  readonly to?: string | undefined;
  /** Key of an alert or broadcast. */
  readonly alert?: string | undefined;
  /** The message nearest to this instant. */
  readonly at?: Instant | undefined;
}

/** One thing that happened or was decided. */
export interface Step {
  readonly seq: number;
  readonly at: Instant;
  /** In the project's zone. */
  readonly wall: string;
  readonly kind: Entry['kind'];
  /** In plain words. */
  readonly sentence: string;
  /** Which rule chose what: `zone`, `number`, `language`, `gateway`, … */
  readonly facts: readonly (readonly [name: string, value: string])[];
}

/** The steps of one alert, broadcast or keyword; the first section is the contact's own. */
export interface TrailSection {
  readonly title: string;
  readonly steps: readonly Step[];
}

export interface Trail {
  readonly contact: string;
  /** The same for people: `Amina Lema (3bc36664)`. */
  readonly label: string;
  /** `pregnancy "Asha"`; undefined for users and numbers. */
  readonly about: string | undefined;
  readonly zone: string;
  /** What held before the first line. */
  readonly notes: readonly string[];
  readonly sections: readonly TrailSection[];
  /** How each section ended, a line each. */
  readonly endings: readonly string[];
}

/** Reads the trail from the journal alone. */
export function trailOf(plan: TrailPlan, journal: EntrySource, question: WhyQuestion): Trail {
  const contact = question.case ?? question.to ?? '';
  const zone = zoneOfProject(plan.project);
  const own = entriesAbout(plan, journal, question);
  const optedOut = new Set(plan.project.optedOut.map(({ number }) => number));
  const wanted = question.at === undefined ? own : around(own, question.at);
  const people = peopleOf(plan);
  return {
    contact,
    label: people.label(contact),
    about: nounOf(plan, contact),
    zone: zone.name,
    notes: [...numbersOf(plan, journal, contact)]
      .filter((number) => optedOut.has(number))
      .map((number) => `${number} is opted out from the start (project.opted_out)`),
    sections: sectionsOf(wanted, { zone, zones: contactZones(plan), plan }).map(({ title, steps }) => ({
      title,
      steps: steps.map((step) => withNamedWarning(step, people)),
    })),
    endings: endingsOf(wanted, zone),
  };
}

/** Warnings of an import have the id that the file has. */
const withNamedWarning = (step: Step, people: People): Step =>
  step.kind === 'warning' ? { ...step, sentence: withNamedKeys(step.sentence, people) } : step;

interface Line {
  readonly seq: number;
  readonly entry: Entry;
  /** The alert, broadcast or keyword it belongs to; '' for the contact's own. */
  readonly section: string;
  /** A text that the project's default reply answers. */
  hasDefaultReply?: boolean;
}

/** What a line belongs to: `alert visit` and `visit`. */
interface Subject {
  readonly section: string;
  readonly name?: string;
}

/** All lines about the contact, each message's later lines with it. */
function entriesAbout(plan: TrailPlan, journal: EntrySource, question: WhyQuestion): Line[] {
  const { alert } = question;
  const lines: Line[] = [];
  const messages = new Map<string, Subject>();
  const isAbout = belongsTo(plan, journal, question);
  let inbound: Line | undefined;
  let seq = 0;
  for (const entry of journal.entries()) {
    seq += 1;
    const isKnown = entry.id !== undefined && messages.has(entry.id);
    if (!isKnown && !isAbout(entry)) continue;
    const subject = subjectOf(entry) ?? messages.get(entry.id ?? '') ?? { section: '' };
    const { section, name } = subject;
    if (entry.id !== undefined) messages.set(entry.id, subject);
    if (inbound && isDefaultReplyTo(inbound.entry, entry)) inbound.hasDefaultReply = true;
    const line: Line = { seq, entry, section };
    if (entry.kind === 'inbound') inbound = line;
    if (alert === undefined || section === '' || name === alert) lines.push(line);
  }
  return lines;
}

function subjectOf({ kind, alert, broadcast, keyword, survey, cause }: Entry): Subject | undefined {
  if (alert !== undefined) return { section: `alert ${alert}`, name: alert };
  if (broadcast !== undefined) return { section: `broadcast ${broadcast}`, name: broadcast };
  if (keyword !== undefined) return { section: `keyword ${keyword}`, name: keyword };
  if (survey !== undefined) return { section: `survey ${survey}`, name: survey };
  if (cause !== undefined) return { section: cause.replaceAll('_', ' ') };
  return kind === 'attempt' || kind === 'held' || kind === 'receipt' ? undefined : { section: '' };
}

/** Only the section whose messages or decisions lie nearest to the instant, up to the end of all of that instant. */
function around(lines: readonly Line[], at: Instant): Line[] {
  const distance = ({ entry }: Line): number => Math.abs((entry.due ?? entry.at) - at);
  const outcomes = lines.filter(({ section, entry }) => section !== '' && outcomeKinds.has(entry.kind));
  const [nearest] = [...outcomes].sort((a, b) => distance(a) - distance(b) || a.seq - b.seq);
  if (!nearest) return [...lines];
  const wanted = outcomes.filter(
    (line) => line.section === nearest.section && distance(line) === distance(nearest),
  );
  const ids = new Set(wanted.flatMap(({ entry }) => entry.id ?? []));
  const isWanted = (line: Line): boolean =>
    wanted.includes(line) || (line.entry.id !== undefined && ids.has(line.entry.id));
  const last = lines.filter(isWanted).at(-1) ?? nearest;
  return lines.filter((line) => {
    if (line.seq > last.seq) return false;
    if (line.section === '') return true;
    if (line.section !== nearest.section) return false;
    return isWanted(line) || !outcomeKinds.has(line.entry.kind);
  });
}

const outcomeKinds: ReadonlySet<Entry['kind']> = new Set([
  'queued',
  'sent',
  'error',
  'skipped',
  'attempt',
  'held',
]);

/** What a step is told with. */
interface Telling {
  readonly zone: Zone;
  readonly zones: ContactZones;
  readonly plan: TrailPlan;
}

function sectionsOf(given: readonly Line[], telling: Telling): TrailSection[] {
  const lines = withLeads(given);
  const sections = new Map<string, Step[]>();
  const queued = new Map<string, Entry>();
  for (const line of lines) {
    const steps = sections.get(line.section) ?? [];
    steps.push(stepOf(line, telling, queued));
    sections.set(line.section, steps);
  }
  return [...sections].map(([title, steps]) => ({ title: title === '' ? 'the contact' : title, steps }));
}

function stepOf(
  { seq, entry, hasDefaultReply = false }: Line,
  { zone, zones, plan }: Telling,
  queued: Map<string, Entry>,
): Step {
  const before = entry.id === undefined ? undefined : queued.get(entry.id);
  if (entry.kind === 'queued' && entry.id !== undefined) queued.set(entry.id, entry);
  const otherwise = plan.project.defaultReply === undefined ? 'none' : 'lost';
  const why = whyUnanswered(entry, hasDefaultReply ? 'made' : otherwise);
  return {
    seq,
    at: entry.at,
    wall: wallText(zone, entry.at),
    kind: entry.kind,
    sentence: why === undefined ? sentenceOf(entry, zone) : `${sentenceOf(entry, zone)}: ${why}`,
    facts: [...factsOf(entry, before), ...(before ? [] : ownClock(zones, entry))],
  };
}

/** An answer begins with the text that it answers: that line is listed with it, beside its place with the contact. */
function withLeads(lines: readonly Line[]): Line[] {
  const result: Line[] = [];
  const led = new Set<string>();
  let inbound: Line | undefined;
  for (const line of lines) {
    if (line.entry.kind === 'inbound') inbound = line;
    const isAnswer =
      (line.entry.kind === 'queued' || line.entry.kind === 'error') && line.entry.due === undefined;
    const lead = `${line.section} ${inbound?.seq}`;
    if (inbound && isAnswer && inbound.entry.at === line.entry.at && line.section !== '' && !led.has(lead)) {
      led.add(lead);
      result.push({ ...inbound, section: line.section });
    }
    result.push(line);
  }
  return result;
}

/** How each alert or keyword ended for the contact, in words. */
function endingsOf(lines: readonly Line[], zone: Zone): string[] {
  const titles = [...new Set(lines.map(({ section }) => section))].filter((title) => title !== '');
  if (titles.length === 0) return ['nothing was sent, and no alert has looked at it'];
  return titles.map(
    (title) =>
      `${title}: ${endingOf(
        lines.filter(({ section }) => section === title),
        zone,
      )}`,
  );
}

function endingOf(lines: readonly Line[], zone: Zone): string {
  const ends = lines.filter(({ entry }) => isEnd(entry));
  const sent = ends.filter(({ entry }) => entry.kind === 'sent').length;
  const codes = ends.flatMap(({ entry }) => (entry.kind === 'error' ? [entry.code ?? 'an error'] : []));
  const errors = codes.length;
  const last = ends.at(-1);
  if (!last) return endingOfForm(lines, zone);
  const lastText = `${wallText(zone, last.entry.at)}: ${sentenceOf(last.entry, zone)}`;
  if (ends.length === 1) return lastText;
  if (sent + errors === 0) return `nothing was sent; ${lastText}`;
  const failed = errors === 0 ? '' : `, ${errors} ended in an error (${[...new Set(codes)].join(', ')})`;
  return `${sent} sent${failed}; the last, ${lastText}`;
}

/** A form that one text has filled in says nothing to anybody. */
function endingOfForm(lines: readonly Line[], zone: Zone): string {
  const last = lines.findLast(({ entry }) => entry.kind === 'survey');
  return last
    ? `nothing to send; ${wallText(zone, last.entry.at)}: ${sentenceOf(last.entry, zone)}`
    : 'nothing has been sent yet';
}

const isEnd = ({ kind, reason }: Entry): boolean =>
  kind === 'sent' ||
  kind === 'error' ||
  kind === 'skipped' ||
  (kind === 'disarmed' && reason !== 'schedule_finished');

function nounOf(plan: TrailPlan, key: string): string | undefined {
  const seed = plan.cases.get(key);
  // A journal alone says neither type nor name.
  if (seed) return seed.type === '' ? undefined : `${seed.type} "${seed.name}"`;
  const user = plan.users.get(key);
  const place = plan.groups.get(key) ?? plan.locations.get(key);
  if (place)
    return 'members' in place
      ? `${place.kind.replace('_', ' ')} of ${place.members.length}`
      : `location of type ${place.type}`;
  return user && `${user.kind === 'user' ? 'mobile worker' : 'web user'} "${user.username}"`;
}
