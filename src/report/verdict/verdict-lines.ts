/** What shows that a promise is broken, in lines: the text under a failure's title. */
import type { Plan } from '../../core/model/plan.ts';
import type { Explanation, NearestRow, TranscriptDifference } from '../../core/model/verdict.ts';
import { type Zone, zoneOfProject } from '../../core/time/zone.ts';
import { describeTime, quoted } from '../../expect/describe.ts';
import { decisionText } from './decision-text.ts';
import { differenceText, stateText } from './difference-text.ts';
import { type EvidenceLine, evidenceText, labelled } from './evidence-line.ts';
import { claimText, contentLines, rowText } from './row-text.ts';

/** Missing times that are shown. */
const TIMES_MAX = 5;

/**
 * The lines that `drysend run` prints under the title of a broken verdict: what came instead, how it differs, and
 * why. None for a verdict that is kept.
 */
export function verdictText(explanation: Explanation, plan: Plan): string[] {
  return verdictLines(explanation, zoneOfProject(plan.project)).map(evidenceText);
}

/** Times are told in the project's zone. */
export function verdictLines(explanation: Explanation, zone: Zone): EvidenceLine[] {
  const { effortLimit, state, transcript, nearest, why } = explanation;
  return [
    ...(effortLimit === undefined ? [] : effortLines(effortLimit)),
    ...missingLines(explanation, zone),
    ...foundLines(explanation, zone),
    ...(state ?? []).map((difference) => ({ text: stateText(difference, zone) })),
    ...(transcript ? transcriptLines(transcript) : []),
    ...(nearest ? [labelled('nearest', nearestText(nearest, zone))] : []),
    ...(why ? [labelled('why', decisionText(why, zone))] : []),
    ...unexpectedLines(explanation, zone),
    ...invariantLines(explanation),
  ];
}

const effortLines = (most: number): EvidenceLine[] => [
  labelled('limit', `${most / 1_000_000} million steps of comparing texts; what came after was not compared`),
  labelled('cure', 'name the recipient (to:) or the exact text (says:), or split the story'),
];

/** What did not come, and that there is nothing else either. */
function missingLines({ missingTimes = [], missingEntry, absent }: Explanation, zone: Zone): EvidenceLine[] {
  const lines: EvidenceLine[] = missingTimes
    .slice(0, TIMES_MAX)
    .map((time) => labelled('missing', `at ${describeTime(time, zone)}`));
  if (missingTimes.length > TIMES_MAX)
    lines.push({ text: `… and ${missingTimes.length - TIMES_MAX} more times` });
  if (missingEntry !== undefined) lines.push({ text: missingEntryText(missingEntry) });
  if (absent) lines.push({ text: `nothing for ${absent.contact} ${absences[absent.from]}` });
  return lines;
}

const missingEntryText = (index: number): string =>
  index === 0 ? 'entry 1 did not come' : `entry ${index + 1} did not come after entry ${index}`;

const absences = { run: 'in the whole run', day: 'within 24 hours of it' } as const;

function foundLines({ counted, found, foundCount = 0 }: Explanation, zone: Zone): EvidenceLine[] {
  if (!found) return [];
  if (foundCount === 0 && counted === undefined) return [{ text: 'there was no warning' }];
  const rows = found.map((row) =>
    labelled('found', `${rowText(row, zone)}${row.to === undefined ? '' : ` (${row.to})`}`),
  );
  return [
    ...(counted === undefined ? [] : [{ text: `counted ${counted}` }]),
    ...rows,
    ...moreLines(foundCount - found.length),
  ];
}

function transcriptLines({ file, line, wanted, found }: TranscriptDifference): EvidenceLine[] {
  const hint = { text: `--update rewrites ${quoted(file)}` };
  if (line === undefined) return [{ text: `there is no ${file}` }, hint];
  return [
    { text: `line ${line} differs` },
    labelled('expected', wanted ?? '(the file ends here)'),
    labelled('found', found ?? '(the transcript ends here)'),
    hint,
  ];
}

function nearestText({ differences, ...row }: NearestRow, zone: Zone): string {
  const how = differences.length === 0 ? '' : `   (${differences.map(differenceText).join('; ')})`;
  return `${rowText(row, zone)}${how}`;
}

function unexpectedLines({ unexpected, unexpectedMore }: Explanation, zone: Zone): EvidenceLine[] {
  if (unexpectedMore !== undefined)
    return [labelled('others: allowed', 'lets a file send what it does not promise')];
  if (!unexpected) return [];
  return [...contentLines(unexpected), labelled('claim it', claimText(unexpected, zone))];
}

/** The first break is in the title. */
function invariantLines({ breaks = [], breakCount = 0, remarks = [] }: Explanation): EvidenceLine[] {
  return [
    ...breaks.slice(1).map(({ what }) => ({ text: what })),
    ...moreLines(breakCount - breaks.length),
    ...remarks.map((text) => ({ text })),
  ];
}

const moreLines = (more: number): EvidenceLine[] => (more > 0 ? [{ text: `… and ${more} more` }] : []);
