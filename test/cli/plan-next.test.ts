import { describe, expect, test } from 'vitest';
import { drysend, inEmptyFolder, put } from './a-terminal.ts';

inEmptyFolder();

const story = `scenario: A clinic
project: {time_zone: Africa/Nairobi, languages: [en, hin], default_gateway: KE}
gateways: {KE: {type: test}}
cases:
  amina: {type: c, name: Amina Lema, contact_phone_number: "254712345001", language_code: En}
  ben: {type: c, name: Ben, contact_phone_number: "254712345003", language_code: En}
  cara: {type: c, name: Cara, contact_phone_number: "254712345002", contact_backend_id: GONE}
  dora: {type: c, name: Dora}
alerts:
  visit: {case_type: c, to: case, send: {daily: {at: "09:00"}}, sms: {en: Hi}}
starts: 2026-03-02 08:00
ends: 2026-04-08 00:00
timeline: [{at: 2026-03-02 08:00, register: [amina, ben, cara, dora]}]
`;

const planned = async (...args: string[]): Promise<string> => {
  put('a.yaml', story);
  const { code, out } = await drysend(['plan', 'a.yaml', ...args], { columns: 200 });
  expect(code).toBe(0);
  return out;
};

describe('what a plan says to ask next', () => {
  test('keeps who and which alert were asked for', async () => {
    expect(await planned('--alert', 'visit', '--case', 'Dora')).toContain(
      'drysend roster a.yaml --alert visit --case Dora tells who and why\n',
    );
  });

  test('of a month: what was not sent then, and who got nothing in the whole run', async () => {
    const out = await planned('--month', '2026-03');
    expect(out).toContain('drysend roster a.yaml --month 2026-03 tells what was not sent, and why\n');
    expect(out).toContain(
      'drysend roster a.yaml tells who got nothing in the whole run, and why; it cannot with --month 2026-03\n',
    );
    const { out: roster } = await drysend(['roster', 'a.yaml', '--month', '2026-03']);
    expect(roster).toContain('GATEWAY_NOT_FOUND');
    const { out: whole } = await drysend(['roster', 'a.yaml']);
    expect(whole).toMatch(/got nothing.*Dora/is);
  });

  test('of days, which a roster does not know, only the whole run', async () => {
    const out = await planned('--from', '2026-03-05', '--to', '2026-03-06');
    expect(out).not.toContain('tells what was not sent');
    expect(out).toContain(
      'drysend roster a.yaml tells who got nothing in the whole run, and why; it cannot with --from 2026-03-05 and --to 2026-03-06\n',
    );
  });
});

describe('a language that people ask for and no text went in', () => {
  test.each(['plan', 'roster'])('%s says in which theirs went', async (command) => {
    put('a.yaml', story);
    const { err } = await drysend([command, 'a.yaml', '--language', 'En']);
    expect(err).toBe('drysend: 2 people have En; their texts went in en\n');
  });

  test('is not one that a text went in', async () => {
    put('a.yaml', story);
    expect((await drysend(['plan', 'a.yaml', '--language', 'en'])).err).toBe('');
  });
});
