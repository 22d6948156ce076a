/**
 * A case export of so many women with the damage that exports have: numbers in Excel notation, with a national
 * zero, blank, two in a cell, shared; dates in four forms; unknown gateways; languages in other letter case. The
 * same seed makes the same file.
 */

const firstNames = [
  'Amina',
  'Zuri',
  'Halima',
  'ፍቅርተ',
  'आशा',
  'फ़रीदा',
  'فاطمة',
  'مريم',
  'Neema',
  'Tigist',
  'Meera',
];
const lastNames = ['Lema', 'Mollel', 'ተስፋዬ', 'देवी', 'خان', 'Otieno', 'Wanjiru', 'Massawe'];

/** `{csv, story}`: the export, and a scenario with two alerts on it that promises nothing. */
export function exportOf(women, seed = 1) {
  const lines = [exportHeader, ...exportRows(women, seed)].map(csvLine);
  return { csv: lines.join(''), story: exportStory('women.csv') };
}

export const exportHeader = [
  ...['caseid', 'name', 'contact_phone_number', 'language_code'],
  ...['contact_backend_id', 'next_visit', 'registered_on', 'closed'],
];

/**
 * The cells of so many rows, one after another.
 * @param {number} women
 * @param {number} [seed]
 */
export function* exportRows(women, seed = 1) {
  const next = drawsFrom(seed);
  for (let index = 0; index < women; index += 1) yield rowOf(index, next);
}

/** @param {readonly string[]} cells */
export const csvLine = (cells) =>
  `${cells.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\n`;

/**
 * Two alerts on an export.
 * @param {string} file
 */
export const exportStory = (file) => story.replace('women.csv', file);

const story = `scenario: A programme
project: {time_zone: Africa/Nairobi, languages: [en, swa], daily_limit: 10000000}
gateways:
  AT_KE: {type: twilio, number: "+254711000000"}
routing: {global: {"254": AT_KE, "*": AT_KE}}
import:
  - {file: women.csv, type: pregnancy, key: case_id, register_at: 2026-03-02 10:00}
alerts:
  welcome:
    case_type: pregnancy
    to: case
    send: immediately
    sms: {en: "Welcome {case.name}.", swa: "Karibu {case.name}."}
  visit:
    case_type: pregnancy
    when: {next_visit: {has_value: yes}}
    to: case
    start: {property: next_visit, offset_days: "-3"}
    send: {daily: {at: "09:00", stop_after: "3"}}
    sms: {en: "{case.name}, your visit is on {case.next_visit}.", swa: "{case.name}, kliniki ni {case.next_visit}."}
starts: 2026-03-02 09:00
ends: 2026-06-30 00:00
`;

function rowOf(index, next) {
  const day = new Date(Date.UTC(2026, 2, 5 + next(90))).toISOString().slice(0, 10);
  return [
    uuid(next),
    `${pick(firstNames, next)} ${pick(lastNames, next)}`,
    numberOf(index, next),
    pick(['en', 'swa', 'SWA', 'En', '', 'swa', 'en'], next),
    next(50) === 0 ? 'OLD_GATEWAY' : '',
    dateOf(day, next),
    '2026-01-10',
    next(40) === 0 ? 'True' : 'False',
  ];
}

function numberOf(index, next) {
  const digits = `2547${String(10_000_000 + index)}`;
  switch (next(16)) {
    case 0:
      return '2.54712E+11';
    case 1:
      return `0${digits.slice(3)}`;
    case 2:
      return '';
    case 3:
      return `${digits} / 0722000000`;
    case 4:
      return '254700000001';
    case 5:
      return `+254 ${digits.slice(3, 6)} ${digits.slice(6)}`;
    case 6:
      return `${digits}.0`;
    default:
      return digits;
  }
}

function dateOf(day, next) {
  const [year, month, date] = day.split('-');
  switch (next(8)) {
    case 0:
      return `${date}/${month}/${year}`;
    case 1:
      return String(Math.round(Date.parse(day) / 86_400_000) + 25_569);
    case 2:
      return `${Number(date)} March ${year}`;
    case 3:
      return '';
    default:
      return day;
  }
}

const pick = (values, next) => values[next(values.length)];

function uuid(next) {
  const hex = Array.from({ length: 8 }, () => next(65_536).toString(16).padStart(4, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** Whole numbers below a bound, by mulberry32. */
function drawsFrom(seed) {
  let state = seed >>> 0;
  return (bound) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  };
}
