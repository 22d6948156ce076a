import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { rejectionReasons } from '../../mock-gateways/define-gateway.ts';
import { gatewayCatalogue } from '../../mock-gateways/index.ts';
import type { Answer, Handover } from '../../src/core/model/answer.ts';
import type { FakeResponse, GatewayKind, WireContext } from '../../src/core/model/wire.ts';
import type { KindFacts } from '../../src/core/ports.ts';
import { aGateway, aHandover, contextOf } from './a-handover.ts';

const everyKind = [...gatewayCatalogue.values()].map(
  (gatewayKind) => [gatewayKind.kind, gatewayKind] as const,
);

/** The whole conversation of one hand-over: what the fake said, and what HQ made of it. */
function converse(gatewayKind: GatewayKind, handover: Handover, given: Partial<WireContext> = {}) {
  const said: FakeResponse[] = [];
  let next = gatewayKind.buildRequest(handover);
  while (!('kind' in next) && said.length < 4) {
    const request = next;
    const one = gatewayKind.respond(request, contextOf(handover, given));
    said.push(one);
    next = gatewayKind.interpretResponse(one.response, handover, request);
  }
  return {
    verdicts: said.map(({ verdict }) => verdict).filter((verdict) => verdict !== 'other'),
    said,
    answer: next as Answer,
  };
}

test('each book stands in a folder of its own, and each folder is listed', () => {
  const folders = readdirSync('mock-gateways', { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name.replaceAll('-', '_'));
  expect([...gatewayCatalogue.keys()].sort()).toEqual(folders.sort());
});

test.each(everyKind)('%s: a book is also the facts HQ knows of the kind', (kind, gatewayKind) => {
  const facts: KindFacts = gatewayKind;
  expect(gatewayCatalogue.get(kind)).toBe(gatewayKind);
  expect(facts.hqApiId).toMatch(/^[A-Z_]+$/);
  expect(facts.channel).toBe(kind === 'smtp' ? 'email' : 'sms');
});

test.each(everyKind)('%s: a good message is accepted, and HQ counts it as sent', (kind, gatewayKind) => {
  const { verdicts, answer } = converse(gatewayKind, aHandover(aGateway(kind)));
  expect(verdicts).toEqual(['taken']);
  expect(answer.kind).toBe('taken');
});

test.each(everyKind)('%s: the fake reads the text that HQ wrote, in any script', (kind, gatewayKind) => {
  for (const text of ['Reminder: café & 50% + tea?', 'आपकी जाँच', 'emoji 😀 <b>&amp;', 'é'.repeat(20)]) {
    const gateway = aGateway(kind, { maxLength: Array.from(text).length });
    expect(converse(gatewayKind, aHandover(gateway, { text })).verdicts, text).toEqual(['taken']);
    expect(converse(gatewayKind, aHandover(gateway, { text: `${text}.` })).verdicts, text).toEqual([
      'refused',
    ]);
  }
});

test.each(everyKind)(
  '%s: the same hand-over gives the same bytes, another attempt is another request',
  (kind, gatewayKind) => {
    const handover = aHandover(aGateway(kind));
    const first = converse(gatewayKind, handover);
    expect(converse(gatewayKind, structuredClone(handover))).toEqual(first);
    expect(converse(gatewayKind, { ...handover, attempt: 2 }).answer.kind).toBe('taken');
  },
);

test.each(everyKind)('%s: each refusal a fault may ask for ends in a refusal', (kind, gatewayKind) => {
  for (const reject of rejectionReasons) {
    const { verdicts } = converse(gatewayKind, aHandover(aGateway(kind)), { reject });
    expect(verdicts, reject).not.toContain('taken');
  }
});

test.each(everyKind)('%s: words the kind lacks are all the same plain refusal', (kind, gatewayKind) => {
  const lacking = rejectionReasons.filter((word) => !gatewayKind.ownRejections.has(word));
  const answers = lacking.map(
    (reject) => converse(gatewayKind, aHandover(aGateway(kind)), { reject }).answer,
  );
  for (const answer of answers) expect(answer).toEqual(answers[0]);
});

test.each(everyKind)('%s: a number that `rejects` has is refused', (kind, gatewayKind) => {
  const globs = kind === 'smtp' ? ['*@example.org'] : ['99*', '27?31*', '9198*', '251*', '225*', '63*'];
  expect(converse(gatewayKind, aHandover(aGateway(kind, { rejects: globs }))).verdicts).not.toContain(
    'taken',
  );
  expect(converse(gatewayKind, aHandover(aGateway(kind, { rejects: ['7*'] }))).verdicts).toEqual(['taken']);
});

test.each(everyKind)('%s: a number on the carrier’s own list is refused', (kind, gatewayKind) => {
  const handover = aHandover(aGateway(kind));
  const optedOut = new Set([handover.to.replace('+', '')]);
  expect(converse(gatewayKind, handover, { optedOut }).verdicts).toEqual(['refused']);
});

test.each(everyKind)('%s: the temporary failure is for good messages only', (kind, gatewayKind) => {
  const handover = aHandover(aGateway(kind));
  expect(converse(gatewayKind, handover, { failing: true }).verdicts).toEqual(['failing']);
  expect(converse(gatewayKind, handover, { failing: true, reject: 'blocked' }).verdicts).toEqual(['refused']);
});

test.each(everyKind)('%s: nonsense on the wire is refused, never thrown', (_kind, gatewayKind) => {
  const handover = aHandover(aGateway(gatewayKind.kind));
  for (const method of ['GET', 'POST', 'MAIL', 'BREW']) {
    for (const path of ['/', '', '/nowhere?x=%zz', '?']) {
      if (gatewayKind.kind === 'test' || (method === 'MAIL' && path.includes('@'))) continue;
      for (const body of ['', '{', '<x>', '{"messages":[]}', 'a=%E0%A4', 'null']) {
        const { verdict } = gatewayKind.respond({ method, path, headers: {}, body }, contextOf(handover));
        expect(verdict === 'refused' || verdict === 'other', `${method} ${path} ${body}`).toBe(true);
      }
    }
  }
});

test.each(everyKind)('%s: HQ’s client reads nonsense and silence without throwing', (_kind, gatewayKind) => {
  const handover = aHandover(aGateway(gatewayKind.kind));
  const request = gatewayKind.buildRequest(handover);
  if ('kind' in request) return;
  for (const status of [200, 201, 302, 400, 401, 404, 429, 500, 502]) {
    for (const body of [
      '',
      '<html>',
      '{',
      '[]',
      'null',
      '{"a":1}',
      '{"messages":[null]}',
      '{"Result":null}',
    ]) {
      const answer = gatewayKind.interpretResponse({ status, headers: {}, body }, handover, request);
      expect('kind' in answer || 'method' in answer).toBe(true);
    }
  }
  for (const failure of ['refused', 'reset', 'timeout', 'garbage'] as const) {
    expect(gatewayKind.interpretResponse({ failure }, handover, request)).toHaveProperty('kind');
  }
});
