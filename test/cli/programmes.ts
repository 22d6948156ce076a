/** Programmes whose cases are in a file, for commands that may keep these on a disk. */
import { exportOf } from '../../bench/roster-export.mjs';
import { put } from './a-terminal.ts';

/** Women of several zones, languages and gateways, children of some of them, a case of the file's own, and messages that wait. */
export function putProgramme(more = ''): void {
  const rows = Array.from({ length: 150 }, (_, index) => {
    const number = index % 9 ? 254_710_000_000 + (index % 7 ? index : 3) : '';
    const edd = index % 5 ? `2026-01-0${(index % 9) + 1}` : 'soon';
    const parent = index % 4 === 3 ? `m${index - 3}` : '';
    const language = index % 3 ? 'en' : 'swa';
    return `m${index},Asha ${index % 20},${number},${edd},${language},${parent}`;
  });
  put('women.csv', `caseid,name,contact_phone_number,edd,language_code,parent_id\n${rows.join('\n')}\n`);
  put(
    'year.yaml',
    `scenario: A programme
project: {time_zone: Africa/Nairobi, languages: [en, swa], daily_limit: none, sending_hours: [{days: every day, from: "08:00", to: "20:00"}]}
gateways: {A: {type: twilio, number: "+12065550100", price: {per_segment: "0.0075", currency: USD}}, B: {type: http, number: "100", latency: 90s}}
routing: {global: {"*": A, "2547100001": B}}
cases:
  own: {type: mother, name: Own, contact_phone_number: "254799999999", edd: 2026-01-04}
import: [{file: women.csv, type: mother, key: caseid, register_at: 2026-01-01 08:00}]
alerts:
  tablet: {case_type: mother, to: case, send: {daily: {at: "21:30", stop_after: "9"}}, sms: {en: "Hello {case.name}.", swa: "Habari {case.name}…"}}
  birth:
    case_type: mother
    to: case
    start: {property: edd}
    send: {daily: {at: "09:00", stop_after: "1"}}
    sms: {en: "Your day has come, {case.name}."}
starts: 2026-01-01 00:00
ends: 2026-01-20 00:00
timeline:
  - {at: 2026-01-01 09:00, register: own}
  - {at: 2026-01-05 09:00, update: {m7: {edd: 2026-01-12}}}
  - {at: 2026-01-06 09:00, close: m8}
${more}`,
  );
}

/** What exports have: numbers in other notations, dates in four forms, unknown gateways. */
export function putExport(): void {
  const { csv, story } = exportOf(500);
  put('women.csv', csv);
  put('year.yaml', story);
}
