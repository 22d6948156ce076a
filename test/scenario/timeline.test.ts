import { describe, expect, test } from 'vitest';
import type { Act } from '../../src/core/model/timeline.ts';
import { planOf } from './load-one.ts';

const setting = `scenario: s
starts: 2026-01-01 00:00
project: {time_zone: Asia/Kolkata, daily_limit: "5"}
gateways: {GW: {type: http, number: "100", rejects: ["0*"]}}
users: {bob: {phone: "447700900999"}}
groups: {g: {users: [bob]}, cg: {cases: [asha]}}
locations: {north: {name: North}}
cases:
  asha: {type: t, name: Asha}
alerts:
  hello: {case_type: t, to: case, send: immediately, sms: Hi}
broadcasts:
  flood: {to: {group: cg}, send: immediately, sms: Go}
`;

function actsOf(...entries: readonly string[]): readonly Act[] {
  const timeline = [
    '{at: 2026-01-01 10:00, register: asha}',
    ...entries.map((one) => `{at: 2026-01-01 10:00, ${one}}`),
  ];
  const plan = planOf(`${setting}timeline:\n${timeline.map((one) => `  - ${one}\n`).join('')}`);
  return plan.timeline.slice(1).map(({ act }) => act);
}

describe('edits arrive whole', () => {
  test('an alert: keys given replace, keys left out stay', () => {
    expect(actsOf('alert: {hello: {sms: Bye}}', 'alert: {hello: {to: owner}}')).toMatchObject([
      { action: 'edit', changed: ['sms'], alert: { key: 'hello', to: [{ kind: 'case' }] } },
      {
        action: 'edit',
        changed: ['to'],
        alert: { to: [{ kind: 'owner' }], schedule: { events: [{ content: { kind: 'sms' } }] } },
      },
    ]);
  });

  test('a new content takes the place of the old one', () => {
    const [act] = actsOf('alert: {hello: {email: {subject: S, body: B}}}');
    expect(act).toMatchObject({ alert: { schedule: { events: [{ content: { kind: 'email' } }] } } });
  });

  test('on, off and delete', () => {
    expect(actsOf('alert: {hello: off}', 'alert: {hello: on}', 'alert: {hello: delete}')).toMatchObject([
      { action: 'off', alert: { active: false } },
      { action: 'on', alert: { active: true } },
      { action: 'delete' },
    ]);
  });

  test('a gateway: what was said before stays', () => {
    expect(
      actsOf('gateway: {GW: {down: yes}}', 'gateway: {GW: {fail_next: "2"}}', 'gateway: {GW: {delete: yes}}'),
    ).toMatchObject([
      { gateway: { name: 'GW', down: true, rejects: ['0*'] }, changed: ['down'] },
      { gateway: { down: true, failNext: 2, deleted: false } },
      { gateway: { deleted: true }, changed: ['delete'] },
    ]);
  });

  test('none removes a key', () => {
    expect(actsOf('gateway: {GW: {rejects: none}}')).toMatchObject([{ gateway: { rejects: [] } }]);
  });

  test('settings: only what changes; none goes back to the default', () => {
    expect(
      actsOf(
        'settings: {language_fallback: NONE, daily_limit: none, default_gateway: GW}',
        'settings: {default_gateway: none}',
      ),
    ).toEqual([
      {
        verb: 'settings',
        project: { languageFallback: 'NONE', dailyLimit: undefined },
        defaultGateway: 'GW',
        changed: ['language_fallback', 'daily_limit', 'default_gateway'],
      },
      { verb: 'settings', project: {}, defaultGateway: null, changed: ['default_gateway'] },
    ]);
  });

  test('users, groups and locations', () => {
    expect(
      actsOf('user: {bob: {active: no}}', 'group: {g: {users: []}}', 'location: {north: {archived: yes}}'),
    ).toMatchObject([
      { verb: 'user', users: [{ key: 'bob', active: false, phones: ['447700900999'] }], changed: ['active'] },
      { verb: 'group', groups: [{ key: 'g', members: [] }] },
      { verb: 'location', locations: [{ key: 'north', name: 'North', archived: true }] },
    ]);
  });

  test('broadcasts start by name or with edits', () => {
    expect(actsOf('broadcast: flood', 'broadcast: {flood: {sms: Stay}}')).toMatchObject([
      { verb: 'broadcast', broadcast: { key: 'flood' }, changed: [] },
      { verb: 'broadcast', changed: ['sms'] },
    ]);
  });
});

describe('cases', () => {
  test('an update keeps properties apart from what a case is', () => {
    expect(
      actsOf(
        'update: {asha: {name: A, owner: bob, parent: none, visit: no, server_modified_on: 2026-01-01 09:00}}',
      ),
    ).toEqual([
      {
        verb: 'update',
        changes: [
          {
            key: 'asha',
            set: new Map([['visit', 'no']]),
            name: 'A',
            owner: 'bob',
            parents: [],
            serverModifiedAt: Date.UTC(2026, 0, 1, 3, 30),
          },
        ],
      },
    ]);
  });

  test('owner none takes the owner away', () => {
    expect(actsOf('update: {asha: {owner: none}}')).toMatchObject([{ changes: [{ owner: null }] }]);
  });
});

describe('other verbs', () => {
  test('an inbound comes from a case, a user or a number', () => {
    expect(
      actsOf(
        'inbound: {from: asha, via: GW, text: STOP}',
        'inbound: {from: bob, text: x}',
        'inbound: {from: "+44 7700", text: x, message_id: m1}',
      ),
    ).toEqual([
      { verb: 'inbound', from: 'asha', fromKind: 'case', via: 'GW', text: 'STOP' },
      { verb: 'inbound', from: 'bob', fromKind: 'user', text: 'x' },
      { verb: 'inbound', from: '447700', fromKind: 'number', text: 'x', messageId: 'm1' },
    ]);
  });

  test('the platform', () => {
    expect(actsOf('platform: down', 'platform: up', 'platform: {down: {inbound: lost}}')).toEqual([
      { verb: 'platform', up: false, inboundLost: false },
      { verb: 'platform', up: true, inboundLost: false },
      { verb: 'platform', up: false, inboundLost: true },
    ]);
  });

  test('send, receipt, verify, note and expect', () => {
    expect(
      actsOf(
        'send: {to: asha, text: Hello, chat: yes}',
        'receipt: {for: {to: asha}, status: delivered, code: "0"}',
        'verify: {user: bob, number: "447700900999"}',
        'note: half way',
        'expect: [sms to asha]',
      ),
    ).toMatchObject([
      { verb: 'send', to: 'asha', chat: true },
      { verb: 'receipt', match: { to: 'asha' }, status: 'delivered', code: '0' },
      { verb: 'verify', user: 'bob', number: '447700900999' },
      { verb: 'note', text: 'half way' },
      { verb: 'expect', expectations: [{ kind: 'sms', fields: { to: 'asha' } }] },
    ]);
  });
});

describe('time', () => {
  const timeline = (entries: string) =>
    planOf(`scenario: s\nproject: {time_zone: Asia/Kolkata}\ntimeline:\n${entries}`);

  test('after counts from the entry before', () => {
    const { timeline: entries } = timeline(
      '  - {at: 2026-01-01 10:00, note: a}\n  - {after: 90 minutes, note: b}\n',
    );
    expect(entries[1]?.at).toBe(Date.UTC(2026, 0, 1, 6, 0));
  });

  test('the run starts with the first entry and ends a day after the last', () => {
    const { startsAt, endsAt } = timeline('  - {at: 2026-01-01 10:00, note: a}\n');
    expect([startsAt, endsAt]).toEqual([Date.UTC(2026, 0, 1, 4, 30), Date.UTC(2026, 0, 2, 4, 30)]);
  });

  test('ends: when idle has no last instant', () => {
    expect(planOf('scenario: s\nstarts: 2026-01-01 00:00\nends: when idle\n').endsAt).toBeUndefined();
  });

  test('an alert that is created later does not exist at the start', () => {
    const plan = planOf(`${setting}timeline:\n  - {at: 2026-01-01 10:00, alert: {hello: create}}\n`);
    expect([...plan.alertsToCome]).toEqual(['hello']);
  });
});
