/** A story of 100,000 messages: 4,000 contacts in four zones, one text a day. */

export const CONTACTS = 4000;
export const DAYS = 25;

export function manyMessages() {
  const zones = ['Asia/Kolkata', 'Africa/Nairobi', 'America/New_York', 'Europe/London'];
  const keys = Array.from({ length: CONTACTS }, (_, index) => `c${index}`);
  const cases = keys.map(
    (key, index) =>
      `  ${key}: {type: patient, name: Contact ${index}, contact_phone_number: "${919_800_000_000 + index}", time_zone: ${zones[index % 4]}}`,
  );
  return `scenario: Four thousand contacts
project: {time_zone: Asia/Kolkata, languages: [en], daily_limit: none}
gateways: {GATE: {type: twilio, number: "+15005550006", price: {per_segment: "0.0075", currency: USD}}}
routing: {global: {"*": GATE}}
cases:
${cases.join('\n')}
alerts:
  dose:
    case_type: patient
    to: case
    send: {daily: {at: "09:00", stop_after: "${DAYS}"}}
    sms: {en: "{case.name}, please take your medicine today, and tell us when you cannot."}
starts: 2026-03-01 00:00 UTC
ends: 2026-03-${DAYS + 5} 00:00 UTC
timeline:
  - {at: 2026-03-01 00:00 UTC, register: [${keys.join(', ')}]}
`;
}
