/** Units to an SMPP gateway, byte by byte: what comes back are whole units, and the next client is served. */
import { gatewayCatalogue } from '../../../mock-gateways/index.ts';
import { readPdu, writePdu } from '../../../src/adapters/smpp-server/pdu.ts';
import { openStandaloneGateways } from '../../../src/adapters/standalone/open-standalone.ts';
import { plainGateway } from '../../../src/core/model/plain-gateway.ts';
import { LONG_PATIENCE_MS, talk } from '../sockets.ts';
import { must, type Target } from '../target.ts';

const bind = (as: string): Buffer =>
  writePdu(`bind_${as}`, { sequence: 1, system_id: 'app', password: 'pw', interface_version: 0x34 });
const submit = (fields: Readonly<Record<string, unknown>>): Buffer =>
  writePdu('submit_sm', { sequence: 2, source_addr: '100', destination_addr: '27831234567', ...fields });
const unbind = writePdu('unbind', { sequence: 9 });
const session = (...units: readonly Buffer[]): string =>
  Buffer.concat([bind('transceiver'), ...units, unbind]).toString('latin1');
const text = Buffer.from('Visit on Tuesday');

export const smpp: Target = {
  name: 'smpp',
  isBytes: true,
  atOnce: 16,
  seeds: () => [
    session(submit({ short_message: text })),
    session(
      submit({ short_message: text, registered_delivery: 1, data_coding: 8 }),
      submit({ sequence: 3, short_message: text }),
    ),
    session(
      submit({ esm_class: 0x40, short_message: Buffer.concat([Buffer.from([5, 0, 3, 7, 2, 1]), text]) }),
    ),
    session(
      submit({
        short_message: Buffer.alloc(0),
        message_payload: text,
        sar_msg_ref_num: 7,
        sar_total_segments: 2,
        sar_segment_seqnum: 1,
      }),
    ),
    session(
      writePdu('data_sm', { sequence: 4, source_addr: '1', destination_addr: '27', message_payload: text }),
    ),
    session(
      writePdu('submit_multi', {
        sequence: 5,
        source_addr: '1',
        dest_address: [{ dest_addr_ton: 1, dest_addr_npi: 1, destination_addr: '27831234567' }],
        short_message: text,
      }),
    ),
    session(
      writePdu('enquire_link', { sequence: 6 }),
      writePdu('query_sm', { sequence: 7, message_id: 'm1' }),
    ),
    Buffer.concat([bind('receiver'), writePdu('deliver_sm_resp', { sequence: 1 }), unbind]).toString(
      'latin1',
    ),
    Buffer.concat([
      bind('transmitter'),
      submit({ short_message: text, schedule_time: '000001000000000R' }),
      unbind,
    ]).toString('latin1'),
  ],
  words: [
    ...[
      '\0',
      '\0\0\0\x10',
      '\0\0\0\x10\0\0\0\x15\0\0\0\0\0\0\0\x01',
      '\0\0\0\x04',
      '\0\0\0\x05',
      '\0\0\0\x21',
      '\x80\0\0\0',
    ],
    ...[
      '\xff\xff\xff\xff',
      '\0\0\0\x09',
      '\0\0\0\x03',
      '\0\0\x01\x03',
      '\x04\x24',
      '\x02\x0c\0\x02',
      '\x02\x0e\0\x01\x05',
      '\x40',
    ],
    ...[
      '\x05\0\x03',
      '\x06\x08\x04',
      'A'.repeat(255),
      '27831234567\0',
      '\x08',
      '\xf5',
      '\x16\x03\x01',
      'GET / HTTP/1.1\r\n\r\n',
    ],
  ],
  async open() {
    const gateways = [plainGateway('SMSC', 'smpp', 'demo')];
    const opened = await openStandaloneGateways({ gateways, gatewayKinds: gatewayCatalogue, now: Date.now });
    const port = opened.smppPorts.get('SMSC')!;
    return {
      async run(input) {
        for (const unit of unitsIn(await talk(port, input))) {
          must(readPdu(unit) !== undefined, 'what is answered are whole units');
        }
      },
      async rest() {
        const [bound] = unitsIn(
          await talk(port, session(submit({ short_message: text })), { patienceMs: LONG_PATIENCE_MS }),
        );
        must(bound !== undefined && readPdu(bound)?.status === 0, 'others are served');
        opened.webhooks.reset();
        opened.recorder.remove(() => true);
        opened.fakes.reset();
      },
      close: opened.close,
    };
  },
};

/** By the lengths that they say. */
function unitsIn(bytes: Buffer): Buffer[] {
  const units: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = at + 4 <= bytes.length ? bytes.readUInt32BE(at) : 0;
    must(length >= 16 && at + length <= bytes.length, 'what is answered are whole units');
    units.push(bytes.subarray(at, at + length));
    at += length;
  }
  return units;
}
