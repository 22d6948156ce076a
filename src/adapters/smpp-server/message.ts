/** What a PDU submits, as a request to the gateway. */
import type { WireRequest } from '../../core/model/wire.ts';
import { decodedText } from './coding.ts';
import type { Part } from './parts.ts';
import { numberIn, type Pdu, textIn } from './pdu.ts';

/** A recipient of a message; `refused`: the status given for it at once. */
export interface Recipient {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly to: string;
  readonly refused?: string;
}

const INTERNATIONAL = 1;

/** The recipients of a unit: submit_multi has several, the others one. */
export function recipientsOf({ command, fields }: Pdu): readonly Recipient[] {
  const addresses = command === 'submit_multi' ? fields.dest_address : [fields];
  if (!Array.isArray(addresses)) return [];
  return addresses.map((one: Readonly<Record<string, unknown>>): Recipient => {
    if (typeof one.dl_name === 'string') return { fields: one, to: one.dl_name, refused: 'ESME_RINVDLNAME' };
    const number = textIn(one, 'destination_addr');
    return { fields: one, to: addressOf(number, numberIn(one, 'dest_addr_ton')) };
  });
}

/** An international number has a plus in the record, as with other kinds. */
const addressOf = (number: string, ton: number): string =>
  ton === INTERNATIONAL && /^\d/.test(number) ? `+${number}` : number;

/** The parts' text, in their order; undefined: SMPP has no such coding. */
export function textOfParts(parts: readonly Part[]): string | undefined {
  const [first] = parts;
  if (first === undefined) return '';
  const { coding } = first.content;
  if (parts.every(({ content }) => content.coding === coding)) {
    return decodedText(Buffer.concat(parts.map(({ content }) => content.bytes)), coding);
  }
  const texts = parts.map(({ content }) => decodedText(content.bytes, content.coding));
  return texts.some((text) => text === undefined) ? undefined : texts.join('');
}

/** Fields that become headers, where a PDU has them and they are not blank. */
const HEADER_FIELDS = [
  'service_type',
  'source_addr_ton',
  'source_addr_npi',
  'dest_addr_ton',
  'dest_addr_npi',
  'esm_class',
  'protocol_id',
  'priority_flag',
  'schedule_delivery_time',
  'validity_period',
  'registered_delivery',
  'data_coding',
  'user_message_reference',
];

/** A message to one of its recipients. Names of headers are the specification's, with hyphens. */
export function submitRequest(
  systemId: string,
  { to, fields }: Recipient,
  parts: readonly Part[],
  body: string,
): WireRequest {
  const last = parts.at(-1)?.pdu ?? { command: 'submit_sm', fields: {} };
  const all: Readonly<Record<string, unknown>> = { ...last.fields, ...fields };
  const headers: Record<string, string> = {
    'system-id': oneLine(systemId),
    'source-addr': addressOf(
      oneLine(textIn(last.fields, 'source_addr')),
      numberIn(last.fields, 'source_addr_ton'),
    ),
  };
  for (const name of HEADER_FIELDS) {
    const value = all[name];
    if (value || name === 'data_coding') headers[name.replaceAll('_', '-')] = oneLine(String(value ?? 0));
  }
  if (parts.length > 1) {
    headers.parts = String(parts.length);
    headers['part-ids'] = parts.flatMap(({ id }) => id || []).join(' ');
  }
  return { method: last.command.toUpperCase(), path: to, headers, body };
}

/** A header is one line; the bytes as they came are kept beside it. */
const oneLine = (value: string): string => value.replace(/\p{Cc}/gu, '?');

/** The units as they came, base64. */
export const unitsOf = (parts: readonly Part[]): string =>
  Buffer.concat(parts.map(({ unit }) => unit)).toString('base64');
