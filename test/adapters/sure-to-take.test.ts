import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gatewayCatalogue } from '../../mock-gateways/index.ts';
import { inProcessGateways } from '../../src/adapters/in-process.ts';
import type { Answer } from '../../src/core/model/answer.ts';
import type { Gateway } from '../../src/core/model/gateway.ts';
import { aGateway, aHandover } from '../mock-gateways/a-handover.ts';

const kinds = [...gatewayCatalogue.values()];

/** Words in several scripts, signs that forms and XML escape, and what a template or a command begins with. */
const words = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom('Visit on Tuesday', 'कल आइए', 'ነገ ይምጡ', 'café & <b> 50% + "tea"?', '~^| {1}'),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
  fc.constantFrom(
    '',
    ' ',
    '\n',
    'cc_wa_template:hello:en',
    'STOP',
    '😀',
    '\u001b',
    'long words that go on '.repeat(100),
  ),
);

const withoutId = (answer: Answer): Answer =>
  answer.kind === 'taken' ? { ...answer, gatewayMessageId: '' } : answer;

const changes: readonly Partial<Gateway>[] = [
  {},
  { maxLength: 6 },
  { failNext: 2 },
  { rejects: ['*'] },
  { down: true },
  { carrierOptOut: true },
  { latencyMs: 5 },
  { options: new Map([['auth_token', 'another']]) },
  { numbers: ['+15005550006', '+15005550001'] },
];

/** The first, and now and then one of the others. */
const mostly = <T>(usual: T, ...others: T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(usual) }, fc.constantFrom(...others));

test('a fake that is not asked because it is sure to take a message would take it, whatever its kind', () => {
  const anyMessage = fc.record({
    text: words,
    to: mostly('', '1', 'abc'),
    from: mostly('+15005550006', undefined, '+15005550001'),
    attempt: mostly(1, 2),
    repliesToInvalidAnswer: mostly(false, true),
    edit: mostly(undefined, ...changes),
    keyword: mostly(undefined, 'STOP', 'START'),
  });
  fc.assert(
    fc.property(
      fc.constantFrom(...kinds),
      fc.array(anyMessage, { minLength: 4, maxLength: 12 }),
      (kind, all) => {
        const quick = inProcessGateways(gatewayCatalogue);
        const asked = inProcessGateways(gatewayCatalogue, { onExchange: () => undefined });
        let gateway = aGateway(kind.kind);
        for (const { edit, keyword, to, ...message } of all) {
          if (edit) gateway = { ...gateway, ...edit };
          const number = `${kind.exampleNumber}${to}`;
          if (keyword) for (const fakes of [quick, asked]) fakes.passes({ gateway, number, text: keyword });
          const handover = aHandover(gateway, { ...message, to: number } as Parameters<typeof aHandover>[1]);
          const isSure = quick.sure!.takes(handover);
          const answer = withoutId(asked.deliver(handover));
          if (isSure) expect(answer).toEqual({ kind: 'taken', gatewayMessageId: '' });
          expect(withoutId(quick.deliver(handover))).toEqual(answer);
          expect(quick.ledger()).toEqual(asked.ledger());
        }
      },
    ),
    { numRuns: 3000 },
  );
});
