/** The rows of local-to-utc.jsonl of one zone as a scenario: for each a case with its own day and time. */
import { MS_PER_DAY } from '../../../src/core/model/instant.ts';
import { instantOf } from '../direct/row-times.ts';
import { type Generated, promises } from './expected.ts';
import { pageText, utcText } from './page.ts';
import type { LocalTimeRow } from './schedule-rows.ts';

export function zoneAsScenario(zone: string, rows: readonly LocalTimeRow[]): Generated {
  const cases = new Map(rows.map((row, index) => [`case${index}`, row]));
  const instants = rows.map(({ utc }) => instantOf(utc));
  const sends = [...cases].map(([to, { utc }]) => ({
    to,
    due: instantOf(utc),
    at: instantOf(utc),
    event: 0,
  }));
  const text = pageText({
    scenario: `Local times of ${zone}`,
    project: { time_zone: zone, languages: ['en'] },
    gateways: { GW: { type: 'test' } },
    routing: { global: { '*': 'GW' } },
    cases: Object.fromEntries(
      [...cases].map(([key, { local }], index) => {
        const [visit_day, visit_time] = local.split('T');
        const contact_phone_number = `44770090${String(index).padStart(4, '0')}`;
        return [key, { type: 'person', contact_phone_number, visit_day, visit_time }];
      }),
    ),
    alerts: {
      visit: {
        case_type: 'person',
        to: 'case',
        start: { property: 'visit_day' },
        send: { daily: { at_property: 'visit_time', stop_after: 1 } },
        sms: 'Your visit is now',
      },
    },
    starts: utcText(Math.min(...instants) - 2 * MS_PER_DAY),
    ends: utcText(Math.max(...instants) + MS_PER_DAY),
    timeline: [{ at: utcText(Math.min(...instants) - MS_PER_DAY), register: [...cases.keys()] }],
    expect: promises(sends, () => 'Your visit is now'),
  });
  return { id: zone, text, sends };
}

/** The rows of each zone, zones in the order they come. */
export function byZone(rows: readonly LocalTimeRow[]): Map<string, LocalTimeRow[]> {
  const zones = new Map<string, LocalTimeRow[]>();
  for (const row of rows) {
    const known = zones.get(row.tz);
    if (known) known.push(row);
    else zones.set(row.tz, [row]);
  }
  return zones;
}
