import { describe, expect, test } from 'vitest';
import type { Entry } from '../../../src/core/model/entry.ts';
import { openLiveRun } from '../../../src/lab/session/live-run.ts';
import { plansFrom } from '../../helpers/plans-from.ts';

const setting = `
scenario: Grown
starts: 2026-03-02 08:00
gateways: {GW: {type: test}}
routing: {global: {"*": GW}}
users: {uma: {username: uma, phone: "447700900309"}}
cases:
  ana: {type: c, contact_phone_number: "447700900301"}
  ben: {type: c, contact_phone_number: "447700900302"}
`;

const first = `
alerts: {tip: {case_type: c, to: case, send: {daily: {at: "09:00", stop_after: "3"}}, sms: Tip}}
timeline:
  - {at: 2026-03-02 08:00, register: ana}
`;

const at = (text: string): number => Date.parse(`${text.replace(' ', 'T')}:00Z`);

const sentBy = (entries: Iterable<Entry>): string[] =>
  [...entries].flatMap((entry) =>
    entry.kind === 'sent'
      ? [`${new Date(entry.at).toISOString().slice(8, 16)} ${entry.to} ${entry.text}`]
      : [],
  );

/** What is sent up to the 7th, when the plan grows at noon of the 2nd. */
function grown(more: string): string[] {
  const run = openLiveRun(plansFrom(setting + first)[0]!);
  run.runTo(at('2026-03-02 12:00'));
  run.adopt(plansFrom(setting + more)[0]!);
  run.runTo(at('2026-03-07 12:00'));
  return sentBy(run.journal.entries());
}

const tips = (...days: readonly string[]) => days.map((day) => `${day}T09:00 ana Tip`);

describe('a plan that has grown while it runs', () => {
  test('goes on with what was there, and does what is new from then on', () => {
    expect(
      grown(`${first}  - {at: 2026-03-02 12:00, send: {to: ana, text: Now}}
  - {at: 2026-03-03 08:00, register: ben}
`),
    ).toEqual([
      '02T09:00 ana Tip',
      '02T12:00 ana Now',
      ...['03T09:00 ana Tip', '03T09:00 ben Tip'],
      ...['04T09:00 ana Tip', '04T09:00 ben Tip', '05T09:00 ben Tip'],
    ]);
  });

  test('has its new alerts when the timeline creates them, each beside those of the same name of the other kind', () => {
    expect(
      grown(`
alerts:
  tip: {case_type: c, to: case, send: {daily: {at: "09:00", stop_after: "3"}}, sms: Tip}
  news: {case_type: c, to: case, send: immediately, sms: Alert}
broadcasts:
  tip: {to: {user: uma}, send: immediately, sms: Cast}
timeline:
  - {at: 2026-03-02 08:00, register: ana}
  - {at: 2026-03-02 13:00, update: {ana: {x: y}}}
  - {at: 2026-03-02 14:00, alert: {news: create}}
  - {at: 2026-03-02 15:00, broadcast: tip}
`),
    ).toEqual(['02T09:00 ana Tip', '02T14:00 ana Alert', '02T15:00 uma Cast', ...tips('03', '04')]);
  });

  test('that had come to its end has none any more', () => {
    const run = openLiveRun(plansFrom(setting + first)[0]!);
    run.runTo(at('2039-03-02 12:00'));
    expect([run.engine.isOver, sentBy(run.journal.entries())]).toEqual([true, tips('02', '03', '04')]);
    run.adopt(plansFrom(`${setting}${first}  - {at: 2039-03-02 12:00, send: {to: ana, text: Late}}\n`)[0]!);
    run.runTo(at('2039-03-02 12:00'));
    expect(sentBy(run.journal.entries()).at(-1)).toBe('02T12:00 ana Late');
  });
});
