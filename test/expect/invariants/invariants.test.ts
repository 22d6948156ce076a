import { describe, expect, test } from 'vitest';
import { type Tally, tally } from '../../../src/core/journal/totals.ts';
import { type Alert, noUserDataFilter } from '../../../src/core/model/alert.ts';
import type { Content } from '../../../src/core/model/content.ts';
import type { Entry } from '../../../src/core/model/entry.ts';
import type { Plan } from '../../../src/core/model/plan.ts';
import type { Project } from '../../../src/core/model/project.ts';
import { createInvariants } from '../../../src/expect/invariants/index.ts';
import { entryFrom, type LooseEntry } from '../../helpers/loose-entry.ts';
import { aGateway, aPlan, aProject, at, sent, source } from '../a-plan.ts';

/** A journal, the plan it is of, and what else is known at the end. */
interface Story {
  readonly entries: readonly Entry[];
  readonly plan?: Partial<Plan>;
  readonly pending?: readonly string[];
  readonly ledger?: ReadonlyMap<string, Tally>;
}

/** Titles of the invariants that a story breaks. */
function brokenBy({ entries, plan, pending = [], ledger }: Story): string[] {
  const invariants = createInvariants(aPlan(plan));
  for (const entry of entries) invariants.record(entry);
  const verdicts = invariants.finish({ ledger, endsAt: at('2027-01-01 00:00'), pending });
  return verdicts.filter(({ kept }) => !kept).map(({ title }) => title.split(':')[0]!);
}

const nine = '2026-03-09 09:00';
/** A message queued and sent at an instant. */
function message(time: string, parts: LooseEntry = {}): Entry[] {
  const entry = sent({ at: at(time), due: at(time), id: `${time} ${parts.to ?? ''}`, ...parts });
  return [entryFrom({ ...entry, kind: 'queued' }), entry];
}
const event = (time: string, kind: Entry['kind'], parts: LooseEntry = {}): Entry =>
  entryFrom({ at: at(time), kind, ...parts });
const project = (parts: Partial<Project>): Partial<Plan> => ({ project: { ...aProject, ...parts } });
const settings = (time: string, parts: Partial<Project>): Partial<Plan> => ({
  timeline: [
    { at: at(time), source, act: { verb: 'settings', project: parts, changed: Object.keys(parts) } },
  ],
});
const changed = (time: string): Entry => event(time, 'setting', { what: 'project', name: 'demo' });
const officeHours = [{ day: -1, from: 9 * 3600, to: 18 * 3600 }];

function anAlert(content: Content, to: Alert['to'] = [{ kind: 'case' }]): Partial<Plan> {
  const alert: Alert = {
    kind: 'alert',
    key: 'visit',
    caseType: 't',
    rule: { operator: 'ALL', criteria: [] },
    to,
    userData: noUserDataFilter,
    start: { kind: 'automatic' },
    utcDefault: false,
    active: true,
    metadata: new Map(),
    schedule: { kind: 'alert', events: [{ waitMinutes: 0, content }] },
  };
  return { alerts: [alert] };
}

const aText: Content = { kind: 'sms', texts: new Map([['*', 'Hi']]) };
const twice = [...message(nine, { id: 'a' }), ...message(nine, { id: 'b' })];

const keeping: readonly (readonly [string, string, Story])[] = [
  [
    'no-duplicate',
    'another round',
    { entries: [...message(nine), ...message('2026-03-10 09:00', { iteration: 2 })] },
  ],
  [
    'no-duplicate',
    'another person',
    { entries: [...message(nine), ...message(nine, { to: 'ben', case: 'ben', id: 'b' })] },
  ],
  [
    'no-duplicate',
    'a custom content of two texts',
    { entries: twice, plan: anAlert({ kind: 'custom', texts: ['a', 'b'] }) },
  ],
  [
    'no-duplicate',
    'prompts of a survey',
    { entries: twice, plan: anAlert({ kind: 'survey', survey: 'fever' }) },
  ],
  [
    'no-duplicate',
    'two recipients that are one person',
    { entries: twice, plan: anAlert(aText, [{ kind: 'case' }, { kind: 'case_key', key: 'asha' }]) },
  ],
  [
    'no-duplicate',
    'a new instance',
    {
      entries: [
        ...message(nine, { id: 'a' }),
        event(nine, 'armed', { alert: 'visit', case: 'asha', recipient: 'asha' }),
        ...message(nine, { id: 'b' }),
      ],
    },
  ],
  [
    'no-duplicate',
    'replies',
    {
      entries: [
        ...message(nine, { cause: 'keyword', id: 'a' }),
        ...message(nine, { cause: 'keyword', id: 'b' }),
      ],
    },
  ],
  [
    'no-send-to-opted-out',
    'the confirmation',
    {
      entries: [
        event(nine, 'opt', { number: '919812345671', direction: 'out' }),
        ...message(nine, { cause: 'opt_out' }),
      ],
    },
  ],
  [
    'no-send-to-opted-out',
    'in again',
    {
      entries: [
        event(nine, 'opt', { number: '919812345671', direction: 'out' }),
        event(nine, 'opt', { number: '919812345671', direction: 'in' }),
        ...message(nine),
      ],
    },
  ],
  [
    'no-send-to-opted-out',
    'email knows no opt-out',
    {
      entries: message(nine, { channel: 'email' }),
      plan: project({ optedOut: [{ number: '919812345671', canOptIn: true }] }),
    },
  ],
  [
    'no-send-to-opted-out',
    'opted out between hand-over and answer',
    {
      plan: { gateways: [{ ...aGateway, latencyMs: 60_000 }] },
      entries: [
        event('2026-03-09 08:59:30', 'opt', { number: '919812345671', direction: 'out' }),
        ...message(nine),
      ],
    },
  ],
  [
    'no-send-after-close',
    'reopened',
    {
      entries: [
        event(nine, 'closed', { case: 'asha' }),
        event(nine, 'reopened', { case: 'asha' }),
        ...message(nine),
      ],
    },
  ],
  [
    'no-send-after-close',
    'HQ does not check email',
    { entries: [event(nine, 'closed', { case: 'asha' }), ...message(nine, { channel: 'email' })] },
  ],
  [
    'no-stale-send',
    '48 hours to the millisecond',
    { entries: message('2026-03-11 09:00', { due: at(nine) }) },
  ],
  [
    'no-stale-send',
    'the first prompt of a survey that waited long for its number',
    {
      entries: [
        event(nine, 'survey', { contact: 'asha', state: 'opened' }),
        ...message('2026-03-14 09:00', { to: 'asha', due: at(nine) }),
      ],
    },
  ],
  [
    'no-stale-send',
    'a message held for 7 days',
    { entries: [sent({ kind: 'queued' }), sent({ at: at('2026-03-16 09:00') })] },
  ],
  [
    'no-send-outside-hours',
    'both ends are inside',
    {
      entries: [...message(nine), ...message('2026-03-09 18:00')],
      plan: project({ sendingHours: officeHours }),
    },
  ],
  [
    'no-send-outside-hours',
    'email at any time',
    {
      entries: message('2026-03-09 23:00', { channel: 'email' }),
      plan: project({ sendingHours: officeHours }),
    },
  ],
  [
    'no-send-outside-hours',
    'before the hours were set',
    {
      entries: [...message('2026-03-09 07:00'), changed('2026-03-09 08:00')],
      plan: settings('2026-03-09 08:00', { sendingHours: officeHours }),
    },
  ],
  [
    'no-send-outside-hours',
    'the project zone counts, not the contact’s',
    {
      entries: message(nine, { because: { zone: { name: 'America/New_York', from: 'case' } } }),
      plan: project({ sendingHours: officeHours }),
    },
  ],
  [
    'daily-limit-kept',
    'a day each',
    { entries: [...message(nine), ...message('2026-03-10 00:00')], plan: project({ dailyLimit: 1 }) },
  ],
  [
    'daily-limit-kept',
    'email does not count',
    {
      entries: [...message(nine), ...message(nine, { channel: 'email', id: 'e', due: undefined })],
      plan: project({ dailyLimit: 1 }),
    },
  ],
  [
    'daily-limit-kept',
    'what never came so far does not count',
    {
      entries: [
        ...message(nine),
        ...message(nine, { to: 'ben', id: 'e', attempts: 0 }).map(
          (entry): Entry =>
            entry.kind === 'sent' ? entryFrom({ ...entry, kind: 'error', code: 'MESSAGE_IS_STALE' }) : entry,
        ),
      ],
      plan: project({ dailyLimit: 1 }),
    },
  ],
  [
    'one-owner-per-number',
    'given up first',
    {
      entries: [
        event(nine, 'ownership', { number: '1', owner: 'a' }),
        event(nine, 'ownership', { number: '1', owner: null }),
        event(nine, 'ownership', { number: '1', owner: 'b' }),
      ],
    },
  ],
  [
    'one-owner-per-number',
    'refused',
    {
      entries: [
        event(nine, 'ownership', { number: '1', owner: 'a' }),
        event(nine, 'ownership', { number: '1', owner: 'a', refused: 'b' }),
      ],
    },
  ],
  ['every-message-ends', 'pending', { entries: [sent({ kind: 'queued' })], pending: ['m1'] }],
  [
    'every-message-ends',
    'an error before it was queued has no id',
    { entries: [sent({ kind: 'error', id: undefined })] },
  ],
  [
    'no-lost-message',
    'the gateway says the same',
    { entries: message(nine, { id: 'a' }), ledger: ledger('a') },
  ],
  [
    'no-lost-message',
    'a committed fault hides one',
    {
      entries: message(nine, { id: 'a' }),
      ledger: ledger('a', 'a'),
      plan: {
        gateways: [
          {
            ...aGateway,
            faults: [
              { id: 'lost', when: {}, action: 'connection', value: { mode: 'reset', committed: true } },
            ],
          },
        ],
      },
    },
  ],
];

const breaking: readonly (readonly [string, string, Story])[] = [
  ['no-duplicate', 'one event twice', { entries: twice, plan: anAlert(aText) }],
  [
    'no-duplicate',
    'of a broadcast',
    {
      entries: twice.map((entry) =>
        entryFrom({
          ...entry,
          cause: 'broadcast',
          alert: undefined,
          broadcast: 'news',
          case: undefined,
        }),
      ),
    },
  ],
  [
    'no-duplicate',
    'three of a custom content of two',
    {
      entries: [...twice, ...message(nine, { id: 'c' })],
      plan: anAlert({ kind: 'custom', texts: ['a', 'b'] }),
    },
  ],
  [
    'no-send-to-opted-out',
    'from the start',
    { entries: message(nine), plan: project({ optedOut: [{ number: '919812345671', canOptIn: false }] }) },
  ],
  [
    'no-send-to-opted-out',
    'by a word',
    { entries: [event(nine, 'opt', { number: '919812345671', direction: 'out' }), ...message(nine)] },
  ],
  [
    'no-send-to-opted-out',
    'by a setting',
    {
      entries: [changed(nine), ...message(nine)],
      plan: settings(nine, { optedOut: [{ number: '919812345671', canOptIn: true }] }),
    },
  ],
  ['no-send-after-close', 'closed', { entries: [event(nine, 'closed', { case: 'asha' }), ...message(nine)] }],
  [
    'no-send-after-close',
    'deleted',
    { entries: [event(nine, 'deleted', { case: 'asha' }), ...message(nine)] },
  ],
  [
    'no-send-after-close',
    'registered as closed',
    {
      entries: [event(nine, 'registered', { case: 'asha' }), ...message(nine)],
      plan: {
        cases: new Map([
          [
            'asha',
            {
              key: 'asha',
              project: 'demo',
              type: 't',
              name: 'A',
              properties: new Map(),
              parents: [],
              closed: true,
              caseId: 'a',
            },
          ],
        ]),
      },
    },
  ],
  [
    'no-stale-send',
    'an event 48 hours late and more',
    { entries: message('2026-03-11 09:00:01', { due: at(nine) }) },
  ],
  [
    'no-stale-send',
    'an event late for a contact whose survey began before it was due',
    {
      entries: [
        event('2026-03-08 09:00', 'survey', { contact: 'asha', state: 'opened' }),
        ...message('2026-03-14 09:00', { to: 'asha', due: at(nine) }),
      ],
    },
  ],
  [
    'no-stale-send',
    'an SMS 7 days old and more',
    { entries: [sent({ kind: 'queued' }), sent({ at: at('2026-03-16 09:00:01') })] },
  ],
  [
    'no-send-outside-hours',
    'a second late',
    { entries: message('2026-03-09 18:00:01'), plan: project({ sendingHours: officeHours }) },
  ],
  [
    'no-send-outside-hours',
    'on another day',
    { entries: message(nine), plan: project({ sendingHours: [{ day: 1, from: null, to: null }] }) },
  ],
  [
    'no-send-outside-hours',
    'after the hours were set',
    {
      entries: [changed('2026-03-09 06:00'), ...message('2026-03-09 07:00')],
      plan: settings('2026-03-09 06:00', { sendingHours: officeHours }),
    },
  ],
  [
    'daily-limit-kept',
    'one too many',
    { entries: [...message(nine), ...message('2026-03-09 10:00')], plan: project({ dailyLimit: 1 }) },
  ],
  [
    'daily-limit-kept',
    'failed hand-overs count',
    {
      entries: [sent({ kind: 'queued' }), event(nine, 'attempt', { id: 'm1', via: 'G' }), sent()],
      plan: project({ dailyLimit: 1 }),
    },
  ],
  [
    'one-owner-per-number',
    'two owners',
    {
      entries: [
        event(nine, 'ownership', { number: '1', owner: 'a' }),
        event(nine, 'ownership', { number: '1', owner: 'b' }),
      ],
    },
  ],
  ['every-message-ends', 'two ends', { entries: [...message(nine, { id: 'a' }), sent({ id: 'a' })] }],
  ['every-message-ends', 'no end', { entries: [sent({ kind: 'queued' })] }],
  ['every-message-ends', 'never queued', { entries: [sent()] }],
  ['every-message-ends', 'pending and sent', { entries: message(nine, { id: 'a' }), pending: ['a'] }],
  [
    'no-lost-message',
    'not in the journal',
    { entries: message(nine, { id: 'a' }), ledger: ledger('a', 'b') },
  ],
  ['no-lost-message', 'another one', { entries: message(nine, { id: 'a' }), ledger: ledger('b') }],
  ['no-lost-message', 'not at the gateway', { entries: message(nine, { id: 'a' }), ledger: new Map() }],
  [
    'clock-never-goes-back',
    'an entry of the past',
    { entries: [event(nine, 'warning'), event('2026-03-09 08:59', 'warning')] },
  ],
  ['clock-never-goes-back', 'after the end', { entries: [event('2027-02-01 00:00', 'warning')] }],
];

function ledger(...ids: readonly string[]): ReadonlyMap<string, Tally> {
  const ledger = new Map<string, Tally>();
  for (const id of ids) tally(ledger, 'G', id);
  return ledger;
}

describe('kept', () => {
  test.each(keeping)('%s: %s', (_name, _story, story) => {
    expect(brokenBy(story)).toEqual([]);
  });
});

describe('broken', () => {
  test.each(breaking)('%s: %s', (name, _story, story) => {
    expect(brokenBy(story)).toContain(name);
  });

  test.each(breaking)('%s: %s, but switched off', (name, _story, story) => {
    expect(brokenBy({ ...story, plan: { ...story.plan, invariantsOff: new Set([name]) } })).not.toContain(
      name,
    );
    expect(brokenBy({ ...story, plan: { ...story.plan, invariantsOff: new Set(['all']) } })).toEqual([]);
  });
});

test('a break says when, what and whose, and points into the journal', () => {
  const invariants = createInvariants(aPlan());
  for (const entry of [event(nine, 'closed', { case: 'asha' }), ...message(nine)]) invariants.record(entry);
  const verdict = invariants
    .finish({ endsAt: at('2026-04-01 00:00'), pending: [] })
    .find(({ kept }) => !kept);
  expect(verdict).toMatchObject({
    kind: 'invariant',
    title: 'no-send-after-close: 2026-03-09T03:30:00.000Z sent to asha (visit): asha is closed',
    entries: [2],
  });
});
