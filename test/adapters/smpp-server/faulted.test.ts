/** The vocabulary of faults, at the SMPP server. */
import { afterEach, expect, test } from 'vitest';
import { writePdu } from '../../../src/adapters/smpp-server/pdu.ts';
import { type Gateways, startGateways } from '../../../src/testing/start-gateways.ts';
import { bound, type Client, said } from './a-client.ts';

let gateways: Gateways | undefined;
let app: Client | undefined;
afterEach(async () => {
  app?.close();
  await gateways?.close();
});

async function open(keys: Readonly<Record<string, unknown>>): Promise<Client> {
  gateways = await startGateways({ gateways: { SMSC: { type: 'smpp', ...keys } } });
  app = await bound(gateways.smppPort);
  return app;
}

const text = { destination_addr: '27831234567', short_message: 'Hello' };
const verdicts = (): unknown[] => gateways?.messages().map(({ verdict }) => verdict) ?? [];

test.each([
  ['invalid_destination', 0x0b],
  ['too_long', 0x01],
  ['unauthorized', 0x0e],
  ['bad_sender', 0x0a],
  ['unroutable', 0xfe],
  ['opted_out', 0x45],
  ['blocked', 0x45],
  ['insufficient_funds', 0x45],
  ['template_missing', 0x45],
])('refuses in SMPP’s word for %s', async (reject, status) => {
  const client = await open({ faults: [{ reject }] });
  expect((await client.ask('submit_sm', text)).command_status).toBe(status);
  expect(verdicts()).toEqual(['refused']);
});

test.each([
  [{ fail_next: '1' }, 0x58],
  [{ faults: [{ status: { code: '429' }, when: { attempt: '1' } }] }, 0x58],
  [{ faults: [{ status: { code: '400' }, when: { attempt: '1' } }] }, 0x45],
  [{ faults: [{ status: { code: '503' }, when: { attempt: '1' } }] }, 0x08],
])('fails once under %o, and then takes the message', async (keys, status) => {
  const client = await open(keys);
  expect((await client.ask('submit_sm', text)).command_status).toBe(status);
  expect((await client.ask('submit_sm', text)).command_status).toBe(0);
  expect(verdicts()).toEqual(['failing', 'taken']);
});

test('throttles', async () => {
  const client = await open({ faults: [{ throttle: { rate: '1/min', burst: '2' } }] });
  const answers = [];
  for (const short_message of ['a', 'b', 'c'])
    answers.push(await client.ask('submit_sm', { ...text, short_message }));
  expect(answers.map(({ command_status }) => command_status)).toEqual([0, 0, 0x58]);
});

test('a last part that failed for now may come again', async () => {
  const client = await open({ fail_next: '1' });
  const part = (number: number) => ({
    ...text,
    sar_msg_ref_num: 1,
    sar_total_segments: 2,
    sar_segment_seqnum: number,
    short_message: `part ${number} `,
  });
  const answers = [];
  for (const number of [1, 2, 2]) answers.push(await client.ask('submit_sm', part(number)));
  expect(answers.map(({ command_status }) => command_status)).toEqual([0, 0x58, 0]);
  expect(gateways?.messages('part').map((each) => [each.verdict, each.text.trim()])).toEqual([
    ['failing', 'part 1 part 2'],
    ['taken', 'part 1 part 2'],
  ]);
});

const bind = writePdu('bind_transceiver', { sequence: 1, system_id: 'app' });
const submit = writePdu('submit_sm', { ...text, sequence: 2, short_message: Buffer.from('Hello') });

/** `m1` in a submit_sm_resp. */
const ANSWER = 19;
test.each([
  ['reset', 'before', 'failing', 0],
  ['refuse', 'before', 'failing', 0],
  ['close', 'before', 'failing', 0],
  ['close', 'headers', 'failing', 8],
  ['reset', 'body', 'failing', 17],
  ['truncate', 'before', 'taken', 17],
  ['short_body', 'before', 'taken', ANSWER],
  ['bad_chunk', 'before', 'taken', ANSWER],
  ['garbage', 'before', 'failing', 22],
] as const)('breaks the connection by %s, %s', async (mode, phase, verdict, heard) => {
  const client = await open({ faults: [{ connection: { mode, phase } }] });
  const bytes = await said(gateways?.smppPort ?? 0, bind, submit);
  const bound = bytes.length === 0 ? 0 : bytes.readUInt32BE(0);
  expect(bytes.length - bound).toBe(heard);
  const length = heard >= 4 ? bytes.readUInt32BE(bound) : 0;
  expect(length === heard && heard > 0).toBe(false);
  expect(verdicts()).toEqual([verdict]);
  expect((await client.ask('enquire_link')).command_status).toBe(0);
});

test('drips an answer, and those behind it wait for their turn', async () => {
  const client = await open({
    faults: [{ connection: { mode: 'drip', every: '0.005 seconds' }, when: { body: 'Hello' } }],
  });
  const order: string[] = [];
  const asked = (name: string, command: string, fields: Readonly<Record<string, unknown>>) =>
    client.ask(command, fields).then(({ command_status }) => order.push(`${name} ${command_status}`));
  await Promise.all([asked('slow', 'submit_sm', text), asked('link', 'enquire_link', {})]);
  expect(order).toEqual(['slow 0', 'link 0']);
});

test('hangs: the session says nothing any more', async () => {
  const client = await open({ faults: [{ connection: { mode: 'hang' } }] });
  void client.ask('submit_sm', text);
  const link = client.ask('enquire_link').then(() => 'answered');
  const silence = new Promise((resolve) => setTimeout(() => resolve('silent'), 300));
  expect(await Promise.race([link, client.closed, silence])).toBe('silent');
});
