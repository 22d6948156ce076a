import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli, inTemporaryFolder, rounded, timedWithMemory } from './timed.mjs';

const CONTACTS = 10_000;
const DAYS = 365;

/**
 * A daily alert for a year: one message a contact a day, the journal into a file. The tenth of it has the
 * same contacts and a tenth of the days, and shows that memory does not grow with the messages.
 */
export function bench() {
  return {
    goal: 'memory does not grow with the number of messages',
    runs: [
      measured('a tenth of a year, journal of what was sent', Math.round(DAYS / 10), 'sent'),
      measured('a year, journal of what was sent', DAYS, 'sent'),
      measured('a year, journal of everything', DAYS, 'all'),
    ],
  };
}

function measured(what, days, level) {
  return inTemporaryFolder((folder) => {
    const scenario = join(folder, 'year.yaml');
    const journal = join(folder, 'year.ndjson');
    writeFileSync(scenario, scenarioText(days));
    const args = [cli, 'run', scenario, '--reporter', `json=${join(folder, 'report.json')}`];
    const { ms, peakRssMb } = timedWithMemory([...args, '--journal', journal, '--journal-level', level]);
    const messages = CONTACTS * days;
    return {
      what,
      messages,
      seconds: rounded(ms / 1000),
      messages_per_second: Math.round(messages / (ms / 1000)),
      peak_rss_mb: peakRssMb,
      journal_mb: Math.round(statSync(journal).size / 1e6),
    };
  });
}

function scenarioText(days) {
  const keys = Array.from({ length: CONTACTS }, (_, index) => `c${index}`);
  const cases = keys.map((key, index) => {
    const number = 919_800_000_000 + index;
    return `  ${key}: {type: mother, name: Asha ${index}, contact_phone_number: "${number}"}`;
  });
  return `scenario: ${days} days of daily reminders
project: {time_zone: Asia/Kolkata, languages: [en], daily_limit: none}
gateways: {TWILIO: {type: twilio, number: "+12065550100"}}
routing: {global: {"*": TWILIO}}
cases:
${cases.join('\n')}
alerts:
  daily:
    case_type: mother
    to: case
    send: {daily: {at: "09:00", stop_after: "${days}"}}
    sms: {en: "Hello {case.name}, please take your tablet today."}
starts: 2026-01-01 00:00
ends: 2027-01-02 00:00
timeline:
  - {at: 2026-01-01 08:00, register: [${keys.join(', ')}]}
`;
}
