import type { Gateway } from '../src/core/model/gateway.ts';
import type { CallContext } from '../src/core/model/web-call.ts';
import type { WireContext } from '../src/core/model/wire.ts';
import { hex16 } from './encodings.ts';

/**
 * Hex digits (8 for each word) that name one accepted hand-over: made of the gateway, the message and the
 * attempt, so that every run, shard and socket gives the same id.
 */
export function idFor(context: WireContext, words: number): string {
  const { gateway, messageId, attempt } = context;
  return idOf(gateway, messageId, attempt, words);
}

/** The same for a text that comes in. */
export const idForArrived = ({ gateway }: CallContext, id: string, words: number): string =>
  idOf(gateway, `in ${id}`, 0, words);

function idOf(gateway: Gateway, messageId: string, attempt: number, words: number): string {
  let hash = mixed(gateway.name, 0x811c9dc5);
  hash = mixed(messageId, hash ^ attempt);
  let id = '';
  for (let word = 0; word < words; word += 1) {
    hash = finished(hash + 0x9e3779b9);
    id += hex16(hash >>> 16) + hex16(hash & 0xffff);
  }
  return id;
}

/** FNV-1a over UTF-16 units. */
function mixed(text: string, from: number): number {
  let hash = from;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash;
}

/** Murmur's finisher. */
function finished(hash: number): number {
  let h = hash | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
