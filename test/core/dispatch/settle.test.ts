import { describe, expect, test } from 'vitest';
import { processMessage } from '../../../src/core/dispatch/process.ts';
import { settle } from '../../../src/core/dispatch/settle.ts';
import type { Answer } from '../../../src/core/model/answer.ts';
import { type Json, stageAfter } from '../../fidelity/helpers/play.ts';

const AT = '2024-03-04 10:00';
const when = (at: number): string => new Date(at).toISOString().slice(11, 16);

/** One text of Ana's, tried by these answers one after another. */
function told(answers: readonly Answer[], text = 'Hello', gateway: Json = {}) {
  const { stage, entries } = stageAfter({
    gateways: { G: { type: 'http', number: '+100', ...gateway } },
    cases: { ana: { type: 'c', contact_phone_number: '447700900301' } },
    timeline: [
      { at: AT, register: 'ana' },
      { at: AT, send: { to: 'ana', text } },
    ],
  });
  for (const answer of answers) {
    const message = stage.outbox.take(Number.POSITIVE_INFINITY)!;
    stage.world.now = message.processAt;
    processMessage(stage, message);
    settle(stage, message, answer);
  }
  const warnings = entries.flatMap(({ kind, code, about }) => (kind === 'warning' ? [{ code, about }] : []));
  const of = (kind: string) => entries.filter((entry) => entry.kind === kind);
  return { stage, entries, of, warnings };
}

const taken: Answer = { kind: 'taken', gatewayMessageId: 'm1' };
const busy: Answer = { kind: 'busy', answer: '503 try later' };
const about = { id: expect.stringMatching(/^[0-9a-f]{16}$/), via: 'G', to: '447700900301' };

describe('an SMS that is taken', () => {
  test('is told with its sender, its parts, its tries and its local time', () => {
    expect(told([taken]).of('sent')).toMatchObject([
      {
        from_number: '100',
        segments: 1,
        hq_parts: 1,
        encoding: 'GSM-7',
        attempts: 1,
        local: '2024-03-04T10:00:00.000+00:00',
      },
    ]);
  });

  test('is in the queue no longer', () => {
    expect(told([taken]).stage.outbox.size).toBe(0);
  });

  test('counts its real segments and HQ’s own parts', () => {
    expect(told([taken], 'ç'.repeat(100)).of('sent')).toMatchObject([
      { segments: 2, hq_parts: 1, encoding: 'UCS-2' },
    ]);
  });

  test('is reported on by a gateway that says when', () => {
    const { stage } = told([taken], 'Hello', { receipts: { delivered_after: '5s' } });
    expect(stage.receipts.waiting.earliest - stage.world.now).toBe(5000);
    expect(told([taken]).stage.receipts.waiting.earliest).toBe(Number.POSITIVE_INFINITY);
  });

  test('is not reported on a second time when the answer announces its receipts', () => {
    const { stage } = told([{ ...taken, receipts: [] }], 'Hello', {
      receipts: { delivered_after: '5s' },
    });
    expect(stage.receipts.waiting.size).toBe(0);
  });
});

describe('an SMS that is not taken', () => {
  test('is tried again after five minutes, and the third failure is its end', () => {
    const { of, stage } = told([busy, busy, busy]);
    expect(
      of('attempt').map(({ attempt, answer, retry_at, via }) => [attempt, answer, when(retry_at!), via]),
    ).toEqual([
      [1, '503 try later', '10:05', 'G'],
      [2, '503 try later', '10:10', 'G'],
    ]);
    expect(of('error')).toMatchObject([
      { code: 'TOO_MANY_UNSUCCESSFUL_ATTEMPTS', detail: '503 try later', level: 'message', attempts: 3 },
    ]);
    expect(stage.outbox.size).toBe(0);
  });

  test('and refused is an error at once, in HQ’s words', () => {
    expect(told([{ kind: 'refused', code: 'GATEWAY_ERROR', detail: 'no credit' }]).of('error')).toMatchObject(
      [{ code: 'GATEWAY_ERROR', detail: 'Gateway error: no credit', attempts: 1 }],
    );
    expect(told([{ kind: 'refused', code: 'GATEWAY_ERROR' }]).of('error')).toMatchObject([
      { detail: 'Gateway error: ' },
    ]);
    expect(told([{ kind: 'refused', code: 'MESSAGE_TOO_LONG', detail: 'x' }]).of('error')).toMatchObject([
      { code: 'MESSAGE_TOO_LONG', detail: 'x' },
    ]);
  });
});

describe('a gateway that never answers', () => {
  const { warnings, of, stage } = told([{ kind: 'waiting' }]);

  test('is warned of, with the message', () => {
    expect(warnings).toEqual([{ code: 'GATEWAY_NEVER_ANSWERS', about }]);
  });

  test('leaves the message neither sent nor ended, and does not try it again', () => {
    expect([of('sent').length, of('error').length, stage.outbox.size]).toEqual([0, 0, 1]);
    expect(stage.outbox.take(Number.POSITIVE_INFINITY)).toBeUndefined();
  });
});

describe('a message that more than one answer put on the phone', () => {
  const committed: Answer = { ...busy, committed: true };
  const duplicate = [{ code: 'DUPLICATE_ON_PHONE', about }];

  test.each<[string, readonly Answer[], unknown[]]>([
    ['once is no duplicate', [taken], []],
    ['twice by one answer is', [{ ...taken, copies: 2 }], duplicate],
    ['once by an answer that HQ heard fail is none yet', [committed], []],
    ['and then again is', [committed, taken], duplicate],
    ['is told once, however many copies come', [committed, committed, taken], duplicate],
    ['by an answer that put nothing there is none', [busy, taken], []],
  ])('%s', (_rule, answers, expected) => {
    expect(told(answers).warnings).toEqual(expected);
  });
});
