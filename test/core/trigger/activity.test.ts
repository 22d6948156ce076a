import { describe, expect, test } from 'vitest';
import { type Json, play } from '../../fidelity/helpers/play.ts';

const AT = '2024-01-01 12:00';
const ana = { type: 'c', contact_phone_number: '447700900301' };
const time = (at: number): string => new Date(at).toISOString().slice(8, 16).replace('T', ' ');

function ran(alert: Json, ...acts: readonly Json[]) {
  const { of } = play({
    cases: { ana, mum: { type: 'm' } },
    alerts: { tip: { case_type: 'c', to: 'case', sms: 'Tip', ...alert } },
    timeline: [{ at: AT, register: 'ana' }, ...acts],
    ends: '2024-01-06 00:00',
  });
  return {
    sent: of('sent').map(({ at }) => time(at)),
    ended: of('disarmed').map(({ at, reason }) => `${time(at)} ${reason}`),
    begun: of('rearmed').map(({ at, reason }) => `${time(at)} ${reason}`),
  };
}

const waits = { send: { custom_immediate: [{ wait_minutes: '0' }, { wait_minutes: '60' }] } };
const daily = { send: { daily: { at: '13:00', stop_after: '3' } } };
const at = (clock: string, state: string): Json => ({ at: `2024-01-01 ${clock}`, alert: { tip: state } });

describe('an alert that is switched off and on', () => {
  test('goes on where it was, or where it would have been', () => {
    expect(ran(waits, at('12:10', 'off'), at('12:20', 'on')).sent).toEqual(['01 12:00', '01 13:00']);
    expect(ran(waits, at('12:10', 'off'), at('12:20', 'on')).ended[0]).toBe('01 12:10 alert_off');
    expect(ran(waits, at('12:10', 'off'), at('12:20', 'on')).begun).toEqual(['01 12:20 undefined']);
    expect(ran(daily, at('12:10', 'off'), at('14:00', 'on')).sent).toEqual(['02 13:00', '03 13:00']);
  });

  test('has come to its end where nothing is left', () => {
    const { sent, ended, begun } = ran(waits, at('12:10', 'off'), at('14:00', 'on'));
    expect([sent, ended, begun]).toEqual([
      ['01 12:00'],
      ['01 12:10 alert_off', '01 14:00 schedule_finished'],
      [],
    ]);
  });

  test('does not begin again when it had come to its end', () => {
    const once = { send: 'immediately' };
    expect(ran(once, at('12:10', 'off'), at('12:20', 'on')).sent).toEqual(['01 12:00']);
    expect(ran(once, at('12:10', 'off'), at('12:20', 'on')).begun).toEqual([]);
  });
});

describe('a stop date', () => {
  const stop = (property: string) => ({ ...daily, stop: { property } });
  const set = (last: string): Json => ({ at: '2024-01-01 12:30', update: { ana: { last } } });

  test('ends what is due at its beginning or later', () => {
    expect(ran(stop('last'), set('2024-01-03')).sent).toEqual(['01 13:00', '02 13:00']);
    expect(ran(stop('last'), set('2024-01-01')).sent).toEqual([]);
    expect(ran(stop('last'), set('2024-01-01')).ended).toEqual(['01 12:30 stop_date']);
  });

  test('that is moved on lets it begin again', () => {
    const later = { at: '2024-01-02 14:00', update: { ana: { last: '2024-02-01' } } };
    expect(ran(stop('last'), set('2024-01-02'), later).sent).toEqual(['01 13:00', '03 13:00']);
  });

  test('that is none, cannot be read, or is that of a parent who is not there, ends nothing', () => {
    const all = ['01 13:00', '02 13:00', '03 13:00'];
    expect(ran(stop('last')).sent).toEqual(all);
    expect(ran(stop('last'), set('soon')).sent).toEqual(all);
    expect(ran(stop('last'), set('')).sent).toEqual(all);
    expect(ran(stop('parent/last')).sent).toEqual(all);
  });
});

describe('an alert that starts again when a property changes', () => {
  const again = { ...waits, restart_when_changed: 'visit' };
  const set = (clock: string, visit: string): Json => ({
    at: `2024-01-01 ${clock}`,
    update: { ana: { visit } },
  });

  test('does so at each change, and not at a save that changes nothing', () => {
    expect(ran(again, set('12:30', 'a')).sent).toEqual(['01 12:00', '01 12:30', '01 13:30']);
    expect(ran(again, set('12:30', 'a'), set('12:40', 'a')).sent).toEqual([
      '01 12:00',
      '01 12:30',
      '01 13:30',
    ]);
    expect(ran(again, set('12:30', 'a'), set('15:00', 'b')).sent).toEqual([
      ...['01 12:00', '01 12:30', '01 13:30', '01 15:00', '01 16:00'],
    ]);
    expect(ran(again, set('12:30', 'a')).begun).toEqual(['01 12:30 undefined']);
  });

  test('and one that does not goes on', () => {
    expect(ran(waits, set('12:30', 'a')).sent).toEqual(['01 12:00', '01 13:00']);
  });
});
