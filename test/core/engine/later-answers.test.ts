import { expect, test } from 'vitest';
import { gatewayCatalogue } from '../../../mock-gateways/index.ts';
import { inProcessGateways } from '../../../src/adapters/in-process.ts';
import { Engine } from '../../../src/core/engine/engine.ts';
import type { Answer } from '../../../src/core/model/answer.ts';
import type { Entry } from '../../../src/core/model/entry.ts';
import { plansFrom } from '../../helpers/plans-from.ts';

const START = Date.parse('2024-01-01T12:00:00Z');
const taken = (more: object): Answer => ({ kind: 'taken', gatewayMessageId: 'g1', ...more });

/** An engine that was asked for its first hand-over. */
function started() {
  const [plan] = plansFrom(`
scenario: Later
gateways: {G: {type: test}}
routing: {global: {"*": G}}
starts: 2024-01-01 12:00
ends: 2024-01-01 13:00
cases: {ana: {type: c, contact_phone_number: "447700900301"}}
timeline:
  - {at: 2024-01-01 12:00, register: ana}
  - {at: 2024-01-01 12:00, send: {to: ana, text: hi}}
`);
  const entries: Entry[] = [];
  const { facts } = inProcessGateways(gatewayCatalogue, {});
  const recorder = { record: (entry: Entry) => entries.push(entry) };
  const engine = new Engine({ plan: plan!, recorder, kinds: facts });
  const handover = engine.next()!;
  const told = (kind: string) =>
    entries.filter((entry) => entry.kind === kind).map(({ at }) => (at - START) / 1000);
  return { engine, handover, told, entries };
}

test('an answer that comes at once settles its message at once', () => {
  const { engine, handover, told } = started();
  engine.settle(handover, taken({}));
  expect(told('sent')).toEqual([0]);
  expect(engine.pending()).toEqual([]);
});

test('an answer that takes its time settles the message when it comes', () => {
  const { engine, handover, told } = started();
  engine.settle(handover, taken({ afterMs: 5_000 }));
  expect(told('sent')).toEqual([]);
  expect(engine.pending()).toEqual([handover.id]);
  expect(engine.nextAt()).toBe(START + 5_000);
  expect(engine.next()).toBeUndefined();
  expect(told('sent')).toEqual([5]);
});

test('receipts that an answer announces come at their times from the hand-over, one before a slow answer', () => {
  const { engine, handover, told, entries } = started();
  const receipts = [
    { status: 'sent', afterMs: 2_000 },
    { status: 'delivered', code: '7', afterMs: 60_000 },
  ];
  engine.settle(handover, taken({ afterMs: 5_000, receipts }));
  expect(engine.next()).toBeUndefined();
  expect(told('receipt')).toEqual([2, 60]);
  expect(told('sent')).toEqual([5]);
  expect(entries.filter(({ kind }) => kind === 'receipt').map(({ status, code }) => [status, code])).toEqual([
    ['sent', undefined],
    ['delivered', '7'],
  ]);
});

test('a message whose answer never comes is not settled later', () => {
  const { engine, handover, told } = started();
  engine.settle(handover, { kind: 'waiting', afterMs: 5_000 });
  expect(told('warning')).toEqual([0]);
  expect(engine.next()).toBeUndefined();
  expect(told('sent')).toEqual([]);
  expect(engine.pending()).toEqual([handover.id]);
});

test('the clock stops at the limit, and what is due at the limit itself has happened', () => {
  const { engine, handover, told } = started();
  engine.settle(handover, taken({ afterMs: 5_000 }));
  engine.next(START + 4_999);
  expect([engine.now - START, told('sent').length]).toEqual([4_999, 0]);
  engine.next(START + 5_000);
  expect([engine.now - START, told('sent').length]).toEqual([5_000, 1]);
  expect(engine.isOver).toBe(false);
  engine.next();
  expect([engine.now - START, engine.isOver]).toEqual([3_600_000, true]);
});

test('what was not handed over cannot be settled, nor anything twice', () => {
  const { engine, handover } = started();
  expect(() => engine.settle({ ...handover, id: 'other' }, taken({}))).toThrow(
    'no hand-over of other is open',
  );
  engine.settle(handover, taken({}));
  expect(() => engine.settle(handover, taken({}))).toThrow(`no hand-over of ${handover.id} is open`);
});
