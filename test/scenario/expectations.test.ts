import { describe, expect, test } from 'vitest';
import type { EachExpectation, Expectation } from '../../src/core/model/expectation.ts';
import { planOf, problemsOf, sound, tellings } from './load-one.ts';

const setting = `${sound}ends: 2026-01-31 00:00\ngateways: {GW: {type: test}}\n`;

function expectationOf(body: string): Expectation {
  return planOf(`${setting}expect:\n  - ${body}\n`).expectations[0]!;
}

function fieldsOf(body: string) {
  const one = expectationOf(body);
  if (!('fields' in one)) throw new Error('no fields');
  return one.fields;
}

const nine = { at: Date.UTC(2026, 0, 9, 9, 0), precision: 'minute', text: '2026-01-09 09:00' };

describe('one line means the same as a map', () => {
  test.each([
    [
      'sms to asha via GW at 2026-01-09 09:00 in hin containing "12 x"',
      'sms: {to: asha, via: GW, at: 2026-01-09 09:00, in: hin, contains: 12 x}',
    ],
    ['nothing to asha after 2026-01-09 09:00', 'nothing: {to: asha, after: 2026-01-09 09:00}'],
    ['error NO_PHONE_NUMBER to asha', 'error: {code: NO_PHONE_NUMBER, to: asha}'],
    ['email to asha saying "a \\"b\\""', 'email: {to: asha, says: \'a "b"\'}'],
    [
      'inbound to +447700 before 2026-01-09 09:00 Asia/Kolkata',
      'inbound: {to: "+447700", before: 2026-01-09 09:00 Asia/Kolkata}',
    ],
    ['sms to asha at 2026-01-09 09:00 local in *', 'sms: {to: asha, at: 2026-01-09 09:00 local, in: "*"}'],
  ])('%s', (line, map) => {
    expect(fieldsOf(`'${line.replaceAll("'", "''")}'`)).toEqual(fieldsOf(map));
  });
});

describe('fields', () => {
  test('a list of at is one row each', () => {
    expect(fieldsOf('sms: {to: asha, at: [2026-01-09 09:00, 2026-01-09 09:00]}').at).toEqual([nine, nine]);
  });

  test('precision is as written; local has no instant', () => {
    expect(fieldsOf('sms: {to: asha, at: 2026-01-09 09:00:00}').at).toMatchObject([{ precision: 'second' }]);
    expect(fieldsOf('sms: {to: asha, at: 2026-01-09 09:00 local}').at).toMatchObject([
      { local: { second: 32_400 } },
    ]);
  });

  test('numbers lose plus, blanks and dashes', () => {
    expect(fieldsOf('nothing: {number: "+91 98-123"}').number).toBe('9198123');
  });

  test('tolerances', () => {
    expect(fieldsOf('sms: {to: asha, between: [2026-01-09 09:00, 2026-01-09 09:00]}').between).toEqual([
      nine,
      nine,
    ]);
    expect(fieldsOf('sms: {to: asha, at: 2026-01-09 09:00, within: 5 minutes}').withinMs).toBe(300_000);
    expect(fieldsOf('sms: {to: asha, on: 2026-01-09 local}').on).toMatchObject({
      local: true,
      text: '2026-01-09 local',
    });
  });

  test('people without a name are + and digits, or an address', () => {
    expect(fieldsOf('sms: {to: "447700900"}').to).toBe('+447700900');
    expect(fieldsOf('email: {to: a@b.org}').to).toBe('a@b.org');
  });

  test('contains is a text or a list', () => {
    expect(fieldsOf('sms: {to: asha, contains: a}').contains).toEqual(['a']);
    expect(fieldsOf('sms: {to: asha, contains: [a, b]}').contains).toEqual(['a', 'b']);
  });
});

describe('other kinds', () => {
  test('count', () => {
    expect(expectationOf('count: {channel: sms, at_least: "1", at_most: "2"}')).toMatchObject({
      kind: 'count',
      fields: { channel: 'sms' },
      atLeast: 1,
      atMost: 2,
    });
  });

  test('state', () => {
    const state =
      '{two_way: {"+91 98": asha, "44": null}, opted_out: ["+1 2"], property: {case: asha, x: "1"}, queued: "0", next_due: {alert: hello, case: asha, at: null}, session: {asha: open}}';
    expect(expectationOf(`state: ${state}`)).toMatchObject({
      kind: 'state',
      state: {
        twoWay: new Map([
          ['9198', 'asha'],
          ['44', null],
        ]),
        optedOut: ['12'],
        property: { case: 'asha', values: new Map([['x', '1']]) },
        queued: 0,
        nextDue: { alert: 'hello', case: 'asha', at: null },
        session: new Map([['asha', 'open']]),
      },
    });
  });

  test('in_order takes rows and one-line forms', () => {
    expect(
      expectationOf('in_order: [{sms: {to: asha}}, email to asha, {channel: error, to: asha}]'),
    ).toMatchObject({
      entries: [{ kind: 'sms' }, { kind: 'email' }, { kind: 'error', fields: { to: 'asha' } }],
    });
  });

  test('a transcript lies beside its scenario', () => {
    expect(expectationOf('transcript: out/a.txt')).toMatchObject({ kind: 'transcript', file: 'out/a.txt' });
  });

  test('others and allow loosen the file or a part', () => {
    const plan = planOf(`${setting}others: allowed\nallow: [{to: asha}, {error: {code: NO_MESSAGE}}]\n`);
    expect(plan.othersAllowed).toBe(true);
    expect(plan.allow).toEqual([{ to: 'asha' }, { code: 'NO_MESSAGE', channel: 'error' }]);
  });

  test('each knows where it stands', () => {
    expect(expectationOf('sms to asha').source).toEqual({ file: 'a.yaml', line: 10, column: 5 });
  });
});

describe('promises about a roster', () => {
  const noon = { daily: { second: 43_200, clock: 'project' }, precision: 'minute', text: '12:00' };

  test('each: who, cause and window select; the rest is what each must be', () => {
    const { of, fields } = expectationOf(
      'each: {alert: hello, from: 2026-01-02 00:00, at: "12:00", via: GW, in: contact}',
    ) as EachExpectation;
    expect(Object.keys(of)).toEqual(['alert', 'from']);
    expect(fields).toEqual({ at: [noon], via: 'GW', in: 'contact' });
  });

  test('each: of errors the code selects too, and may be all there is', () => {
    const { of, fields } = expectationOf(
      'each: {alert: hello, channel: error, code: NO_PHONE_NUMBER}',
    ) as EachExpectation;
    expect(of).toEqual({ alert: 'hello', channel: 'error', code: 'NO_PHONE_NUMBER' });
    expect(fields).toEqual({});
  });

  test('each: local needs nobody named, as each message has a recipient', () => {
    expect(expectationOf('each: {alert: hello, at: "12:00 local"}')).toMatchObject({
      fields: { at: [{ daily: { clock: 'local' } }] },
    });
    expect(problemsIn('count: {channel: sms, is: 1, from: 2026-01-02 00:00 local}')).toHaveLength(1);
  });

  test('no_doubles within a minute, no_nights on the reader’s clock, cost of the run are what is meant', () => {
    expect(expectationOf('no_doubles: {}')).toMatchObject({ withinMs: 60_000, of: {} });
    expect(expectationOf('no_doubles: {within: 2 hours, alert: hello}')).toMatchObject({
      withinMs: 7_200_000,
      of: { alert: 'hello' },
    });
    expect(expectationOf('no_nights: {from: "21:00", until: "07:00"}')).toMatchObject({ clock: 'reader' });
    expect(expectationOf('no_nights: {from: "21:00", until: "07:00", clock: africa/nairobi}')).toMatchObject({
      clock: { zone: 'Africa/Nairobi' },
    });
    expect(expectationOf('cost: {at_most: 12.50, currency: KES}')).toMatchObject({
      atMost: '12.50',
      currency: 'KES',
      per: 'run',
    });
  });

  test('channel of an error is that of its message', () => {
    expect(fieldsOf('error: {to: asha, channel: email}')).toEqual({ to: 'asha', messageChannel: 'email' });
  });

  test('count claims when it says so', () => {
    expect(expectationOf('count: {channel: sms, is: 1, claims: yes}')).toMatchObject({ claims: true });
  });

  test.each([
    ['each without anything to hold to', 'each: {alert: hello}', 'nothing that each message must be'],
    ['a code that HQ does not have', 'each: {channel: error, code: NO_SUCH}', '"NO_SUCH"'],
    [
      'a time of day and a date',
      'nothing: {to: asha, between: ["09:00", 2026-01-03 00:00]}',
      '"09:00" and "2026-01-03 00:00"',
    ],
    [
      'times of day on two clocks',
      'count: {is: 1, from: "09:00", until: "10:00 UTC"}',
      '"09:00" and "10:00 UTC"',
    ],
    ['a date for a night', 'no_nights: {from: 2026-01-03 21:00, until: "07:00"}', '"2026-01-03 21:00"'],
    ['a night with a zone of its own', 'no_nights: {from: "21:00 UTC", until: "07:00"}', '"21:00 UTC"'],
    ['a clock that nobody has', 'no_nights: {from: "21:00", until: "07:00", clock: Nairobbi}', '"Nairobbi"'],
    ['an amount with a comma', 'cost: {at_most: "1,50", currency: KES}', '"1,50"'],
    ['an amount in exponents', 'cost: {at_most: 1e3, currency: KES}', '"1e3"'],
    ['a currency in small letters', 'cost: {at_most: 1, currency: kes}', '"kes"'],
    ['no currency', 'cost: {at_most: 1}', 'no "currency"'],
    ['when it is due, as a time of day', 'state: {next_due: {alert: hello, at: "09:00"}}', '"09:00"'],
  ])('%s is a problem at its place', (_story, body, found) => {
    expect(problemsIn(body)).toEqual([expect.stringContaining(found)]);
  });
});

function problemsIn(body: string): readonly string[] {
  return tellings(problemsOf(`${setting}expect:\n  - ${body}\n`));
}
