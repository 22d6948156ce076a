import { afterEach, describe, expect, test, vi } from 'vitest';
import { type Gateways, startGateways } from '../../../src/testing/start-gateways.ts';
import { bound, type Client } from './a-client.ts';

let gateways: Gateways | undefined;
let clients: Client[] = [];

afterEach(async () => {
  for (const client of clients) client.close();
  clients = [];
  await gateways?.close();
});

async function open(keys: Readonly<Record<string, unknown>> = {}): Promise<Gateways> {
  gateways = await startGateways({ gateways: { SMSC: { type: 'smpp', ...keys } } });
  return gateways;
}

async function client(...given: Parameters<typeof bound>): ReturnType<typeof bound> {
  const made = await bound(...given);
  clients.push(made);
  return made;
}

const text = (short_message: unknown, more: Readonly<Record<string, unknown>> = {}) => ({
  source_addr: '12345',
  destination_addr: '27831234567',
  dest_addr_ton: 1,
  dest_addr_npi: 1,
  short_message,
  ...more,
});

describe('the SMPP server', () => {
  test('takes a text, and keeps it as one message with its bytes', async () => {
    const { smppPort, messages } = await open();
    const app = await client(smppPort);
    const answer = await app.ask('submit_sm', text('Hello €'));
    expect(answer).toMatchObject({ command: 'submit_sm_resp', command_status: 0, message_id: 'm1' });
    expect(messages()).toMatchObject([{ id: 'm1', to: '+27831234567', from: '12345', text: 'Hello €' }]);
    const raw = Buffer.from(messages()[0]?.raw ?? '', 'base64');
    expect(raw.readUInt32BE(0)).toBe(raw.length);
  });

  test.each(['bind_transmitter', 'bind_receiver', 'bind_transceiver'])('binds by %s', async (as) => {
    const { smppPort } = await open({ system_id: 'app', password: 'pw' });
    const app = await client(smppPort, { interface_version: 0x34 }, { as });
    expect(app.bind).toMatchObject({ command: `${as}_resp`, command_status: 0, sc_interface_version: 0x34 });
    expect(await app.ask('enquire_link')).toMatchObject({ command_status: 0 });
    const isSender = as !== 'bind_receiver';
    expect((await app.ask('submit_sm', text('x'))).command_status).toBe(isSender ? 0 : 4);
    expect(await app.ask('unbind')).toMatchObject({ command: 'unbind_resp', command_status: 0 });
    await app.closed;
  });

  test.each([
    [{ password: 'Wr0ng!' }, 0x0e],
    [{ system_id: 'Wr0ng!' }, 0x0f],
    [{ system_type: 'Wr0ng!' }, 0x53],
  ])('turns credentials away that are not the gateway’s: %o', async (bind, status) => {
    const { smppPort, exchanges } = await open({ system_id: 'app', password: 'pw', system_type: 'vma' });
    const app = await client(smppPort, { system_type: 'vma', ...bind });
    expect(app.bind.command_status).toBe(status);
    await app.closed;
    expect(JSON.stringify(exchanges())).toContain('bind_transceiver');
    expect(JSON.stringify(exchanges())).not.toContain('Wr0ng!');
  });

  test('speaks 5.0 with a client of 5.0, and leaves TLVs out for one before 3.4', async () => {
    const { smppPort } = await open();
    const five = await client(smppPort, { interface_version: 0x50 });
    expect(five.bind.sc_interface_version).toBe(0x50);
    const old = await client(smppPort, { interface_version: 0x33 });
    expect(old.bind).not.toHaveProperty('sc_interface_version');
  });

  test.each([
    ['GSM-7', 0, Buffer.from([0, 0x1b, 0x65, 0x61]), '@€a'],
    ['IA5', 1, Buffer.from('a@b'), 'a@b'],
    ['Latin-1', 3, Buffer.from([0xe9, 0x40]), 'é@'],
    ['UCS-2', 8, Buffer.from([0x4f, 0x60, 0xd8, 0x3d, 0xde, 0x00]), '你😀'],
    ['GSM-7 by its message class', 0xf0, Buffer.from([0x11]), '_'],
    ['octets', 4, Buffer.from([1, 0xff]), '01ff'],
  ])('reads %s', async (_, data_coding, bytes, expected) => {
    const { smppPort, messages } = await open();
    const app = await client(smppPort);
    await app.ask('submit_sm', text(bytes, { data_coding }));
    expect(messages().map((each) => each.text)).toEqual([expected]);
  });

  test('refuses a coding that SMPP does not have, and keeps it', async () => {
    const { smppPort, messages } = await open();
    const app = await client(smppPort);
    expect(await app.ask('submit_sm', text(Buffer.from('x'), { data_coding: 0x20 }))).toMatchObject({
      command_status: 0x104,
    });
    expect(messages()).toMatchObject([{ verdict: 'refused', fault: expect.stringContaining('data_coding') }]);
  });

  const parts = (...texts: readonly string[]) => texts.map((each) => Buffer.from(each));
  test.each([
    [
      'a header of one octet',
      (part: Buffer, n: number, of: number) => ({
        esm_class: 0x40,
        short_message: Buffer.concat([Buffer.from([5, 0, 3, 7, of, n]), part]),
      }),
    ],
    [
      'a header of two octets',
      (part: Buffer, n: number, of: number) => ({
        esm_class: 0x40,
        short_message: Buffer.concat([Buffer.from([6, 8, 4, 1, 7, of, n]), part]),
      }),
    ],
    [
      'sar TLVs',
      (part: Buffer, n: number, of: number) => ({
        short_message: part,
        sar_msg_ref_num: 7,
        sar_total_segments: of,
        sar_segment_seqnum: n,
      }),
    ],
  ])('joins parts by %s into one message, whatever their order', async (_, fields) => {
    const { smppPort, messages } = await open();
    const app = await client(smppPort);
    const all = parts('one ', 'two ', 'three').map((part, index) => fields(part, index + 1, 3));
    const ids = [];
    for (const index of [1, 2, 0]) {
      const answer = await app.ask(
        'submit_sm',
        text('', { registered_delivery: 1, data_coding: 0, ...all[index] }),
      );
      ids.push(answer.message_id);
    }
    expect(messages()).toMatchObject([{ text: 'one two three', request: { headers: { parts: '3' } } }]);
    expect(new Set(ids).size).toBe(3);
    await vi.waitFor(() => expect(app.delivered).toHaveLength(3), 5000);
    expect(new Set(app.delivered.map((unit) => unit.receipted_message_id))).toEqual(new Set(ids));
  });

  test('reads a message_payload, and refuses two texts in one unit', async () => {
    const { smppPort, messages } = await open();
    const app = await client(smppPort);
    const long = 'x'.repeat(1000);
    await app.ask('submit_sm', text(Buffer.alloc(0), { message_payload: Buffer.from(long), data_coding: 3 }));
    await app.ask('data_sm', {
      destination_addr: '27831',
      message_payload: Buffer.from('y'),
      data_coding: 3,
    });
    const both = await app.ask('submit_sm', text(Buffer.from('a'), { message_payload: Buffer.from('b') }));
    expect(both.command_status).toBe(0xc1);
    expect(messages().map((each) => each.text)).toEqual([long, 'y', '']);
  });

  test('answers submit_multi for each recipient', async () => {
    const { smppPort, messages } = await open({ rejects: ['27832*'] });
    const app = await client(smppPort);
    const { source_addr, short_message } = text('Hi');
    const dest_address = [
      { dest_addr_ton: 1, dest_addr_npi: 1, destination_addr: '27831000001' },
      { dest_addr_ton: 1, dest_addr_npi: 1, destination_addr: '27832000002' },
      { dl_name: 'all' },
    ];
    const answer = await app.ask('submit_multi', { source_addr, short_message, dest_address });
    expect(answer).toMatchObject({
      command_status: 0,
      message_id: 'm1',
      unsuccess_sme: [
        { destination_addr: '27832000002', error_status_code: 0x0b },
        { destination_addr: 'all', error_status_code: 0x34 },
      ],
    });
    expect(messages().map(({ to, verdict }) => [to, verdict])).toEqual([
      ['+27831000001', 'taken'],
      ['+27832000002', 'refused'],
      ['all', 'refused'],
    ]);
  });

  test('sends receipts in the usual text form to who asked for them', async () => {
    const { smppPort } = await open();
    const app = await client(smppPort);
    await app.ask('submit_sm', text('nobody asks'));
    const { message_id } = await app.ask('submit_sm', text('Hello', { registered_delivery: 1 }));
    await app.ask('submit_sm', text('on failure only', { registered_delivery: 2 }));
    await vi.waitFor(() => expect(app.delivered).toHaveLength(1), 5000);
    const [receipt] = app.delivered;
    expect(receipt).toMatchObject({
      esm_class: 4,
      source_addr: '27831234567',
      source_addr_ton: 1,
      destination_addr: '12345',
      receipted_message_id: message_id,
      message_state: 2,
    });
    expect(receipt?.short_message.message).toMatch(
      /^id:m2 sub:001 dlvrd:001 submit date:\d{10} done date:\d{10} stat:DELIVRD err:000 text:Hello$/,
    );
  });

  test('tells of failures as a rule has it, and of steps on the way where they are asked for', async () => {
    const faults = [{ receipt: { outcome: 'undelivered', code: '034' } }];
    const { smppPort } = await open({ faults });
    const app = await client(smppPort);
    await app.ask('submit_sm', text('Hello', { registered_delivery: 0x12 }));
    await vi.waitFor(() => expect(app.delivered).toHaveLength(2), 5000);
    const said = app.delivered.map((unit) => String(unit.short_message.message));
    expect(said[0]).toContain('stat:ENROUTE');
    expect(said[1]).toMatch(/dlvrd:000 .* stat:UNDELIV err:034/);
  });

  test('brings texts to who is bound as a receiver, long ones in parts, and not to a transmitter', async () => {
    const { smppPort, inbound } = await open({ numbers: ['+27600000000'] });
    const sender = await client(smppPort, {}, { as: 'bind_transmitter' });
    const [none] = await inbound('SMSC', { from: '+27831234567', text: 'STOP' });
    expect(none).toMatchObject({ state: 'pending', why: 'no receiver is bound' });
    const receiver = await client(smppPort, {}, { as: 'bind_receiver' });
    const long = '你好'.repeat(60);
    const [taken] = await inbound('SMSC', { from: '+27831234567', text: long });
    expect(taken).toMatchObject({ state: 'acknowledged' });
    const parts = receiver.delivered.filter(({ esm_class }) => esm_class === 0x40);
    expect(parts.map(({ short_message }) => short_message.message).join('')).toBe(long);
    expect(parts[0]).toMatchObject({ source_addr: '27831234567', destination_addr: '27600000000' });
    await vi.waitFor(() => expect(receiver.delivered).toHaveLength(3), 5000);
    expect(sender.delivered).toEqual([]);
  });

  test('throttles what goes beyond the window', async () => {
    const { smppPort, messages } = await open({ window: '2', latency: '1 second' });
    const app = await client(smppPort);
    const answers = await Promise.all(['a', 'b', 'c'].map((each) => app.ask('submit_sm', text(each))));
    expect(answers.map(({ command_status }) => command_status)).toEqual([0, 0, 0x58]);
    expect(messages().map(({ verdict }) => verdict)).toEqual(['taken', 'taken', 'failing']);
    expect(await app.ask('submit_sm', text('d'))).toMatchObject({ command_status: 0 });
  });

  test('answers what it does not serve in the words of SMPP, and keeps that it was asked', async () => {
    const { smppPort, exchanges } = await open();
    const app = await client(smppPort);
    expect((await app.ask('query_sm', { message_id: 'm1' })).command_status).toBe(3);
    expect((await app.ask('bind_transceiver', { system_id: 'app' })).command_status).toBe(5);
    expect(exchanges().map(({ request }) => request.path)).toEqual(['query_sm', 'bind_transceiver']);
  });
});
