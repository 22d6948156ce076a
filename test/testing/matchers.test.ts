import '../../src/testing/vitest.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ScenarioDefinition } from '../../src/index.ts';
import {
  assertKeepsItsPromises,
  BrokenPromises,
  defineScenario,
  type Gateways,
  rehearse,
  rehearseAll,
  startGateways,
  transcriptOf,
  waitFor,
} from '../../src/testing/index.ts';

const visits: ScenarioDefinition = {
  scenario: 'Visits',
  starts: '2026-03-09 08:00',
  project: { time_zone: 'Africa/Nairobi', languages: ['en'] },
  gateways: { KENYA: { type: 'test' }, REST: { type: 'test' }, MAIL: { type: 'smtp' } },
  routing: { global: { '254': 'KENYA', '*': 'REST' } },
  cases: {
    asha: {
      type: 'client',
      name: 'Asha',
      contact_phone_number: '254711000001',
      contact_phone_number_is_verified: '1',
      commcare_email_address: 'asha@example.org',
    },
    ben: { type: 'client', name: 'Ben' },
    chloe: { type: 'other', name: 'Chloe', contact_phone_number: '27831234567' },
  },
  alerts: {
    hello: { case_type: 'client', to: 'case', send: 'immediately', sms: 'Hello {case.name}' },
    mail: {
      case_type: 'client',
      to: 'case',
      send: 'immediately',
      email: { subject: 'Your visit', body: 'Hello by mail' },
    },
  },
  timeline: [{ at: '2026-03-09 10:00', register: ['asha', 'ben', 'chloe'] }],
};
const run = rehearse(visits);
const broken = rehearse({ ...visits, expect: ['sms to asha saying "Goodbye"'], others: 'allowed' });
const runs = rehearseAll(defineScenario({ ...visits, examples: [{ n: '1' }, { n: '2' }] }));

const messageOf = (assertion: () => unknown): string => {
  try {
    assertion();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error('it passed');
};

describe('a run', () => {
  test('keeps its promises, or fails with what drysend run prints', () => {
    expect(run).toKeepItsPromises();
    expect(runs).toKeepItsPromises();
    expect(broken).not.toKeepItsPromises();
    const text = messageOf(() => expect([run, broken]).toKeepItsPromises());
    expect(text).toContain('Visits\n  ✗ sms to asha saying "Goodbye"\n      nearest   ');
    expect(text).toMatch(/nearest {3}2026-03-09 10:00 Africa\/Nairobi via KENYA "Hello Asha".*\(text/);
    expect(text).toMatch(/^ {6}scenario:\d+:\d+$/m);
    expect(text).toContain('again  drysend run scenario --seed 1 --grep "Visits"');
    expect(messageOf(() => expect(run).not.toKeepItsPromises())).toBe('every promise was kept (seed 1)');
  });

  test('reaches somebody by SMS: whole text, an expression, or the fields of the language', () => {
    expect(run).toReceiveSms('asha');
    expect(run).toReceiveSms('+254711000001', 'Hello Asha');
    expect(runs).toReceiveSms('asha', /^Hello/);
    expect(run).toReceiveSms('asha', { at: '2026-03-09 10:00', via: 'KENYA', alert: 'hello' });
    expect(run).not.toReceiveSms('ben');
    const text = messageOf(() => expect(run).toReceiveSms('asha', { at: '2026-03-10 10:00' }));
    expect(text).toContain('✗ sms to asha at 2026-03-10 10:00');
    expect(text).toMatch(/nearest .*"Hello Asha"/);
    expect(messageOf(() => expect(run).not.toReceiveSms('asha'))).toMatch(
      /which was not to be\n.*Hello Asha/,
    );
  });

  test('say to those who write JavaScript that whom it goes to comes first', () => {
    const promise: unknown = { to: 'asha' };
    expect(() => expect(run).toReceiveSms(promise as string)).toThrow(
      'the first argument is whom it goes to',
    );
  });

  test('says why nothing came', () => {
    const text = messageOf(() => expect(run).toReceiveSms('ben'));
    expect(text).toMatch(/✗ sms to (?:ben|Ben)/);
    expect(text).toContain('NO_PHONE_NUMBER');
  });

  test('reaches somebody by email: subject, or a part of the text', () => {
    expect(run).toReceiveEmail('asha', 'Your visit');
    expect(run).toReceiveEmail('asha', /by mail/);
    expect(messageOf(() => expect(run).toReceiveEmail('asha', 'Another'))).toContain('✗ email to asha');
  });

  test('sends nothing to somebody, or in a time', () => {
    expect(run).toReceiveNothing('chloe');
    expect(run).toReceiveNothing('ben');
    expect(run).toReceiveNothing('asha', { after: '2026-03-09 12:00' });
    expect(messageOf(() => expect(run).toReceiveNothing('asha'))).toMatch(/found .*Hello Asha/);
    expect(run).not.toReceiveNothing();
  });

  test('goes through a gateway', () => {
    expect(run).toHaveBeenRoutedVia('KENYA', { to: 'asha', channel: 'sms' });
    expect(run).not.toHaveBeenRoutedVia('REST', 'asha');
    const text = messageOf(() => expect(run).toHaveBeenRoutedVia('REST', { to: 'asha', channel: 'sms' }));
    expect(text).toMatch(/1 of 1 are not so: via 1|via KENYA/);
  });

  test('fails with a code', () => {
    expect(run).toFailWith('NO_PHONE_NUMBER', 'ben');
    expect(run).not.toFailWith('PHONE_OPTED_OUT');
    expect(messageOf(() => expect(run).toFailWith('NO_MESSAGE'))).toContain('✗ error NO_MESSAGE');
  });

  test('ends with a number that is somebody’s', () => {
    expect(run).toOwnNumber('asha', '254711000001');
    expect(run).not.toOwnNumber('chloe', '27831234567');
    expect(messageOf(() => expect(run).toOwnNumber('chloe', '254711000001'))).toMatch(/asha/i);
  });

  test('knows the names of its story, and refuses what it cannot hold', () => {
    expect(() => expect(run).toReceiveSms('ash')).toThrow('did you mean "asha"?');
    expect(() => expect(run).toReceiveSms('asha', { via: 'KENIA' })).toThrow('did you mean "KENYA"?');
    expect(() => expect(run).toReceiveSms('asha', /hello/i)).toThrow('[Hh]');
    expect(() => expect(5).toKeepItsPromises()).toThrow(
      'toKeepItsPromises wants what rehearse or rehearseAll gives',
    );
    expect(() => expect([]).toKeepItsPromises()).toThrow(TypeError);
  });

  test('is its transcript in a snapshot', () => {
    expect(run).toMatchInlineSnapshot(`
      2026-03-09 10:00 error NO_PHONE_NUMBER ben
      2026-03-09 10:00 error NO_EMAIL_ADDRESS ben
      2026-03-09 10:00 sms asha via KENYA "Hello Asha"
      2026-03-09 10:00 email asha via MAIL "Your visit" "Hello by mail"
    `);
    expect(transcriptOf(run)).toContain('sms asha via KENYA');
  });

  test('is asserted on by a plain function', () => {
    assertKeepsItsPromises(runs);
    expect(() => assertKeepsItsPromises(broken)).toThrow(BrokenPromises);
    expect(messageOf(() => assertKeepsItsPromises(broken))).toBe(
      messageOf(() => expect(broken).toKeepItsPromises()),
    );
  });
});

describe('gateways that are open', () => {
  let gateways: Gateways;
  const web = {
    type: 'http',
    url: 'http://sms.example/send',
    message_param: 'm',
    number_param: 'n',
  } as const;
  const send = (name: string, to: string, text: string) =>
    fetch(`${gateways.url(name)}/send?${new URLSearchParams({ m: text, n: to })}`);
  beforeAll(async () => {
    gateways = await startGateways({ gateways: { ONE: web, TWO: web } });
  });
  afterAll(() => gateways.close());

  test('wait for what comes, and tell what came instead', async () => {
    const sent = send('ONE', '27831234567', 'Visit Tuesday');
    await expect(gateways).toReceiveSms('27831234567', 'Visit Tuesday');
    await sent;
    await expect(gateways).toReceiveSms('27831234567', /Tuesday$/);
    await expect(gateways).toHaveBeenRoutedVia('ONE', { to: '27831234567' });
    await expect(gateways).not.toReceiveSms('27831234567', 'Visit Friday');
    expect(gateways).toReceiveNothing('27839999999');
    expect(messageOf(() => expect(gateways).toReceiveNothing())).toContain('taken by ONE: to 27831234567');
    await send('TWO', '27831234567', 'Again');
    await expect(expect(gateways).toHaveBeenRoutedVia('ONE', '27831234567')).rejects.toThrow(
      /not by ONE:[\s\S]*taken by TWO/,
    );
  });
});

test('waiting ends with what was seen, or an error', async () => {
  let looks = 0;
  await expect(
    waitFor(
      () => {
        looks += 1;
        return looks > 2 ? 'here' : undefined;
      },
      { everyMs: 0 },
    ),
  ).resolves.toBe('here');
  await expect(waitFor(() => false, { timeoutMs: 0, everyMs: 0 })).rejects.toThrow(/nothing came/);
});
