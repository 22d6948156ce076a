import { describe, expect, test } from 'vitest';
import { gatewayCatalogue } from '../../../mock-gateways/index.ts';
import { inProcessGateways } from '../../../src/adapters/in-process.ts';
import type { Gateway } from '../../../src/core/model/gateway.ts';
import type { Run } from '../../../src/core/model/run.ts';
import { rehearsePlan, rehearsePlanOnWire } from '../../../src/rehearse.ts';
import { anyScenario } from '../../helpers/any-scenario.ts';
import { aHandover } from '../../mock-gateways/a-handover.ts';
import { aFault, troubled } from './faulty-servers.ts';
import { mailStory } from './mail-story.ts';

const answerTo = (gateway: Gateway, given = {}) =>
  inProcessGateways(gatewayCatalogue).deliver(aHandover(gateway, given));

describe('a mail server’s faults in a rehearsal', () => {
  test('a drip makes the answer late', () => {
    const answer = answerTo(troubled('smtp', [aFault('smtp', { at: 'dot', drip: '1s' })]));
    expect(answer).toMatchObject({ kind: 'taken' });
    expect(answer.afterMs).toBeGreaterThan(10_000);
  });

  test('a hang that ends before the client gives up makes it late', () => {
    const answer = answerTo(troubled('smtp', [aFault('smtp', { at: 'rcpt', hang: '20s' })]));
    expect(answer).toMatchObject({ kind: 'taken', afterMs: 20_000 });
  });

  test('a hang that lasts longer is a timeout', () => {
    const answer = answerTo(troubled('smtp', [aFault('smtp', { at: 'rcpt', hang: '5m' })]));
    expect(answer).toMatchObject({ kind: 'busy', afterMs: 30_000 });
  });

  test('AUTH that is hidden stops a project that logs in, and no other', () => {
    const faults = [aFault('smtp', { hide: 'AUTH' })];
    expect(answerTo(troubled('smtp', faults)).kind).toBe('taken');
    expect(answerTo(troubled('smtp', faults, { options: new Map([['username', 'hq']]) })).kind).toBe('busy');
  });

  test('a grey list waits for what its key names', () => {
    const gateway = troubled('smtp', [aFault('smtp', { at: 'rcpt', greylist: { for: '60s', key: 'from' } })]);
    const port = inProcessGateways(gatewayCatalogue);
    const at = Date.UTC(2026, 0, 5);
    expect(port.deliver(aHandover(gateway, { at, to: 'a@example.org' })).kind).toBe('busy');
    expect(port.deliver(aHandover(gateway, { at: at + 60_000, to: 'b@example.org' })).kind).toBe('taken');
  });

  test('what happens at QUIT changes nothing', () => {
    const rules = [
      aFault('smtp', { at: 'quit', mode: 'reset' }),
      aFault('smtp', { at: 'quit', hang: '5s' }, {}, 'b'),
    ];
    const answer = answerTo(troubled('smtp', rules));
    expect(answer.kind).toBe('taken');
    expect(answer.afterMs).toBeUndefined();
  });
});

describe('sockets tell the same story of a mail as the call', () => {
  test.each([
    { smtp: { at: 'dot', drip: '1s' } },
    { smtp: { at: 'rcpt', hang: '20s' } },
    { smtp: { at: 'data', hang: '5m' }, when: { attempt: '1' } },
    { smtp: { hide: 'AUTH' } },
    { smtp: { at: 'connect', reply: '421 4.3.2 Full' }, when: { attempt: '1' } },
    { smtp: { at: 'rcpt', greylist: { for: '60s', key: 'from' } } },
    { smtp: { bounce: { after: '90s' } } },
    { smtp: { at: 'quit', mode: 'reset' } },
    { connection: { mode: 'reset', committed: 'yes' }, when: { attempt: '1' } },
  ])('%j', async (fault) => {
    const { plans } = anyScenario(mailStory({ ...fault, id: 'rule' }, { username: 'hq', password: 'x' }));
    const written = (run: Run): string => [...run.journal.lines()].join('');
    expect(written(await rehearsePlanOnWire(plans[0]!))).toBe(written(rehearsePlan(plans[0]!)));
  });
});

describe('a rule that would do nothing is a problem of the file', () => {
  test.each([
    [{ smtp: { at: 'rcpt' } }, /nothing that happens.*reply, hang, reset/s],
    [{ smtp: { at: 'rcpt', mode: 'reply' } }, /nothing that happens/],
    [{ smtp: { at: 'rcpt', reset: 'no' } }, /nothing that happens/],
    [{ smtp: { at: 'rcpt', hide: 'yes' } }, /nothing that happens/],
    [{ smtp: { at: 'rcpt', reply: '250 2.1.5 Fine' } }, /400 to 599/],
    [{ smtp: { hide: 'TURN' } }, /STARTTLS/],
    [{ smtp: { at: 'rcpt', greylist: { for: '60s', key: 'helo' } } }, /ip, from and to/],
    [{ status: { code: '503', retry_after: 'auto' } }, /length of time/],
    [{ inbound: { copies: '2' }, when: { attempt: '1' } }, /not tried again/],
  ])('%j', (fault, problem) => {
    const gateways = { MAIL: { type: 'smtp', faults: [fault] } };
    expect(() => anyScenario({ scenario: 'x', starts: '2026-01-01 00:00', gateways })).toThrow(problem);
  });

  test('a mail server’s rule at another kind', () => {
    const gateways = { GW: { type: 'twilio', faults: [{ smtp: { at: 'rcpt', mode: 'reset' } }] } };
    expect(() => anyScenario({ scenario: 'x', starts: '2026-01-01 00:00', gateways })).toThrow(
      /an smtp fault at a gateway of type twilio/,
    );
  });

  test.each([
    { smtp: { at: 'starttls', mode: 'hide' } },
    { smtp: { at: 'auth', hide: 'yes' } },
    { smtp: { hide: 'SIZE' } },
    { smtp: { at: 'connect', mode: 'drip' } },
    { smtp: { bounce: { after: '90s' } } },
    { smtp: { at: 'rcpt', greylist: { key: 'ip+from+to' } } },
  ])('%j is none', (fault) => {
    const gateways = { MAIL: { type: 'smtp', faults: [fault] } };
    expect(() => anyScenario({ scenario: 'x', starts: '2026-01-01 00:00', gateways })).not.toThrow();
  });
});
