/** Long messages come in parts: which of how many a unit holds, and the parts that are there. */
import { bytesIn, numberIn, type Pdu } from './pdu.ts';

/** Where a part belongs. */
export interface Place {
  readonly reference: number;
  readonly total: number;
  /** From 1. */
  readonly number: number;
}

export interface Content {
  readonly bytes: Buffer;
  readonly coding: number;
  /** undefined: the message is whole. */
  readonly place: Place | undefined;
}

const HAS_USER_DATA_HEADER = 0x40;

/** The text's bytes of a unit; or the status that it is refused with. */
export function contentOf({ fields }: Pdu): Content | { readonly wrong: string } {
  const short = bytesIn(fields, 'short_message');
  const payload = bytesIn(fields, 'message_payload');
  if (short.length > 0 && payload.length > 0) return { wrong: 'ESME_RTLVNOTALLWD' };
  const bytes = payload.length > 0 ? payload : short;
  const coding = numberIn(fields, 'data_coding');
  if ((numberIn(fields, 'esm_class') & HAS_USER_DATA_HEADER) === 0) {
    return { bytes, coding, place: placeInTlvs(fields) };
  }
  const end = (bytes[0] ?? bytes.length) + 1;
  if (end > bytes.length) return { wrong: 'ESME_RINVESMCLASS' };
  const header = bytes.subarray(1, end);
  return { bytes: bytes.subarray(end), coding, place: placeInHeader(header) ?? placeInTlvs(fields) };
}

/** The elements 00 and 08 of 3GPP TS 23.040, 9.2.3.24. */
function placeInHeader(header: Buffer): Place | undefined {
  for (let at = 0; at + 2 <= header.length; ) {
    const id = header[at];
    const length = header[at + 1] ?? 0;
    const value = header.subarray(at + 2, at + 2 + length);
    if (id === 0 && value.length === 3) return placeFrom(value.readUInt8(0), value[1], value[2]);
    if (id === 8 && value.length === 4) return placeFrom(value.readUInt16BE(0), value[2], value[3]);
    at += 2 + length;
  }
  return undefined;
}

const placeInTlvs = (fields: Pdu['fields']): Place | undefined =>
  placeFrom(
    numberIn(fields, 'sar_msg_ref_num'),
    numberIn(fields, 'sar_total_segments'),
    numberIn(fields, 'sar_segment_seqnum'),
  );

/** A message of one part is whole, and a number beyond the total is none. */
function placeFrom(reference: number, total = 0, number = 0): Place | undefined {
  return total > 1 && number >= 1 && number <= total ? { reference, total, number } : undefined;
}

/** One part as it came. */
export interface Part {
  readonly content: Content;
  readonly pdu: Pdu;
  readonly unit: Buffer;
  /** That its sender was given; blank: it is the one that is answered with the whole message's. */
  readonly id: string;
}

interface Group {
  readonly parts: Map<number, Part>;
  readonly total: number;
  readonly expire: () => void;
}

const BYTES_MAX = 64 * 1024 * 1024;

/** Messages whose parts are awaited; bounded by number and bytes, and each by time. */
export class Groups {
  private bytes = 0;
  private readonly groups = new Map<string, Group>();
  private readonly after: (expire: () => void) => () => void;
  private readonly lost: (parts: readonly Part[], total: number) => void;
  private readonly max: number;

  /** `after` calls back when a message has waited too long; `lost` is called with the parts that are given up. */
  constructor(
    after: (expire: () => void) => () => void,
    lost: (parts: readonly Part[], total: number) => void,
    max = 1000,
  ) {
    this.after = after;
    this.lost = lost;
    this.max = max;
  }

  /** Adds a part; all of them, in their order, when it was the last that lacked. */
  add(key: string, { total, number }: Place, part: Part): readonly Part[] | undefined {
    this.makeRoom(key, part.unit.length);
    const group = this.groups.get(key) ?? this.begin(key, total);
    this.bytes += part.unit.length - (group.parts.get(number)?.unit.length ?? 0);
    group.parts.set(number, part);
    return group.parts.size < group.total ? undefined : inOrder(group);
  }

  /** The message was answered for good. */
  end(key: string): void {
    const group = this.groups.get(key);
    group?.expire();
    for (const { unit } of group?.parts.values() ?? []) this.bytes -= unit.length;
    this.groups.delete(key);
  }

  /** The last part was refused for now: it will come again. */
  withdraw(key: string, { number }: Place): void {
    const parts = this.groups.get(key)?.parts;
    this.bytes -= parts?.get(number)?.unit.length ?? 0;
    parts?.delete(number);
  }

  close(): void {
    for (const key of [...this.groups.keys()]) this.giveUp(key);
  }

  /** Gives up the messages that have waited longest. */
  private makeRoom(key: string, bytes: number): void {
    for (const oldest of [...this.groups.keys()]) {
      const isCrowded = !this.groups.has(key) && this.groups.size >= this.max;
      if (!isCrowded && this.bytes + bytes <= BYTES_MAX) return;
      if (oldest !== key) this.giveUp(oldest);
    }
  }

  private begin(key: string, total: number): Group {
    const group = { parts: new Map<number, Part>(), total, expire: this.after(() => this.giveUp(key)) };
    this.groups.set(key, group);
    return group;
  }

  private giveUp(key: string): void {
    const group = this.groups.get(key);
    this.end(key);
    if (group && group.parts.size > 0) this.lost(inOrder(group), group.total);
  }
}

const inOrder = ({ parts }: Group): readonly Part[] =>
  [...parts].sort(([one], [other]) => one - other).map(([, part]) => part);
