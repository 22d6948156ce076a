import { fc, test as law } from '@fast-check/vitest';
import { expect } from 'vitest';
import { LiveSession } from '../../src/lab/session/live-session.ts';
import { RequestProblem } from '../../src/lab/session/request-problem.ts';
import { savedText } from '../../src/lab/session/save.ts';
import { rehearsePlan } from '../../src/rehearse.ts';
import { planFrom } from '../../src/scenario/load.ts';
import { clinic } from './lab-client.ts';

const read = () => ({ problem: 'nothing is read here' });
const survey = `
surveys:
  mood: {questions: [{id: mood, ask: "How are you?", type: text}, {id: eat, ask: "What did you eat?", type: text}]}
`;
const story = clinic
  .replace('keywords:', 'keywords:\n  ASK: {survey: mood}')
  .replace('alerts:', `${survey.trim()}\nalerts:`);

const who = fc.constantFrom('asha', 'rina', 'new');
const act = fc.oneof(
  who.map((key) => ({ verb: 'register', register: key })),
  fc.constant({
    verb: 'register',
    register: 'new',
    case: {
      type: 'woman',
      name: 'New',
      contact_phone_number: '8801712345678',
      contact_phone_number_is_verified: '1',
    },
  }),
  who.map((key) => ({ verb: 'close', close: key })),
  who.map((key) => ({ verb: 'reopen', reopen: key })),
  who.map((key) => ({ verb: 'delete', delete: key })),
  fc
    .tuple(who, fc.constantFrom('8801712345678', '8801712345679', '', '12'))
    .map(([key, number]) => ({ verb: 'update', update: { [key]: { contact_phone_number: number } } })),
  fc
    .tuple(who, fc.constantFrom('HELP', 'ASK', 'STOP', 'START', 'Fine', 'Rice'))
    .map(([from, text]) => ({ verb: 'inbound', inbound: { from, text } })),
  fc
    .constantFrom({ down: 'yes' }, { down: 'no' }, { fail_next: '2' }, { latency: '20s' }, { latency: '0s' })
    .map((change) => ({ verb: 'gateway', gateway: { GATE: change } })),
  fc.constantFrom('on', 'off').map((is) => ({ verb: 'alert', alert: { evening: is } })),
  who.map((to) => ({ verb: 'send', send: { to, text: 'By hand' } })),
  who.map((to) => ({ verb: 'receipt', receipt: { for: { to }, status: 'delivered' } })),
  fc.constant({ verb: 'broadcast', broadcast: 'news' }),
  fc.constantFrom('down', 'up').map((is) => ({ verb: 'platform', platform: is })),
);
const move = fc.oneof(
  fc.constant({ do: 'step' }),
  fc.constant({ do: 'next-message' }),
  fc.integer({ min: 0, max: 30 * 3_600_000 }).map((ms) => ({ do: 'jump', by: ms })),
);

law.prop(
  [fc.array(fc.oneof({ weight: 2, arbitrary: act }, { weight: 1, arbitrary: move }), { maxLength: 14 })],
  { numRuns: 150 },
)(
  'whatever is done by hand, at whatever moment, is resumed byte for byte, and saved as a scenario that passes',
  async (play) => {
    const session = new LiveSession({ id: 'x', path: 'scenario', text: story, read });
    for (const one of play) {
      try {
        if ('verb' in one) session.act(one);
        else await session.clock('by' in one ? { do: 'jump', to: session.now + one.by } : one);
      } catch (error) {
        if (!(error instanceof RequestProblem)) throw error;
      }
    }
    const yaml = await savedText(session);
    const loaded = planFrom(yaml);
    if ('problems' in loaded) throw new Error(`${JSON.stringify(loaded.problems)}\n${yaml}`);
    const { verdicts } = rehearsePlan(loaded.plans[0]!);
    const broken = verdicts.filter(({ kept, kind }) => !kept && kind !== 'invariant');
    expect(
      broken.map(({ title }) => title),
      yaml,
    ).toEqual([]);
  },
);
