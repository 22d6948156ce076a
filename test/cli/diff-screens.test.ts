import { expect, test } from 'vitest';
import { drysend, inEmptyFolder, put } from './a-terminal.ts';

inEmptyFolder();

const women = ['Amina Lema', 'आशा देवी', 'ፍቅርተ ተስፋዬ', 'فاطمة خان', 'Neema 🌸 Mollel', 'Zuri'];
const keyOf = (index: number): string => `${index}bc36664-0001-4000-8000-00000000000${index}`;

/** Women with names in many scripts, about whom a health worker is told too. */
const story = (): string => `scenario: Antenatal reminders in a district
project: {time_zone: Africa/Addis_Ababa, languages: [en, amh]}
gateways: {ETHIO: {type: twilio, number: "+251900000000"}, TWILIO: {type: twilio, number: "+12065550100"}}
routing: {global: {"251": ETHIO, "*": TWILIO}}
cases:
${women
  .map(
    (name, index) =>
      `  ${keyOf(index)}: {type: woman, name: "${name}", owner: nurse, contact_phone_number: "25191200000${index}", visit: "2026-03-1${index}"}`,
  )
  .join('\n')}
users: {nurse: {username: nurse, first_name: Hana, last_name: Bekele, phones: ["251922000001"]}}
alerts:
  visit: {case_type: woman, to: [case, owner], start: {property: visit}, send: {daily: {at: "09:00", stop_after: "2"}}, sms: {en: "{case.name}, your visit is on {case.visit}."}}
starts: 2026-03-02 09:00
ends: 2026-03-20 09:00
timeline:
  - {at: 2026-03-02 10:00, register: [${women.map((_, index) => keyOf(index)).join(', ')}]}
`;

/** As it is after a busy week. */
const later = (): string =>
  story()
    .replace('at: "09:00"', 'at: "16:00"')
    .replace('251912000001', '447912000001')
    .replace('visit: "2026-03-12"', 'visit: "12/03/2026"')
    .replace('contact_phone_number: "251912000003", ', '')
    .replace('your visit is', 'please come: your visit is');

test.each([80, 120])('a comparison on a terminal of %d cells is as reviewed', async (columns) => {
  put('before.yaml', story());
  put('after.yaml', later());
  const { code, out } = await drysend(['diff', 'before.yaml', 'after.yaml'], { columns });
  expect(code).toBe(0);
  await expect(out).toMatchFileSnapshot(`screens/diff-${columns}.txt`);
});
