import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { Kept } from '../../../src/adapters/recorder/kept.ts';
import type { Recorded } from '../../../src/adapters/recorder/recorded.ts';
import { Recorder } from '../../../src/adapters/recorder/recorder.ts';

const MEGABYTE = 1024 * 1024;

function anExchange(seq: number, different: Partial<Recorded> = {}): Recorded {
  return {
    seq,
    id: `m${seq}`,
    receivedAt: 1_800_000_000_000 + seq,
    gateway: 'TW',
    kind: 'twilio',
    channel: 'sms',
    verdict: 'taken',
    request: { method: 'POST', path: '/send', headers: { host: 'api.twilio.com' }, body: 'To=1' },
    response: { status: 201, headers: { 'content-type': 'application/json' }, body: '{}' },
    to: '+27831234567',
    from: '+15005550006',
    text: 'Visit on Tuesday',
    ...different,
  };
}

/** Any text that a server can hand on: decoded bytes, so no lone surrogates. */
const words = fc.string({ unit: 'grapheme' });
const name = words.filter((text) => text !== '');
const line = words.map((text) => text.replaceAll('\n', ' '));
const headers = fc
  .dictionary(fc.constantFrom('host', 'content-type', 'x-some', 'subject'), line)
  .map((given) => ({ ...given }));
const exchanges = fc.array(
  fc.record(
    {
      id: words,
      receivedAt: fc.nat(),
      gateway: fc.option(name, { nil: undefined }),
      kind: fc.option(name, { nil: undefined }),
      channel: fc.constantFrom(undefined, 'sms', 'email'),
      verdict: fc.constantFrom('taken', 'refused', 'failing', 'other', 'unmatched'),
      request: fc.record({ method: words, path: words, headers, body: words }),
      response: fc.record({ status: fc.integer({ min: 100, max: 599 }), headers, body: words }),
      to: words,
      from: words,
      text: words,
      raw: name,
      fault: name,
    },
    { noNullPrototype: true, requiredKeys: ['id', 'request', 'response', 'to', 'from', 'text'] },
  ),
);

describe('what is kept as bytes', () => {
  test.prop([exchanges])('comes back as it was, whatever the texts', (given) => {
    const kept = new Kept(1000, 100 * MEGABYTE);
    const put = given.map((different, index) => anExchange(index + 1, different as Partial<Recorded>));
    for (const each of put) kept.add(each);
    expect([...kept.all()]).toEqual(put);
  });

  test('holds the newest of a given number, and counts those that made room', () => {
    const kept = new Kept(3, 100 * MEGABYTE);
    for (let seq = 1; seq <= 10_000; seq += 1) kept.add(anExchange(seq));
    expect([...kept.all()].map(({ seq }) => seq)).toEqual([9998, 9999, 10_000]);
    expect(kept).toMatchObject({ count: 3, dropped: 9997 });
  });

  test('holds no more bytes than it may, the newest exchange always', () => {
    const kept = new Kept(1000, 20 * MEGABYTE);
    const body = 'x'.repeat(6 * MEGABYTE);
    for (let seq = 1; seq <= 9; seq += 1) {
      kept.add(anExchange(seq, { request: { method: 'MAIL', path: '', headers: {}, body } }));
    }
    const all = [...kept.all()];
    expect(all.map(({ seq }) => seq)).toEqual([7, 8, 9]);
    expect(all.every(({ request }) => request.body === body)).toBe(true);
    expect(kept).toMatchObject({ count: 3, dropped: 6 });
  });

  test('an exchange larger than all that may be kept is kept alone', () => {
    const kept = new Kept(1000, MEGABYTE);
    kept.add(anExchange(1));
    kept.add(anExchange(2, { text: 'é'.repeat(5 * MEGABYTE) }));
    expect([...kept.all()].map(({ seq, text }) => [seq, text.length])).toEqual([[2, 5 * MEGABYTE]]);
  });

  test('is read on while more comes and the oldest make room', () => {
    const kept = new Kept(10, 100 * MEGABYTE);
    for (let seq = 1; seq <= 10; seq += 1) kept.add(anExchange(seq));
    const seen: number[] = [];
    for (const { seq } of kept.all()) {
      seen.push(seq);
      if (seen.length < 5) kept.add(anExchange(10 + seq));
    }
    expect(seen.slice(0, 10)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });
});

describe('the recorder', () => {
  const { seq: _, ...incoming } = anExchange(1);

  test('wakes who waits when the last of the wanted comes, and not before', async () => {
    const recorder = new Recorder();
    recorder.record(incoming);
    let found = 0;
    const waited = recorder
      .wait(({ to }) => to === '+27831234567', 3, 60_000)
      .then((count) => {
        found = count;
      });
    recorder.record({ ...incoming, to: '+1' });
    recorder.record(incoming);
    await Promise.resolve();
    expect(found).toBe(0);
    recorder.record(incoming);
    await waited;
    expect(found).toBe(3);
  });

  test('goes on counting what made room after some was taken out', () => {
    const recorder = new Recorder(2);
    for (let count = 0; count < 5; count += 1) recorder.record(incoming);
    expect(recorder.remove(({ seq }) => seq === 5)).toBe(1);
    expect(recorder).toMatchObject({ size: 1, dropped: 3, nextSeq: 6 });
  });
});
