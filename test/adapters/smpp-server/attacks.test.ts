/** Clients that break the protocol, on bare sockets: the server answers in its words, lets go of them, and goes on. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readPdu, writePdu } from '../../../src/adapters/smpp-server/pdu.ts';
import { type Gateways, startGateways } from '../../../src/testing/start-gateways.ts';
import { bound, said as saidOn } from './a-client.ts';

let gateways: Gateways;
beforeEach(async () => {
  gateways = await startGateways({ gateways: { SMSC: { type: 'smpp', password: 'pw' } } });
});
afterEach(() => gateways.close());

const header = (length: number, id: number, sequence: number): Buffer => {
  const bytes = Buffer.alloc(16);
  bytes.writeUInt32BE(length, 0);
  bytes.writeUInt32BE(id, 4);
  bytes.writeUInt32BE(sequence, 12);
  return bytes;
};

const said = (...sent: readonly Buffer[]): Promise<Buffer> => saidOn(gateways.smppPort, ...sent);

const bind = writePdu('bind_transceiver', { sequence: 1, system_id: 'app', password: 'pw' });
const submit = writePdu('submit_sm', {
  sequence: 7,
  source_addr: '1',
  destination_addr: '27831',
  short_message: Buffer.from('Hello'),
});
const changed = (bytes: Buffer, at: number, value: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy[at] = value;
  return copy;
};

test.each([
  ['a length of none', '', header(0, 4, 9)],
  ['a length below the header', '', header(15, 4, 9)],
  ['a length beyond 64 kB', '', header(65_537, 4, 9)],
  ['a length of 4 GB', '', header(0xffff_ffff, 4, 9)],
  ['HTTP', '', Buffer.from('GET / HTTP/1.1\r\nHost: a\r\n\r\n')],
  ['a text that is longer than its unit', 'submit_sm', changed(submit, submit.length - 6, 200)],
  ['a unit that ends in its fields', 'submit_sm', Buffer.concat([header(18, 4, 7), Buffer.from([0, 1])])],
  [
    'a TLV that is longer than its unit',
    'enquire_link',
    Buffer.concat([header(16 + 4, 0x15, 7), Buffer.from([2, 4, 0, 9])]),
  ],
  [
    'an enquire_link with a tail',
    'enquire_link',
    Buffer.concat([header(19, 0x15, 7), Buffer.from([1, 2, 3])]),
  ],
])('%s is answered with generic_nack and kept, and the connection closes', async (_, command, bytes) => {
  const answer = await said(bytes);
  expect(readPdu(answer)).toMatchObject({ command: 'generic_nack', status: 2 });
  expect(gateways.exchanges()).toMatchObject([
    {
      verdict: 'other',
      request: { method: 'SMPP', path: command },
      response: { headers: { 'command-status': 'ESME_RINVCMDLEN' } },
      fault: 'a unit whose lengths are wrong',
    },
  ]);
  const app = await bound(gateways.smppPort);
  expect(
    (await app.ask('submit_sm', { destination_addr: '27831', short_message: 'still here' })).command_status,
  ).toBe(0);
  app.close();
});

test('a command that SMPP does not have is answered, and the session goes on', async () => {
  const answer = await said(bind, header(16, 0x7777, 3), submit, header(16, 6, 4));
  const first = answer.readUInt32BE(0);
  expect(readPdu(answer.subarray(first, first + 16))).toMatchObject({
    command: 'generic_nack',
    status: 3,
    sequence: 3,
  });
  expect(gateways.messages().map(({ text }) => text)).toEqual(['Hello']);
});

test('units that come a byte at a time, and many in one piece, are read alike', async () => {
  const whole = Buffer.concat([bind, submit, submit, submit, header(16, 6, 4)]);
  await said(whole);
  await said(...Array.from(whole, (byte) => Buffer.from([byte])));
  expect(gateways.messages()).toHaveLength(6);
});

test('nobody submits without a bind, and no answer tells a password', async () => {
  const answer = await said(submit, header(16, 6, 4));
  expect(readPdu(answer.subarray(0, 16))).toMatchObject({ command: 'submit_sm_resp', status: 4 });
  expect(gateways.messages()).toEqual([]);
  const wrong = writePdu('bind_transceiver', { sequence: 1, system_id: 'app', password: 'gue55' });
  await said(wrong);
  expect(JSON.stringify(gateways.exchanges())).not.toContain('gue55');
});

test('a user data header that is longer than its message is refused', async () => {
  const app = await bound(gateways.smppPort);
  const fields = { destination_addr: '27831', esm_class: 0x40, short_message: Buffer.from([9, 0, 3]) };
  expect((await app.ask('submit_sm', fields)).command_status).toBe(0x43);
  app.close();
});

test('line ends in addresses stay out of the record’s headers', async () => {
  await said(
    bind,
    writePdu('submit_sm', { sequence: 2, source_addr: 'a\nx: y', destination_addr: '27831' }),
    header(16, 6, 4),
  );
  expect(gateways.messages()[0]).toMatchObject({ from: 'a?x: y' });
});
