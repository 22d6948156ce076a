import fc from 'fast-check';
import { expect, test } from 'vitest';
import { zoneOfProject } from '../../src/core/time/zone.ts';
import { rowFields } from '../../src/mutation/outcome.ts';
import { MutationTrials } from '../../src/mutation/trials.ts';
import { standingOf, type TriedDocument } from '../../src/mutation/try-mutation.ts';
import { fieldTexts, promiseText } from '../../src/report/mutation/promise-text.ts';
import { documentOf } from '../mutation/a-document.ts';

const STORIES = 8;

const zones = ['Asia/Kolkata', 'America/New_York', 'UTC'];

/** A scenario of a few people, two alerts, a keyword, a rule and a survey. */
const scenarios = fc
  .record({
    zone: fc.constantFrom(...zones),
    people: fc.array(
      fc.record({
        language: fc.constantFrom('en', 'hin', ''),
        own: fc.constantFrom(...zones, ''),
        status: fc.constantFrom('open', 'shut'),
        day: fc.integer({ min: 3, max: 25 }),
        verified: fc.boolean(),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    offset: fc.integer({ min: -3, max: 3 }),
    hour: fc.integer({ min: 6, max: 20 }),
    rounds: fc.integer({ min: 1, max: 3 }),
    gateways: fc.integer({ min: 1, max: 2 }),
    says: fc.constantFrom('HELP', 'join', 'FEVER', 'hello'),
  })
  .map(({ zone, people, offset, hour, rounds, gateways, says }) => {
    const cases = people.map(({ language, own, status, day, verified }, index) => {
      const number = `9198123450${10 + index}`;
      return `  p${index}: {type: c, name: P${index}, status: ${status}, due: 2026-03-${String(day).padStart(2, '0')}, contact_phone_number: "${number}"${language && `, language_code: ${language}`}${own && `, time_zone: ${own}`}${verified ? ', contact_phone_number_is_verified: "1"' : ''}}`;
    });
    const keys = people.map((_, index) => `p${index}`).join(', ');
    return `scenario: Generated
project: {time_zone: ${zone}, languages: [en, hin], rules_at: "03"}
gateways: {A: {type: http, number: "100"}, B: {type: twilio, number: "200"}}
routing: {global: {"91": A, ${gateways === 2 ? '"9198123450": B, ' : ''}"*": B}}
cases:
${cases.join('\n')}
rules:
  late: {case_type: c, when: {status: open, due: {more_than: 2 days}}, set: {status: late}}
alerts:
  visit: {case_type: c, when: {status: open}, to: case, start: {property: due, offset_days: ${offset}}, send: {daily: {at: "${String(hour).padStart(2, '0')}:00", stop_after: ${rounds}}}, sms: {en: "{case.name}, come on {case.due}.", hin: "{case.name}, {case.due}"}}
  late: {case_type: c, when: {status: {not: open}}, to: case, send: immediately, sms: "Missed"}
surveys: {fever: {questions: [{id: hot, ask: "Fever?", type: text}], on_submit: {update: {hot: "{hot}"}}}}
keywords: {HELP: {reply: "We call."}, FEVER: {survey: fever}}
starts: 2026-03-01 08:00
ends: 2026-03-31 00:00
timeline:
  - {at: 2026-03-01 09:00, register: [${keys}]}
  - {at: 2026-03-04 10:00, inbound: {from: p0, via: A, text: ${says}}}
  - {at: 2026-03-04 10:05, inbound: {from: p0, via: A, text: "very"}}
`;
  });

/** A line for each row with all its fields, and one for each state. */
function everyPromise({ plans, runs }: TriedDocument): string {
  const zone = zoneOfProject(plans[0]!.project);
  const { rows, states, world } = runs[0]!.outcome;
  const rowLines = rows.map((row) => {
    const { kind } = row;
    const fields = new Map([...rowFields(row)].filter(([name]) => name !== 'channel'));
    return `  - ${kind}: {${fieldTexts(fields, zone).join(', ')}}`;
  });
  const stateLines = [...states.values()].flatMap((stateIn) => {
    const state = world && stateIn(world);
    return state ? [`  ${promiseText({ kind: 'state', state }, zone)}`] : [];
  });
  const properties = [...plans[0]!.cases.keys()].flatMap((key) =>
    ['status', 'hot'].flatMap((name) => {
      const value = world?.property(key, name);
      return value === undefined
        ? []
        : [
            `  ${promiseText({ kind: 'state', state: { property: { case: key, values: new Map([[name, value]]) } } }, zone)}`,
          ];
    }),
  );
  return `expect:\n${[...rowLines, ...stateLines, ...properties].join('\n')}\n`;
}

function triedIn(document: TriedDocument) {
  const trials = new MutationTrials([document], { seed: 1, isWanted: () => true });
  while (trials.next());
  return trials.finish().mutations;
}

const survivorsIn = (document: TriedDocument): string[] =>
  triedIn(document).flatMap(({ mutation, tried }) =>
    tried.status === 'survived'
      ? [
          `${mutation.path}: ${mutation.before} → ${mutation.after}  ${JSON.stringify(promiseText(tried.promise, zoneOfProject(tried.plan.project)))}`,
        ]
      : [],
  );

test('no change survives a story that promises everything', () => {
  fc.assert(
    fc.property(scenarios, (text) => {
      const document = documentOf(text + everyPromise(documentOf(text)));
      expect(standingOf(document)).toBe('sound');
      expect(survivorsIn(document)).toEqual([]);
    }),
    { numRuns: STORIES, seed: 15 },
  );
});

test('the promises that survivors call for leave no survivor behind, and the story keeps them', () => {
  fc.assert(
    fc.property(scenarios, (text) => {
      const weak = `${text}others: allowed\nexpect:\n  - count: {channel: sms, at_least: 0}\n`;
      const zone = zoneOfProject(documentOf(weak).plans[0]!.project);
      const lines = triedIn(documentOf(weak)).flatMap(({ tried }) =>
        tried.status === 'survived' ? [`  ${promiseText(tried.promise, zone)}\n`] : [],
      );
      expect(lines.length).toBeGreaterThan(10);
      const mended = documentOf(weak + [...new Set(lines)].join(''));
      expect(standingOf(mended)).toBe('sound');
      expect(survivorsIn(mended)).toEqual([]);
    }),
    { numRuns: STORIES, seed: 15 },
  );
});
