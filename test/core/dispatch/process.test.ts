import { describe, expect, test } from 'vitest';
import { type Json, type Played, play } from '../../fidelity/helpers/play.ts';

const when = (at: number): string => new Date(at).toISOString().slice(5, 16).replace('T', ' ');
/** `03-04 10:00 sent ana via G`, `03-04 10:00 CODE ana`. */
const ends = ({ entries }: Played): string[] =>
  entries.flatMap(({ kind, at, to, via, code }) => {
    if (kind === 'sent') return [`${when(at)} sent ${to} via ${via}`];
    return kind === 'error' ? [`${when(at)} ${code} ${to}`] : [];
  });

const AT = '2024-03-04 10:00';
const ana = { type: 'c', contact_phone_number: '447700900301' };
const hello = { hello: { case_type: 'c', to: 'case', send: 'immediately', sms: 'Hello' } };
const registered = { at: AT, register: 'ana' };
const closed = { days: 'every day', from: '20:00', to: '21:00' };

function processed(project: Json, parts: Json = {}): Played {
  return play({
    project,
    cases: { ana },
    alerts: hello,
    timeline: [registered],
    starts: '2024-03-01 00:00',
    ...parts,
  });
}

describe('a message in the queue', () => {
  test('is sent at once when nothing holds it', () => {
    expect(ends(processed({}))).toEqual(['03-04 10:00 sent ana via G']);
  });

  test('to a contact who is inactive by then ends so, after it was held and not before', () => {
    const closes = { at: '2024-03-04 11:00', close: 'ana' };
    expect(ends(processed({ sending_hours: [closed] }, { timeline: [registered, closes] }))).toEqual([
      '03-04 20:00 CONTACT_IS_INACTIVE ana',
    ]);
  });

  test('has its text cleaned when it is handed over', () => {
    const alerts = { hello: { ...hello.hello, sms: 'At 5:PM – “now”…' } };
    expect(processed({}, { alerts }).of('sent')[0]?.text).toBe('At 5: PM - "now"...');
  });

  test('is tried three times, every five minutes, while the project may not send SMS', () => {
    const played = processed({ outbound_sms: 'no' });
    expect(ends(played)).toEqual(['03-04 10:10 TOO_MANY_UNSUCCESSFUL_ATTEMPTS ana']);
    expect(
      played.of('attempt').map(({ attempt, answer, retry_at }) => [attempt, answer, when(retry_at!)]),
    ).toEqual([
      [1, 'outbound SMS is switched off', '03-04 10:05'],
      [2, 'outbound SMS is switched off', '03-04 10:10'],
    ]);
  });

  test('to a number that opted out is not sent', () => {
    expect(ends(processed({ opted_out: ['447700900301'] }))).toEqual([
      '03-04 10:00 PHONE_NUMBER_OPTED_OUT ana',
    ]);
    expect(ends(processed({ opted_out: ['447700900302'] }))).toEqual(['03-04 10:00 sent ana via G']);
  });
});

describe('a trial project', () => {
  const texts = (count: number): Json[] =>
    Array.from({ length: count }, (_, index) => ({ at: AT, send: { to: 'ana', text: `${index}` } }));
  const register = { at: '2024-03-04 09:00', register: 'ana' };

  test('sends fifty SMS, and the next is an error', () => {
    const { of } = processed({ trial: 'yes' }, { alerts: {}, timeline: [register, ...texts(51)] });
    expect(of('sent')).toHaveLength(50);
    expect(of('error').map(({ code, text }) => [code, text])).toEqual([['TRIAL_SMS_EXCEEDED', '50']]);
  });

  test('has no such end when it is none', () => {
    const { of } = processed({}, { alerts: {}, timeline: [register, ...texts(51)] });
    expect([of('sent').length, of('error').length]).toEqual([51, 0]);
  });
});

describe('the gateway of a message', () => {
  const named = { ...ana, contact_backend_id: 'g' };
  const own = (more: Json = {}): Json => ({ type: 'twilio', scope: 'project', account_sid: 'AC1', ...more });
  const one = own({ number: '+447700900100' });

  test('is the project’s own where another project has one of the same name', () => {
    const rejecting = own({ number: '+447700900200', rejects: ['4477*'] });
    const other = (mine: Json, theirs: Json): string[] =>
      ends(
        processed(
          {},
          {
            gateways: { G: mine },
            cases: { ana: named },
            other_projects: {
              pilot: {
                gateways: { G: theirs },
                cases: { rina: { ...named, contact_phone_number: '447700900305' } },
                alerts: hello,
              },
            },
            timeline: [{ at: AT, register: ['ana', 'pilot/rina'] }],
          },
        ),
      );
    expect(other(one, rejecting)).toEqual([
      '03-04 10:00 sent ana via G',
      '03-04 10:00 INVALID_DESTINATION_NUMBER pilot/rina',
    ]);
    expect(other(rejecting, one)).toEqual([
      '03-04 10:00 INVALID_DESTINATION_NUMBER ana',
      '03-04 10:00 sent pilot/rina via G',
    ]);
  });

  test('is taken as it stands when the message is handed over', () => {
    const refuses = { at: '2024-03-04 11:00', gateway: { G: { rejects: ['4477*'] } } };
    const played = processed(
      { sending_hours: [closed] },
      {
        gateways: { G: one },
        cases: { ana: named },
        timeline: [registered, refuses],
      },
    );
    expect(ends(played)).toEqual(['03-04 20:00 INVALID_DESTINATION_NUMBER ana']);
  });

  test('that is deleted meanwhile leaves it waiting, as if there were no route', () => {
    const gone = { at: '2024-03-04 11:00', gateway: { G: { delete: 'yes' } } };
    const played = processed(
      { sending_hours: [closed], hq: 'exact' },
      {
        gateways: { G: one, H: { type: 'test' } },
        routing: { global: { '*': 'H' } },
        cases: { ana: named },
        timeline: [registered, gone],
      },
    );
    expect(played.of('held').map(({ at, reason }) => `${when(at)} ${reason}`)).toContain(
      '03-04 20:00 no_gateway',
    );
    expect(ends(played)).toEqual(['03-11 10:15 MESSAGE_IS_STALE ana']);
  });

  test('that the project may not use by then is a failed try, in words that say so', () => {
    const lent = { type: 'test', scope: 'shared', shared: { from: 'sisters', accepted: 'yes' } };
    const back = { at: '2024-03-04 11:00', gateway: { G: { shared: { from: 'sisters', accepted: 'no' } } } };
    const played = processed(
      { sending_hours: [closed] },
      {
        gateways: { G: lent },
        cases: { ana: named },
        timeline: [registered, back],
      },
    );
    expect(ends(played)).toEqual(['03-04 20:10 TOO_MANY_UNSUCCESSFUL_ATTEMPTS ana']);
    expect(played.of('attempt')[0]?.answer).toBe('G is not authorised for demo');
  });

  test('with several numbers sends from the one that the contact’s number gives', () => {
    const { of } = processed({}, { gateways: { G: { type: 'http', numbers: ['100', '101'] } } });
    expect(of('sent')[0]?.from_number).toBe('101');
  });

  test('sends from its only number, without the plus', () => {
    const { of } = processed({}, { gateways: { G: one }, routing: { project: { '*': 'G' } } });
    expect(of('sent')[0]?.from_number).toBe('447700900100');
  });
});
