/**
 * Protocol data units of SMPP 3.4 and 5.0, read and written by the codec of smpp (node-smpp). Its sessions are not
 * used: they stand still for ever after a unit that cannot be read. Texts stay bytes, as its reader would alter them.
 */
import { commands, commandsById, errors } from 'smpp/lib/defs.js';
import { PDU } from 'smpp/lib/pdu.js';

export const HEADER_BYTES = 16;
/** Command ids of responses have this bit. */
const RESPONSE = 0x8000_0000;

export interface Pdu {
  /** submit_sm, bind_transceiver_resp, …; `unknown`: SMPP has no such command. */
  readonly command: string;
  readonly isResponse: boolean;
  readonly status: number;
  readonly sequence: number;
  /** Mandatory ones and TLVs, by the specification's names. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The codec without its filters: they decode texts and read times by the machine's clock. */
class PlainPdu extends PDU {
  protected override _filter(): void {}
}

/** Reads one whole PDU; undefined: the lengths in it are wrong. */
export function readPdu(bytes: Buffer): Pdu | undefined {
  try {
    const readUnit = new PlainPdu(bytes);
    const fields: Readonly<Record<string, unknown>> = { ...readUnit };
    if (readUnit.command !== 'unknown' && !isWhole(readUnit.command, fields, bytes)) return undefined;
    return {
      command: readUnit.command,
      isResponse: readUnit.command_id >= RESPONSE,
      status: readUnit.command_status,
      sequence: readUnit.sequence_number,
      fields,
    };
  } catch {
    return undefined;
  }
}

/** Of a unit that cannot be read. */
export const WRONG_LENGTH = 'ESME_RINVCMDLEN';

/** The command that a unit says it is; '': none that SMPP has. */
export const commandOf = (unit: Buffer): string => commandsById[unit.readUInt32BE(4)]?.command ?? '';

/** Follows the fields through the bytes: the codec itself reads on behind the end, and takes what is there. */
function isWhole(command: string, fields: Readonly<Record<string, unknown>>, bytes: Buffer): boolean {
  let at = HEADER_BYTES;
  // A response that reports a failure may have no body.
  const isBare = at === bytes.length && command.endsWith('_resp');
  for (const [name, { type }] of isBare ? [] : Object.entries(commands[command]?.params ?? {})) {
    const value = fields[name];
    if (value === undefined) return false;
    if (Buffer.isBuffer(value) && bytes[at] !== value.length) return false;
    at += type.size(value);
  }
  while (at + 4 <= bytes.length) at += 4 + bytes.readUInt16BE(at + 2);
  return at === bytes.length;
}

/** Writes one unit. Texts among the fields are bytes already. */
export function writePdu(command: string, { status = 0, sequence = 0, ...fields }: PduWritten = {}): Buffer {
  const head = { command_status: status, sequence_number: sequence };
  return new PlainPdu(command, { ...fields, ...head }).toBuffer();
}

export interface PduWritten {
  readonly status?: number;
  readonly sequence?: number;
  readonly [field: string]: unknown;
}

/** The number of a status, by its name in the specification. */
export const statusCode = (name: string): number => errors[name] ?? errors.ESME_RUNKNOWNERR ?? 0xff;

const NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(errors).map(([name, code]) => [code, name]),
);

/** ESME_RTHROTTLED, …; of one that the specification leaves to vendors its hexadecimal digits. */
export const statusName = (code: number): string => NAMES.get(code) ?? `0x${code.toString(16)}`;

export const numberIn = (fields: Pdu['fields'], name: string): number => Number(fields[name] ?? 0);

export const textIn = (fields: Pdu['fields'], name: string): string =>
  typeof fields[name] === 'string' ? fields[name] : '';

export const bytesIn = (fields: Pdu['fields'], name: string): Buffer => {
  const value = fields[name];
  return Buffer.isBuffer(value) ? value : Buffer.alloc(0);
};
