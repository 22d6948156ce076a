import { fc, test as law } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { gatewayCatalogue } from '../../mock-gateways/index.ts';
import { inProcessGateways } from '../../src/adapters/in-process.ts';
import { aGateway, aHandover } from './a-handover.ts';

const withAlikeNumbers = [...gatewayCatalogue.values()].flatMap(({ kind, alikeNumbers }) =>
  alikeNumbers === undefined ? [] : [{ kind, alikeNumbers }],
);

const anyNumber = fc.oneof(
  fc.stringMatching(/^\+[1-9][0-9]{7,14}$/),
  fc.stringMatching(/^\+[0-9]{4,15}$/),
  fc.stringMatching(/^\+91[0-9]{8,12}$/),
  fc.stringMatching(/^\+1500[0-9]{4,11}$/),
);

test('kinds of large programmes answer many numbers alike', () => {
  expect(withAlikeNumbers.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['africastalking', 'http', 'infobip', 'karix', 'telerivet', 'twilio', 'vonage']),
  );
});

for (const { kind, alikeNumbers } of withAlikeNumbers)
  law.prop(
    [anyNumber.filter((number) => alikeNumbers.test(number)), fc.stringMatching(/^[a-zअ-ह]{1,300}$/u)],
    { numRuns: 300 },
  )(`${kind} takes plain words for every number that it is said to answer alike`, (to, text) => {
    const asked: string[] = [];
    const gateways = inProcessGateways(gatewayCatalogue, { onExchange: ({ id }) => asked.push(id) });
    const gateway = aGateway(kind, { numbers: ['+12065550100'] });
    const answer = gateways.deliver(aHandover(gateway, { to, text, from: '+12065550100' }));
    expect(answer.kind).toBe('taken');
    expect(asked.length).toBeGreaterThan(0);
  });

test.each([
  ['a number that the gateway rejects', { rejects: ['254*'] }, '+254712000851'],
  ['a magic number', {}, '+15005550009'],
  ['the sender itself', {}, '+12065550100'],
])('after other numbers were taken, the gateway is still asked about %s', (_what, more, to) => {
  const { sure } = inProcessGateways(gatewayCatalogue);
  const gateway = aGateway('twilio', { numbers: ['+12065550100'], ...more });
  const handover = (number: string) => aHandover(gateway, { to: number, from: '+12065550100' });
  expect(sure!.takes(handover('+447911123456'))).toBe(true);
  expect(sure!.takes(handover('+447911123457'))).toBe(true);
  expect(sure!.takes(handover(to))).toBe(false);
});
