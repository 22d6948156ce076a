/** What shows that a promise is broken, in lines: the text under a failure's title. */
import { parseDecimal, ZERO } from '../../core/model/decimal.ts';
import type { MessageChange } from '../../core/model/message-change.ts';
import type { Plan } from '../../core/model/plan.ts';
import type { Explanation, JournalRow, NearestRow, TranscriptDifference } from '../../core/model/verdict.ts';
import { grouped } from '../../core/text/grouped.ts';
import { type Zone, zoneOfProject } from '../../core/time/zone.ts';
import { describeTime, quoted } from '../../expect/describe.ts';
import { groupsFrom, messageIn } from '../diff/diff.ts';
import { changeWords, headlineOf, signOf } from '../diff/words.ts';
import { namedText, type People, peopleOf } from '../people.ts';
import { moneyText } from '../text/money.ts';
import { decisionText } from './decision-text.ts';
import { differenceText, stateText } from './difference-text.ts';
import { type EvidenceLine, evidenceText, labelled } from './evidence-line.ts';
import { claimAllText, claimText, contentLines, rowText, timeText } from './row-text.ts';

/** Missing times that are shown. */
const TIMES_MAX = 5;
/** Messages of a transcript that are shown. */
const CHANGES_MAX = 10;

/**
 * The lines that `drysend run` prints under the title of a broken verdict: what came instead, how it differs, and
 * why. None for a verdict that is kept.
 */
export function verdictText(explanation: Explanation, plan: Plan): string[] {
  return verdictLines(explanation, zoneOfProject(plan.project), peopleOf(plan)).map(evidenceText);
}

/** Times are given in the project's zone, people by name and short id. */
export function verdictLines(explanation: Explanation, zone: Zone, people: People): EvidenceLine[] {
  const { effortLimit, state, transcript, why } = explanation;
  return [
    ...(effortLimit === undefined ? [] : effortLines(effortLimit)),
    ...missingLines(explanation, zone, people),
    ...foundLines(explanation, zone, people),
    ...manyLines(explanation),
    ...costLines(explanation),
    ...(state ?? []).map((difference) => ({ text: namedText(stateText(difference, zone), people) })),
    ...(transcript ? transcriptLines(transcript, zone, people) : []),
    ...nearestLines(explanation, zone, people),
    ...otherLines(explanation, zone, people),
    ...(why ? [labelled('why', namedText(decisionText(why, zone), people))] : []),
    ...unexpectedLines(explanation, zone),
    ...invariantLines(explanation, people),
  ];
}

const effortLines = (most: number): EvidenceLine[] => [
  labelled('limit', `${most / 1_000_000} million steps of comparing texts; what came after was not compared`),
  labelled('cure', 'name the recipient (to:) or the exact text (says:), or split the story'),
];

/** What did not come, and that there is nothing else either. */
function missingLines(
  { missingTimes = [], missingEntry, absent }: Explanation,
  zone: Zone,
  people: People,
): EvidenceLine[] {
  const lines: EvidenceLine[] = missingTimes
    .slice(0, TIMES_MAX)
    .map((time) => labelled('missing', `at ${describeTime(time, zone)}`));
  if (missingTimes.length > TIMES_MAX)
    lines.push({ text: `… and ${grouped(missingTimes.length - TIMES_MAX)} more times` });
  if (missingEntry !== undefined) lines.push({ text: missingEntryText(missingEntry) });
  if (absent) lines.push({ text: `nothing for ${people.label(absent.contact)} ${absences[absent.from]}` });
  return lines;
}

const missingEntryText = (index: number): string =>
  index === 0 ? 'entry 1 did not come' : `entry ${index + 1} did not come after entry ${index}`;

const absences = { run: 'in the whole run', day: 'within 24 hours of it' } as const;

function foundLines(
  { counted, found, foundCount = 0 }: Explanation,
  zone: Zone,
  people: People,
): EvidenceLine[] {
  if (!found) return [];
  if (foundCount === 0 && counted === undefined) return [{ text: 'there was no warning' }];
  const rows = found.map((row) => labelled('found', `${rowText(row, zone, people)}${whomText(row, people)}`));
  return [
    ...(counted === undefined ? [] : [{ text: `counted ${counted}` }]),
    ...rows,
    ...moreLines(foundCount - found.length),
  ];
}

/** Whom a text is from stands in the row itself. */
const whomText = ({ kind, to }: JournalRow, people: People): string =>
  to === undefined || kind === 'inbound' ? '' : ` to ${people.label(to)}`;

function transcriptLines(
  { file, line, wanted, found, changes = [] }: TranscriptDifference,
  zone: Zone,
  people: People,
): EvidenceLine[] {
  const hint = { text: `--update rewrites ${quoted(file)}` };
  if (line === undefined) return [{ text: `there is no ${file}` }, hint];
  return [
    { text: `line ${line} differs` },
    labelled('expected', wanted ?? '(the file ends here)'),
    labelled('found', found ?? '(the transcript ends here)'),
    ...changeLines(changes, zone, people),
    hint,
  ];
}

/** All that differs, in messaging words. */
function changeLines(changes: readonly MessageChange[], zone: Zone, people: People): EvidenceLine[] {
  const headline = headlineOf({ groups: groupsFrom(changes) });
  if (headline === undefined) return [];
  const lines = changes.slice(0, CHANGES_MAX).map((change) => {
    const { at, person } = messageIn(change);
    const text = `${timeText(zone, at)}  ${people.label(person)}: ${changeWords(change, zone)}`;
    return { label: `${signOf(change)} `, text };
  });
  return [labelled('in all', headline), ...lines, ...moreLines(changes.length - lines.length)];
}

function nearestText({ differences, ...row }: NearestRow, zone: Zone, people: People): string {
  const how = differences.length === 0 ? '' : `   (${differences.map(differenceText).join('; ')})`;
  return `${rowText(row, zone, people)}${how}`;
}

function nearestLines({ many, nearest }: Explanation, zone: Zone, people: People): EvidenceLine[] {
  if (!nearest) return [];
  return [
    many?.failed
      ? labelled('first', ofManyText(nearest, zone, people))
      : labelled('nearest', nearestText(nearest, zone, people)),
  ];
}

/** Of many, the name says whose it is. */
const ofManyText = (row: NearestRow, zone: Zone, people: People): string =>
  row.to === undefined
    ? nearestText(row, zone, people)
    : `${people.label(row.to)}: ${nearestText(row, zone, people)}`;

/** How many of how many, and in what. */
function manyLines({ many }: Explanation): EvidenceLine[] {
  if (!many) return [];
  const { count, failed, fields } = many;
  if (count === 0) return [{ text: 'there was no such message' }];
  const by = fields.map(
    ({ field, count: differing }) => `${fieldWords[field] ?? field} ${grouped(differing)}`,
  );
  return [{ text: `${grouped(failed)} of ${grouped(count)} are not so: ${by.join(', ')}` }];
}

/** Promises of one rule, by what the rule is about. */
const fieldWords: Readonly<Record<string, string>> = { within: 'doubles', no_nights: 'in these hours' };

function otherLines({ many }: Explanation, zone: Zone, people: People): EvidenceLine[] {
  if (!many) return [];
  const others = many.others.map((row) => labelled('also', ofManyText(row, zone, people)));
  return [...others, ...moreLines(many.failed - many.others.length - 1)];
}

/** Periods that are shown. */
const PERIODS_MAX = 6;

function costLines({ costs }: Explanation): EvidenceLine[] {
  if (!costs) return [];
  const { over, currency, unpriced } = costs;
  const lines = over
    .slice(0, PERIODS_MAX)
    .map(({ period = 'the run', amount }) =>
      labelled('cost', `${period}: ${moneyText(parseDecimal(amount) ?? ZERO, currency)}`),
    );
  return [
    ...(over.length === 0 ? [{ text: `no gateway has a price in ${currency}` }] : []),
    ...lines,
    ...moreLines(over.length - PERIODS_MAX),
    ...(unpriced.length > 0
      ? [{ text: `not counted, without a price in ${currency}: ${unpriced.join(', ')}` }]
      : []),
  ];
}

function unexpectedLines({ unexpected, unexpectedMore, claimAll }: Explanation, zone: Zone): EvidenceLine[] {
  if (unexpectedMore !== undefined)
    return [labelled('others: allowed', 'lets a file send what it does not promise')];
  if (!unexpected) return [];
  return [
    ...contentLines(unexpected),
    labelled('claim it', claimText(unexpected, zone)),
    ...(claimAll
      ? [labelled('or all', `${claimAllText(claimAll)}   (${grouped(claimAll.count)} of them)`)]
      : []),
  ];
}

/** The first break is in the title. */
function invariantLines(
  { breaks = [], breakCount = 0, remarks = [] }: Explanation,
  people: People,
): EvidenceLine[] {
  return [
    ...breaks.slice(1).map(({ what }) => ({ text: namedText(what, people) })),
    ...moreLines(breakCount - breaks.length),
    ...remarks.map((text) => ({ text })),
  ];
}

const moreLines = (more: number): EvidenceLine[] =>
  more > 0 ? [{ text: `… and ${grouped(more)} more` }] : [];
