import { describe, expect, test } from 'vitest';
import { zoneOfProject } from '../../src/core/time/zone.ts';
import { MutationTrials } from '../../src/mutation/trials.ts';
import { standingOf, tryMutation } from '../../src/mutation/try-mutation.ts';
import { promiseText } from '../../src/report/mutation/promise-text.ts';
import { documentOf, mutationAt } from './a-document.ts';

const story = (expect: string, ends = '2026-03-20 00:00'): string => `scenario: A visit
project: {time_zone: Asia/Kolkata, languages: [en, hin]}
gateways: {MAIN: {type: http, number: "100"}, SPARE: {type: http, number: "200"}}
routing: {global: {"*": MAIN}}
cases:
  asha: {type: c, name: Asha, village: Rampur, due: 2026-03-12, contact_phone_number: "919812345001", contact_phone_number_is_verified: "1"}
alerts:
  visit: {case_type: c, to: case, start: {property: due, offset_days: -3}, send: {daily: {at: "09:00", stop_after: 1}}, sms: {en: "{case.name}, come.", hin: aaiye}}
ends: ${ends}
timeline: [{at: 2026-03-02 10:00, register: asha}]
expect:
${expect}
`;

const strong = documentOf(story('  - sms: {to: asha, at: 2026-03-09 09:00, via: MAIN, says: "Asha, come."}'));
const weak = documentOf(story('  - sms: {to: asha}'));

const promised = (document: typeof weak, path: string, after?: string): string => {
  const tried = tryMutation(document, mutationAt(document, path, after));
  if (tried.status !== 'survived') throw new Error(`${path}: ${tried.status}`);
  return promiseText(tried.promise, zoneOfProject(tried.plan.project));
};

describe('a change that a promise notices is killed, one that none does survives', () => {
  test.each([
    ['alerts.visit.send.daily.at', '10:00'],
    ['alerts.visit.start.offset_days', '-2'],
    ['alerts.visit.sms.en', '{case.name}other words'],
    ['routing.global.*', 'SPARE'],
    ['project.time_zone', 'Africa/Nairobi'],
  ])('%s → %s', (path, after) => {
    expect(tryMutation(strong, mutationAt(strong, path, after)).status).toBe('killed');
    expect(tryMutation(weak, mutationAt(weak, path, after)).status).toBe('survived');
  });

  test('a message more or fewer is noticed by the weakest promise', () => {
    const tried = tryMutation(weak, mutationAt(weak, 'alerts.visit'));
    expect(tried).toEqual({ status: 'killed', by: 'sms to asha' });
    expect(tryMutation(weak, mutationAt(weak, 'alerts.visit.send.daily.stop_after', '2'))).toMatchObject({
      status: 'killed',
    });
  });

  test('what is in no message and no state is equal, not survived', () => {
    expect(tryMutation(weak, mutationAt(weak, 'cases.asha.village', 'Rampur_x')).status).toBe('equal');
    expect(tryMutation(weak, mutationAt(weak, 'alerts.visit.sms.hin')).status).toBe('equal');
  });

  test('a change that cannot be read is no change', () => {
    expect(tryMutation(weak, mutationAt(weak, 'alerts.visit.to')).status).toBe('invalid');
  });

  test('a change that makes a story go on and on is killed', () => {
    const idle = documentOf(story('  - sms: {to: asha}', 'when idle'));
    const tried = tryMutation(idle, mutationAt(idle, 'alerts.visit.send.daily.stop_after'));
    expect(tried).toEqual({ status: 'killed', by: 'the story goes on and on' });
  });
});

describe('the promise that would have noticed', () => {
  test.each([
    ['alerts.visit.send.daily.at', '10:00', '- count: {channel: sms, to: asha, at: 2026-03-09 09:00, is: 1}'],
    [
      'alerts.visit.sms.en',
      ', come.',
      '- count: {channel: sms, to: asha, at: 2026-03-09 09:00, says: "Asha, come.", is: 1}',
    ],
    [
      'routing.global.*',
      'SPARE',
      '- count: {channel: sms, to: asha, at: 2026-03-09 09:00, via: MAIN, is: 1}',
    ],
    ['cases.asha.contact_phone_number_is_verified', undefined, '- state: {two_way: {"919812345001": asha}}'],
  ])('%s → %s', (path, after, promise) => {
    expect(promised(weak, path, after)).toMatch(promise.slice(0, promise.indexOf(', is')));
    expect(promised(weak, path, after)).toMatch(/is: 1}$|^- state/);
  });

  test('kills the change, and the story keeps it', () => {
    const line = promised(weak, 'alerts.visit.sms.en', ', come.');
    const mended = documentOf(story(`  - sms: {to: asha}\n  ${line}`));
    expect(standingOf(mended)).toBe('sound');
    expect(tryMutation(mended, mutationAt(mended, 'alerts.visit.sms.en', ', come.')).status).toBe('killed');
  });
});

test('a change is made in every row of examples, and noticed by any', () => {
  const rows = documentOf(
    `${story('  - sms: {to: asha, says: "{{says}}"}').replace('come.', '{{word}}.')}examples:\n  - {word: come, says: "Asha, come."}\n  - {word: go, says: "Asha, go."}\n`,
  );
  expect(rows.plans.length).toBe(2);
  expect(tryMutation(rows, mutationAt(rows, 'alerts.visit.sms.en', ', {{word}}.')).status).toBe('killed');
  expect(tryMutation(rows, mutationAt(rows, 'alerts.visit.send.daily.at', '10:00')).status).toBe('survived');
});

describe('the standing of a story', () => {
  test.each([
    ['  - sms: {to: asha}', 'sound'],
    ['  - sms: {to: asha, via: SPARE}', 'broken'],
  ])('%s is %s', (expectation, standing) => {
    expect(standingOf(documentOf(story(expectation)))).toBe(standing);
  });

  test('without expect it promises nothing', () => {
    expect(standingOf(documentOf(story('').replace(/expect:\n\n/, '')))).toBe('promises nothing');
  });
});

describe('trials', () => {
  const limits = { seed: 1, isWanted: () => true };
  const paths = (trials: MutationTrials): string[] => {
    while (trials.next());
    return trials.finish().mutations.map(({ mutation }) => `${mutation.path} ${mutation.after}`);
  };

  test('draw the same changes for the same seed, others for another, and keep their order', () => {
    const [one, again] = [1, 1].map((seed) =>
      paths(new MutationTrials([weak], { ...limits, seed, max: 10 })),
    );
    expect(again).toEqual(one);
    expect(paths(new MutationTrials([weak], { ...limits, seed: 2, max: 10 }))).not.toEqual(one);
    const all = paths(new MutationTrials([weak], limits));
    expect(one).toEqual(all.filter((path) => one!.includes(path)));
  });

  test('count what was not tried', () => {
    const trials = new MutationTrials([weak], { ...limits, max: 5 });
    trials.next();
    trials.next();
    expect(trials.progress).toEqual({ done: 2, count: 5 });
    const { untried } = trials.finish();
    while (trials.next());
    expect(untried - trials.finish().untried).toBe(3);
  });

  test('a change in a file that two stories use is killed by the one that promises', () => {
    const both = new MutationTrials([weak, strong], {
      ...limits,
      isWanted: ({ path }) => path === 'routing.global.*',
    });
    while (both.next());
    expect(both.finish().mutations.map(({ tried }) => tried.status)).toEqual(['killed', 'killed']);
  });
});
