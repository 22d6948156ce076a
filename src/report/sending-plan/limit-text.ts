/** Peaks against rates and daily limits, and how long messages wait, for a terminal. */

import { grouped } from '../../core/text/grouped.ts';
import { formatDay } from '../../core/time/calendar.ts';
import { alignedTable, type Column } from '../text/aligned.ts';
import { lengthText } from '../text/span.ts';
import { plainLine } from '../text/terminal-text.ts';
import { dayName, leftOut, momentName, type PlanLook, type PlannedStory } from './look.ts';
import type { DayPeak, GatewayPeak } from './peaks.ts';
import type { SendingPlan } from './sending-plan.ts';
import type { Wait } from './waits.ts';

const GATEWAYS_MAX = 6;
const WAITS_MAX = 8;

const peakColumns: readonly Column[] = [
  { head: 'busiest moment of', yields: true },
  { head: 'when' },
  { head: 'messages', align: 'right' },
  { head: 'at most', align: 'right' },
];
const waitColumns: readonly Column[] = [
  { head: 'waits for', yields: true },
  { head: 'messages', align: 'right' },
  { head: 'median', align: 'right' },
  { head: '95 %', align: 'right' },
  { head: 'worst', align: 'right' },
];

export function limitLines(plan: SendingPlan, story: PlannedStory, look: PlanLook): string[] {
  const { gatewayPeaks, dayPeaks, waits } = plan;
  const gateways = gatewayPeaks.slice(0, GATEWAYS_MAX);
  if (gateways.length === 0) return [];
  const peaks = [...gateways.map((peak) => gatewayCells(peak, story)), ...dayPeaks.map(dayCells)];
  const waitRows = waits.slice(0, WAITS_MAX).map(waitCells);
  return [
    ...alignedTable(peakColumns, peaks, look),
    ...leftOut(gatewayPeaks.length - gateways.length, look),
    ...(waitRows.length > 0 ? ['', ...alignedTable(waitColumns, waitRows, look)] : []),
    ...leftOut(waits.length - waitRows.length, look),
  ];
}

function gatewayCells(peak: GatewayPeak, { zone }: PlannedStory): string[] {
  const { gateway, messages, at, ratePerMinute, numbers } = peak;
  const rate = ratePerMinute === undefined ? 'no rate' : `${grouped(ratePerMinute * numbers)} a minute`;
  return [`${plainLine(gateway)}, a minute`, momentName(zone, at), grouped(messages), rate];
}

/** HQ holds what is above the limit until the next day. */
function dayCells({ project, messages, day, limit }: DayPeak): string[] {
  const most = limit === undefined ? 'no limit' : `${grouped(limit)} a day`;
  return [`project ${plainLine(project)}, a day`, dayName(formatDay(day)), grouped(messages), most];
}

function waitCells({ reason, gateway, lengths }: Wait): string[] {
  const { count, medianMs, most95Ms, worstMs } = lengths;
  return [
    waitName(reason, plainLine(gateway)),
    grouped(count),
    ...[medianMs, most95Ms, worstMs].map(lengthText),
  ];
}

function waitName(reason: string, gateway: string): string {
  switch (reason) {
    case 'rate':
      return `the rate of ${gateway}`;
    case 'attempt':
      return `another try at ${gateway}`;
    case 'daily_limit':
      return 'the daily limit';
    case 'sending_hours':
      return 'the sending hours';
    case 'conversation':
      return 'the end of a conversation';
    default:
      return reason.replaceAll('_', ' ');
  }
}
