import { expect, test } from 'vitest';
import { type Json, play, stageAfter } from '../../fidelity/helpers/play.ts';

const AT = '2024-01-01 08:00';
const ana = { type: 'c', contact_phone_number: '447700900301' };
const ben = { type: 'c', contact_phone_number: '447700900302' };
const says = (to: string, text: string, at = AT): Json => ({ at, send: { to, text } });

test('what waits is listed in order of queueing, also where places are used again', () => {
  const { stage } = stageAfter({
    cases: { ana, ben },
    timeline: [{ at: AT, register: ['ana', 'ben'] }, says('ana', '1'), says('ben', '2'), says('ana', '3')],
  });
  const { outbox } = stage;
  const texts = () => outbox.all().map(({ text }) => text);
  expect(texts()).toEqual(['1', '2', '3']);
  const [first] = outbox.all();
  const { origin, because, party, channel } = first!;
  outbox.end(outbox.take(stage.world.now)!);
  expect([texts(), outbox.size]).toEqual([['2', '3'], 2]);
  outbox.add({ origin, because, party, channel, text: '4' }, stage.world);
  expect([texts(), outbox.size]).toEqual([['2', '3', '4'], 3]);
});

test('ids tell apart texts of one instant, persons, channels and instants, and do not depend on others', () => {
  const idsOf = (...timeline: readonly Json[]) =>
    play({ cases: { ana, ben }, timeline: [{ at: AT, register: ['ana', 'ben'] }, ...timeline] })
      .of('queued')
      .map(({ id, to }) => [to, id] as const);
  const later = '2024-01-01 08:01';
  const all = idsOf(
    says('ana', 'a'),
    says('ana', 'b'),
    says('ana', 'c'),
    says('ben', 'd'),
    says('ana', 'e', later),
  );
  expect(new Set(all.map(([, id]) => id)).size).toBe(5);
  const [[, first], [, second], , [, ofBen], [, next]] = all as [
    readonly [unknown, string],
    readonly [unknown, string],
    unknown,
    readonly [unknown, string],
    readonly [unknown, string],
  ];
  expect(idsOf(says('ben', 'x'), says('ana', 'y'), says('ana', 'z')).map(([, id]) => id)).toEqual([
    ofBen,
    first,
    second,
  ]);
  expect(idsOf(says('ana', 'e', later)).map(([, id]) => id)).toEqual([next]);
});
