import { RequestProblem } from './request-problem.ts';
import { type Written, writtenOf } from './scenario-text.ts';

const verbs = [
  'register',
  'update',
  'close',
  'reopen',
  'delete',
  'inbound',
  'gateway',
  'receipt',
  'settings',
  'alert',
  'broadcast',
  'send',
  'platform',
  'formplayer',
  'rules',
  'note',
  'user',
  'group',
  'location',
  'verify',
];

/** One entry of the timeline, without its time. */
export type WrittenEntry = { readonly [verb: string]: Written };

/** What was done by hand at one moment, as the timeline writes it. */
export interface HandAct {
  readonly entries: readonly WrittenEntry[];
  /** A case that the file does not know yet. */
  readonly cases: ReadonlyMap<string, Written>;
  /** The file that they were imported from. */
  readonly file?: string | undefined;
  /** The name of whoever did it, where they gave one. */
  readonly by?: string | undefined;
}

/**
 * Reads the body of an act: `{verb, <verb>: value}` as in a timeline entry, or the keys of the value beside
 * the verb. A `register` may bring its case along.
 */
export function readAct(body: Readonly<Record<string, unknown>>): HandAct {
  const { verb, case: record, ...rest } = body;
  if (typeof verb !== 'string' || !verbs.includes(verb)) {
    throw new RequestProblem(422, `the verb ${JSON.stringify(verb ?? null)}`, `one of ${verbs.join(', ')}`);
  }
  if ('at' in rest) throw new RequestProblem(422, 'at', 'no time: an act happens now', 'leave out at');
  if (verb !== 'register' || !isRecord(record)) {
    const whole = verb in rest || record === undefined ? rest : { ...rest, case: record };
    return { entries: [entryOf(verb, whole)], cases: new Map() };
  }
  const { key: own, properties, ...fields } = record;
  const key = typeof rest.register === 'string' ? rest.register : own;
  if (typeof key !== 'string' || key.trim() === '') {
    throw new RequestProblem(422, 'a case without a key', 'key: a short name', 'such as key: asha');
  }
  const seed = { ...fields, ...(isRecord(properties) ? properties : {}) };
  return { entries: [{ register: key }], cases: new Map([[key, writtenOf(seed)]]) };
}

function entryOf(verb: string, rest: Readonly<Record<string, unknown>>): WrittenEntry {
  const value = verb in rest ? rest[verb] : 'value' in rest ? rest.value : rest;
  if (isRecord(value) && Object.keys(value).length === 0) {
    throw new RequestProblem(422, `${verb} without anything`, `${verb}: as in a timeline entry`);
  }
  if (verb in rest) {
    const { [verb]: _, ...beside } = rest;
    const stray = Object.keys(beside);
    if (stray.length > 0) throw new RequestProblem(422, `${stray.join(', ')} beside ${verb}`, `only ${verb}`);
  }
  return { [verb]: writtenOf(value) };
}

/** A JSON object. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
