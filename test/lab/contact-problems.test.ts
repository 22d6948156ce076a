import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Lab, serveLab } from '../../src/lab/server/serve-lab.ts';
import type { Contact } from '../../src/lab/web/state/answers.ts';
import { callerOf, sessionOf } from './lab-client.ts';

const person = (more: string) => `{type: woman, name: W, ${more}}`;
const story = `
scenario: Who cannot be reached
project: {time_zone: Africa/Nairobi, languages: [en], language_fallback: NONE}
gateways: {KE: {type: http}}
routing: {project: {"254": KE}}
cases:
  excel: ${person('contact_phone_number: "2.54702E+11"')}
  two: ${person('contact_phone_number: "254711000001/254711000002"')}
  zero: ${person('contact_phone_number: "0"')}
  none: ${person('village: Kibera')}
  abroad: ${person('contact_phone_number: "8801712345678"')}
  mail: ${person('contact_phone_number: "254711000003", commcare_email_address: "not one"')}
  late: ${person('contact_phone_number: "254711000004", time_zone: Africa/Nairobbi')}
  fine: ${person('contact_phone_number: "254711000005", language_code: en')}
starts: 2026-06-01 09:00
ends: 2026-06-02 09:00
timeline:
  - {at: 2026-06-01 09:00, register: [excel, two, zero, none, abroad, mail, late, fine]}
`;

describe('what keeps messages from a contact', () => {
  let lab: Lab;
  let contacts: ReadonlyMap<string, Contact>;
  beforeAll(async () => {
    lab = await serveLab({ port: 0 });
    const call = callerOf(() => lab);
    const { body } = await call('GET', `${await sessionOf(call, story)}/state`);
    contacts = new Map((body.contacts as Contact[]).map((contact) => [contact.key, contact]));
  });
  afterAll(() => lab?.close());

  test.each([
    ['excel', 'NO_PHONE_NUMBER', /the digits are lost/],
    ['two', 'NO_PHONE_NUMBER', /keep one of the numbers/],
    ['zero', 'NO_PHONE_NUMBER', /digits only/],
    ['none', 'NO_PHONE_NUMBER', /no SMS can be sent/],
    ['abroad', 'NO_SUITABLE_GATEWAY', /./],
    ['mail', 'ERROR_INVALID_EMAIL_ADDRESS', /not one plain address/],
  ])('%s: %s, with what would put it right', (key, code, message) => {
    const { problems } = contacts.get(key)!;
    expect(problems.map((one) => one.code)).toEqual([code]);
    expect(problems[0]?.message).toMatch(message);
    expect(problems[0]?.cure).toMatch(/\.$/);
  });

  test('a number that HQ does not read is no number of a phone', () => {
    for (const key of ['excel', 'two', 'zero', 'none']) expect(contacts.get(key)?.normalized).toBeUndefined();
  });

  test('a zone that is none is said with the one that may be meant, and is no error of HQ', () => {
    const [problem] = contacts.get('late')!.problems;
    expect(problem).toMatchObject({ property: 'time_zone', found: 'Africa/Nairobbi' });
    expect(problem?.message).toContain('Africa/Nairobi');
    expect(problem?.code).toBeUndefined();
  });

  test('nothing is said of who can be reached', () => {
    expect(contacts.get('fine')?.problems).toEqual([]);
  });
});
