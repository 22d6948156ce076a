/** A line that a report suggests for what nothing promises holds as soon as it is pasted. */
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type ExpectationDefinition, type Run, rehearse, type ScenarioDefinition } from '../../src/index.ts';
import { verdictText } from '../../src/report/verdict/verdict-lines.ts';
import { promisesOf } from '../../src/starter/first-promises.ts';

const story = (cases: string, alerts: string): ScenarioDefinition =>
  parse(`
scenario: A clinic
project: {time_zone: Africa/Nairobi, languages: [en, hin], default_gateway: KE}
gateways: {KE: {type: test}, MAIL: {type: smtp}}
cases:
${cases}
alerts:
${alerts}
starts: 2026-03-02 08:00
ends: 2026-03-08 00:00
timeline: [{at: 2026-03-02 08:00, register: [a, b, c, d]}]
expect: []
`) as ScenarioDefinition;

const daily = (at: string): string => `send: {daily: {at: "${at}"}}`;

const stories: readonly (readonly [string, ScenarioDefinition])[] = [
  [
    'an alert that ends in two codes',
    story(
      `  a: {type: c, contact_phone_number: "254712345001"}
  b: {type: c}
  c: {type: c, contact_phone_number: "254712345002", contact_backend_id: GONE}
  d: {type: c}`,
      `  visit: {case_type: c, to: case, ${daily('09:00')}, sms: {en: Hi}}`,
    ),
  ],
  [
    'two alerts that end in two codes each, in other zones and languages',
    story(
      `  a: {type: c, contact_backend_id: GONE, contact_phone_number: "254712345001", language_code: hin}
  b: {type: c, time_zone: Asia/Kolkata}
  c: {type: c, contact_phone_number: "254712345002", contact_backend_id: GONE}
  d: {type: c, contact_phone_number: "254712345003", time_zone: America/New_York}`,
      `  visit: {case_type: c, to: case, ${daily('09:00')}, sms: {en: Hi, hin: नमस्ते}}
  "0": {case_type: c, to: case, ${daily('10:00')}, sms: {en: Hello}}`,
    ),
  ],
  [
    'an alert that sends SMS and emails, each with an error of its own',
    story(
      `  a: {type: c, contact_phone_number: "254712345001", commcare_email_address: a@example.org}
  b: {type: c}
  c: {type: c, contact_phone_number: "254712345002"}
  d: {type: c, commcare_email_address: d@example.org}`,
      `  visit:
    case_type: c
    to: case
    send:
      custom_daily:
        events:
          - {day: 1, at: "09:00", sms: {en: One}}
          - {day: 1, at: "10:00", email: {subject: {en: Two}, body: {en: Three}}}
        every: 1`,
    ),
  ],
];

/** What stands behind `claim it` or `or all` of every broken promise. */
function suggestedIn({ verdicts, plan }: Run, label: 'claim it' | 'or all'): string[] {
  return verdicts
    .flatMap((verdict) => verdictText(verdict, plan))
    .filter((line) => line.trimStart().startsWith(label))
    .map((line) => line.slice(line.indexOf('- ')).replace(/ {3}\(\d+ of them\)$/, ''));
}

const promised = (lines: readonly string[]) => parse(lines.join('\n')) as ExpectationDefinition[];

const brokenIn = ({ verdicts, plan }: Run): string[] =>
  verdicts
    .filter(({ kept }) => !kept)
    .map((verdict) => [verdict.title, ...verdictText(verdict, plan)].join('\n'));

describe.each(stories)('%s', (_name, unpromised) => {
  test('every "or all" holds when it is pasted, and they claim everything', () => {
    const lines = suggestedIn(rehearse(unpromised), 'or all');
    expect(lines.length).toBeGreaterThan(2);
    expect(brokenIn(rehearse({ ...unpromised, expect: promised(lines) }))).toEqual([]);
  });

  test('each alone breaks nothing of its own', () => {
    for (const line of suggestedIn(rehearse(unpromised), 'or all'))
      expect(
        brokenIn(rehearse({ ...unpromised, others: 'allowed', expect: promised([line]) })),
        line,
      ).toEqual([]);
  });

  test('every "claim it" holds when all are pasted', () => {
    const lines = suggestedIn(rehearse(unpromised), 'claim it');
    expect(lines.length).toBeGreaterThan(10);
    expect(brokenIn(rehearse({ ...unpromised, others: 'allowed', expect: promised(lines) }))).toEqual([]);
  });

  test('so do the promises that a first scenario is given', () => {
    const { expect: _, ...without } = unpromised;
    const lines = promisesOf(rehearse(without)).slice(1);
    expect(brokenIn(rehearse({ ...unpromised, expect: promised(lines) }))).toEqual([]);
  });
});

test('an error of another code needs a promise of its own', () => {
  const [, first] = stories[0]!;
  const run = rehearse({
    ...first,
    expect: ['sms to a', { each: { alert: 'visit', channel: 'error', code: 'NO_PHONE_NUMBER' } }],
    allow: [{ channel: 'sms' }],
  });
  const broken = run.verdicts.filter(({ kept }) => !kept);
  expect(broken.length).toBeGreaterThan(0);
  expect(broken.every(({ title }) => title.includes('unexpected error GATEWAY_NOT_FOUND'))).toBe(true);
});
