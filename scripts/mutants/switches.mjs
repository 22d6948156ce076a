/** What instrumented code asks: is this mutant the one that is active, and who passes here? */

/** Which mutants the test that runs has reached: one byte each, by number. @type {Uint8Array | undefined} */
let reached;
/** @type {string | undefined} */
let active;
/** Questions left until the test is taken for endless. */
let fuel = Number.POSITIVE_INFINITY;

/** Thrown out of loops that a mutant made endless. */
export const ENDLESS = 'a mutant made this endless';

/** @param {string} id */
export function stryMutAct_9fa48(id) {
  if (--fuel < 0) throw new Error(ENDLESS);
  return id === active;
}

/** @param {...string} ids */
export function stryCov_9fa48(...ids) {
  if (reached === undefined) return;
  for (const id of ids) reached[Number(id)] = 1;
}

/** @param {Uint8Array | undefined} record */
export function recordInto(record) {
  reached = record;
}

/** @param {string | undefined} id */
export function activate(id) {
  active = id;
}

/** @param {number} questions */
export function fill(questions) {
  fuel = questions;
}

/** How many questions were asked since `fill(from)`. @param {number} from */
export const asked = (from) => from - fuel;

/** What modules remember from call to call. @type {Map<unknown, unknown>[]} */
const memories = [];

/** @template {Map<unknown, unknown>} M @param {M} memory */
export function stryMemory_9fa48(memory) {
  memories.push(memory);
  return memory;
}

/** As if nothing had been called yet: what one mutant left behind does not meet the next test. */
export function forget() {
  for (const memory of memories) memory.clear();
}
