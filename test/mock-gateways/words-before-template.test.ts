/** HQ's reply to a wrong answer whose prompt is a WhatsApp template: the words before it go first, as recorded. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { gatewayCatalogue } from '../../mock-gateways/index.ts';
import { type Exchange, inProcessGateways } from '../../src/adapters/in-process.ts';
import type { Handover } from '../../src/core/model/answer.ts';
import type { Fault } from '../../src/core/model/gateway.ts';
import { defineScenario, rehearse } from '../../src/index.ts';
import { aGateway, aHandover } from './a-handover.ts';

interface Observation {
  readonly id: string;
  readonly requests: readonly { readonly url: string; readonly body: string }[];
}
const recorded: readonly Observation[] = JSON.parse(
  readFileSync(new URL('../vectors/hq-client-requests.json', import.meta.url), 'utf8'),
);

const TEXT = 'Sorry, what? cc_wa_template:visit:en:{Asha}';
const KINDS = [
  ['turn', 'turn-template-after-wrong-answer', {}],
  ['infobip', 'infobip-omni-template-after-wrong-answer', { scenario_key: 'ABC' }],
] as const;

function reply(
  kind: string,
  options: Readonly<Record<string, string>>,
  faults: readonly Fault[] = [],
): Handover {
  const gateway = { ...aGateway(kind), options: new Map(Object.entries(options)), faults };
  return { ...aHandover(gateway, { text: TEXT }), repliesToInvalidAnswer: true };
}

function delivered(handover: Handover) {
  const exchanges: Exchange[] = [];
  const port = inProcessGateways(gatewayCatalogue, { onExchange: (exchange) => exchanges.push(exchange) });
  return { answer: port.deliver(handover), exchanges };
}

describe.each(KINDS)('%s', (kind, id, options) => {
  test('sends what HQ sent', () => {
    const { answer, exchanges } = delivered(reply(kind, options));
    const wanted = recorded.find((each) => each.id === id)!.requests;
    expect(exchanges.map(({ request: { path } }) => path)).toEqual(
      wanted.map(({ url }) => new URL(url).pathname),
    );
    expect(exchanges.map(({ request: { body } }) => JSON.parse(body))).toEqual(
      wanted.map(({ body }) => JSON.parse(body.replace('"ABC"', '"[redacted]"'))),
    );
    expect(answer).toMatchObject({ kind: 'taken' });
    expect(answer).not.toHaveProperty('copies');
  });

  test('sends no words on their own where no answer was wrong, or where there are none', () => {
    const requests = (handover: Handover) => delivered(handover).exchanges.length;
    const both = requests(reply(kind, options));
    expect(requests({ ...reply(kind, options), repliesToInvalidAnswer: false })).toBe(both - 1);
    expect(requests({ ...reply(kind, options), text: TEXT.slice(TEXT.indexOf('cc_')) })).toBe(both - 1);
    expect(requests({ ...reply(kind, options), text: 'Sorry, what? Fever?' })).toBe(both - 1);
  });

  test('is refused where the words are, and sends no template then', () => {
    const blocked = [{ id: 'f', when: { nth: '1' }, action: 'reject' as const, value: 'blocked' }];
    const { answer, exchanges } = delivered(reply(kind, options, blocked));
    expect(answer.kind).not.toBe('taken');
    expect(exchanges.some(({ request: { body } }) => body.includes('Asha') && !body.includes('"text"'))).toBe(
      false,
    );
  });
});

test('in a conversation they go after a wrong answer, and not with the question', () => {
  const bodies: string[] = [];
  const story = defineScenario(
    parse(`scenario: a template as a question
gateways: {WA: {type: turn}}
cases:
  asha: {type: c, name: Asha, contact_phone_number: '27831234567', contact_phone_number_is_verified: '1', contact_backend_id: WA}
surveys: {fever: {questions: [{id: days, ask: 'cc_wa_template:fever:en:{Asha}', type: int}]}}
keywords: {FEVER: {survey: fever}}
invariants: {off: [all]}
others: allowed
starts: 2026-02-10 09:00
ends: 2026-02-10 12:00
timeline:
  - {at: 2026-02-10 09:00, register: asha}
  - {after: 1m, inbound: {from: asha, via: WA, text: FEVER}}
  - {after: 1m, inbound: {from: asha, via: WA, text: many}}
  - {after: 1m, inbound: {from: asha, via: WA, text: '3'}}
`),
  );
  const { journal } = rehearse(story, {
    onExchange: ({ request: { path, body } }) => path === '/v1/messages' && bodies.push(body),
  });
  expect([...journal.entries()].filter(({ kind }) => kind === 'sent')).toHaveLength(2);
  const kinds = bodies.map((body) => {
    const { type, text } = JSON.parse(body) as { type: string; text?: { body: string } };
    return [type, text?.body];
  });
  expect(kinds).toEqual([
    ['hsm', undefined],
    ['text', 'Invalid integer entered. '],
    ['hsm', undefined],
  ]);
});
