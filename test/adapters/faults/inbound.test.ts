import { expect, test } from 'vitest';
import { withInboundFaults } from '../../../src/adapters/faults/inbound.ts';
import { inEncoding } from '../../../src/adapters/faults/text-encoding.ts';
import { defineScenario } from '../../../src/index.ts';

/** The texts that arrive, of those that are sent one a minute. */
function arriving(when: object, texts: readonly object[], different: object = {}): string[] {
  const { plans } = defineScenario({
    scenario: 'inbound',
    others: 'allowed',
    gateways: {
      GW: { type: 'twilio', number: '+15005550006', faults: [{ when, inbound: { copies: '2' } }] },
    },
    cases: {
      asha: { type: 'p', name: 'Asha', contact_phone_number: '27831234567' },
      ines: { type: 'p', name: 'Ines', contact_phone_number: '254711000001' },
    },
    starts: '2026-03-01 09:00',
    timeline: texts.map((inbound, index) => ({
      at: `2026-03-01 09:${String(index).padStart(2, '0')}`,
      ...inbound,
    })),
    ...different,
  });
  return withInboundFaults(plans[0]!).flatMap(({ act }) => (act.verb === 'inbound' ? [act.text] : []));
}

const text = (from: string, said: string): object => ({
  inbound: { from, via: 'GW', text: said },
});

test.each([
  ['a case', { from: '2783*' }, ['yes', 'yes', 'no', 'three']],
  ['a number', { from: '2547*' }, ['yes', 'no', 'no', 'three', 'three']],
  ['our number', { to: '1500*' }, ['yes', 'yes', 'no', 'no', 'three', 'three']],
  ['another number of ours', { to: '1600*' }, ['yes', 'no', 'three']],
  ['the text', { body: 'THREE' }, ['yes', 'no', 'three']],
  ['the text, by pattern', { body: '/THREE/i' }, ['yes', 'no', 'three', 'three']],
  ['a time', { between: ['T+1m', '2026-03-01 09:01'] }, ['yes', 'no', 'no', 'three']],
  ['so many times', { times: '2' }, ['yes', 'yes', 'no', 'no', 'three']],
  ['the second of each phone', { nth: '2' }, ['yes', 'no', 'three', 'three']],
])('a rule meets %s', (_story, when, arrived) => {
  expect(arriving(when, [text('asha', 'yes'), text('ines', 'no'), text('254711000001', 'three')])).toEqual(
    arrived,
  );
});

test('a sender’s new number counts from when it was given', () => {
  const move = { update: { asha: { contact_phone_number: '254799000001' } } };
  expect(
    arriving({ from: '2547*' }, [{ register: 'asha' }, text('asha', 'before'), move, text('asha', 'after')]),
  ).toEqual(['before', 'after', 'after']);
});

test('chance is the seed’s, and each text’s own', () => {
  const texts = Array.from({ length: 50 }, (_, index) => text('asha', `text ${index}`));
  const hit = (seed: string, sent = texts): string[] => {
    const arrived = arriving({ probability: '0.4' }, sent, { seed });
    return arrived.filter((each, index) => arrived.indexOf(each) !== index).sort();
  };
  const first = hit('1');
  expect(first.length).toBeGreaterThan(5);
  expect(first.length).toBeLessThan(45);
  expect(hit('1')).toEqual(first);
  expect(hit('1', [...texts].reverse())).toEqual(first);
  expect(hit('2')).not.toEqual(first);
});

test.each([
  ['utf8', 'Oui, é€', 'Oui, é€'],
  ['latin1', 'é', 'Ã©'],
  ['ucs2-hex', 'Aé', '004100E9'],
  ['gsm7-raw', '@é$', '\u0000\u0005\u0002'],
  ['gsm7-raw', '[€]', '\u001b<\u001be\u001b>'],
  ['gsm7-raw', 'नa', '?a'],
])('%s: %s arrives as %j', (encoding, sent, arrived) => {
  expect(inEncoding(sent, encoding)).toBe(arrived);
});
