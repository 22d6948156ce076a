import fc from 'fast-check';
import { columnsOf, entryKinds, type Shape } from '../../../src/core/journal/shapes.ts';
import type { Entry, EntryOf } from '../../../src/core/model/entry.ts';

/** 2026-03-09 09:00 in Kolkata. */
export const nine = Date.parse('2026-03-09T03:30:00.000Z');

export const asSent: EntryOf<'sent'> = {
  at: nine,
  kind: 'sent',
  id: '0123456789abcdef',
  channel: 'sms',
  to: 'asha',
  number: '919812345671',
  via: 'TWILIO_IN',
  language: 'hin',
  text: 'Asha, "आज" \\ 12\n',
  case: 'asha',
  cause: 'alert',
  name: 'visit',
  alert: 'visit',
  event: 0,
  iteration: 1,
  due: nine,
  because: {
    gateway: { name: 'TWILIO_IN', rule: 'catch_all', scope: 'global' },
    zone: { name: 'Asia/Kolkata', from: 'project' },
  },
  segments: 1,
  attempts: 1,
  local: '2026-03-09T09:00:00.000+05:30',
};

const text = fc.string({ unit: 'binary', maxLength: 20 });
const instant = fc.integer({ min: Date.UTC(1970, 0, 1), max: Date.UTC(2100, 0, 1) });

const values: Readonly<Record<Shape, fc.Arbitrary<unknown>>> = {
  text,
  id: fc.oneof(text, fc.stringMatching(/^[0-9a-f]{16}$/)),
  count: fc.integer(),
  instant,
  because: fc.record(
    {
      zone: fc.record({ name: text, from: fc.constantFrom('case', 'project') }),
      language: fc.record({ code: text, from: fc.constant('contact'), missing: fc.array(text) }),
      number: fc.record({ from: fc.constant('two_way') }),
      gateway: fc.record({ name: text, rule: fc.constant('prefix'), prefix: text }),
    },
    { requiredKeys: [] },
  ),
  json: fc.oneof(text, fc.array(text), fc.dictionary(fc.stringMatching(/^[a-z]+$/), text), fc.constant(null)),
};

/** Any entry, with any of its kind's fields. */
export const anyEntry: fc.Arbitrary<Entry> = fc.constantFrom(...entryKinds).chain((kind) => {
  const fields = Object.fromEntries(columnsOf[kind].map(({ field, shape }) => [field, values[shape]]));
  return fc
    .tuple(instant, fc.record(fields, { requiredKeys: [] }))
    .map(([at, rest]) => ({ at, kind, ...rest }) as unknown as Entry);
});
