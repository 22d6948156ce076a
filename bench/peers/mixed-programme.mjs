/**
 * A mixed programme of any size: cases in many zones, three languages, three gateways, one daily alert whose texts have
 * variables. The story and its CSV for drysend, and the same facts for the peers.
 */
const ZONES = [
  ...[
    'Asia/Kolkata',
    'Africa/Nairobi',
    'Africa/Addis_Ababa',
    'America/New_York',
    'Europe/London',
    'Asia/Dhaka',
  ],
  ...['Africa/Lagos', 'Asia/Kathmandu', 'America/Sao_Paulo', 'Asia/Manila', 'Africa/Kampala', 'Asia/Jakarta'],
];
const LANGUAGES = ['en', 'hin', 'amh'];
const PREFIXES = ['919', '2547', '447'];
const COUNTRIES = ['91', '254', '44'];

/** Words by language; `{case.…}` is filled in. */
export const texts = {
  en: 'Hello {case.name}, day {case.week} of your programme at {case.clinic}: please take your tablet today.',
  hin: 'नमस्ते {case.name}, {case.clinic} में आपके कार्यक्रम का सप्ताह {case.week}: कृपया आज अपनी गोली लें।',
  amh: 'ሰላም {case.name}፣ በ{case.clinic} የፕሮግራምዎ ሳምንት {case.week}፦ እባክዎ ዛሬ መድሃኒትዎን ይውሰዱ።',
};

/** Country code → gateway. */
export const gatewayOf = { 91: 'INDIA', 254: 'KENYA', 44: 'REST' };

/** @param {number} count */
export function people(count) {
  return Array.from({ length: count }, (_, index) => ({
    key: `c${index}`,
    name: `Asha ${index}`,
    number: `${PREFIXES[index % 3]}${String(index).padStart(index % 3 === 1 ? 8 : 9, '0')}`,
    country: COUNTRIES[index % 3] ?? '',
    zone: ZONES[index % ZONES.length] ?? 'UTC',
    language: LANGUAGES[(index >> 1) % 3] ?? 'en',
    clinic: `Clinic ${index % 97}`,
    week: String(index % 40),
  }));
}

/** First day of the programme, in everybody's zone, and the time of its texts. */
export const START = { year: 2026, month: 3, day: 1, hour: 9 };

/** @param {number} count */
export function csv(count) {
  const rows = people(count).map(({ key, name, number, zone, language, clinic, week }) =>
    [key, name, number, zone, language, clinic, week].join(','),
  );
  return `caseid,name,contact_phone_number,time_zone,language_code,clinic,week\n${rows.join('\n')}\n`;
}

/**
 * @param {number} days
 * @param {{ project?: string, timeline?: string, alerts?: string, limit?: string, send?: string }} [more] lines that make it harder
 */
export function story(
  days,
  {
    project = '',
    timeline = '',
    alerts = '',
    limit = 'none',
    send = `daily: {at: "09:00", stop_after: "${days}"}`,
  } = {},
) {
  return `scenario: Mixed programme
project: {time_zone: Asia/Kolkata, languages: [en, hin, amh], daily_limit: ${limit}${project}}
gateways:
  INDIA: {type: karix, number: "+919800000000"}
  KENYA: {type: africastalking, number: "+254700000000"}
  REST: {type: twilio, number: "+12065550100"}
routing: {global: {"91": INDIA, "254": KENYA, "*": REST}}
import: [{file: cases.csv, type: mother, key: case_id, register_at: 2026-02-28 22:00 UTC}]
alerts:
  daily:
    case_type: mother
    to: case
    send: {${send}}
    sms: {${Object.entries(texts)
      .map(([code, text]) => `${code}: "${text}"`)
      .join(', ')}}
${alerts}starts: 2026-02-28 12:00 UTC
ends: 2026-${days > 60 ? '12' : '05'}-01 00:00 UTC
${timeline && `timeline:\n${timeline}`}`;
}

/**
 * The same, and each day everybody's case is updated: nothing that was decided for a contact holds for long.
 * @param {number} days
 * @param {number} count
 */
export function restlessStory(days, count) {
  const lines = Array.from({ length: days }, (_, day) => {
    const at = new Date(Date.UTC(2026, 2, 1 + day, 22)).toISOString().slice(0, 16).replace('T', ' ');
    const updates = people(count).map(({ key }) => `${key}: {week: "${day}"}`);
    return `  - {at: ${at} UTC, update: {${updates.join(', ')}}}\n`;
  });
  return story(days, { timeline: lines.join('') });
}

/** What the wide programme has beside: an evening text, hours and a limit of the project's own day, and texts that come in. */
export const WIDE = { evening: 17, zone: 'Asia/Kolkata', from: 6, to: 23, inboundADay: 7 };

/**
 * The same with what real programmes have: two texts a day, sending hours, a daily limit that nearly fits, and seven texts a day
 * that come in. Where the evening falls out of the hours, texts wait until these begin.
 * @param {number} days
 * @param {number} count
 */
export function wideStory(days, count) {
  const { evening, from, to, inboundADay } = WIDE;
  const hour = (/** @type {number} */ value) => `"${String(value).padStart(2, '0')}:00"`;
  const lines = Array.from({ length: days * inboundADay }, (_, index) => {
    const day = Math.floor(index / inboundADay);
    const at = new Date(Date.UTC(2026, 2, 1 + day, 12, index % inboundADay)).toISOString().slice(0, 16);
    return `  - {at: ${at.replace('T', ' ')} UTC, inbound: {from: c${(index * 131) % count}, text: I took it, via: REST}}\n`;
  });
  return story(days, {
    limit: `"${limitOf(count)}"`,
    project: `, sending_hours: [{days: every day, from: ${hour(from)}, to: ${hour(to)}}]`,
    send: `custom_daily: {events: [{day: 1, at: ${hour(START.hour)}}, {day: 1, at: ${hour(evening)}}], every: 1, stop_after: ${days}}`,
    timeline: lines.join(''),
  });
}

/** @param {number} count */
export const limitOf = (count) => 2 * count + 10;
