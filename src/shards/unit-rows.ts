/**
 * What a shard hands over: the lines of its journal, and a row for each piece of work that made some of them. The rows say where a piece stands
 * among those of all shards, so that the journals can be put together as one run would have made them.
 */

/** Numbers of one row, in this order. */
export const ROW = 9;
export const AT = 0;
/** Where in the instant: see `stageOf`. */
export const STAGE = 1;
/** When it was due: overdue work comes first. Of an entry of the timeline its place. */
export const DUE = 2;
/** Order among those due together. Of messages, receipts and timers the shard's own, which stands for another of the whole run. */
export const RANK = 3;
/** Bytes of its lines. */
export const BYTES = 4;
/** How many messages it queued, receipts it announced and sessions it opened. */
export const QUEUED = 5;
export const ANNOUNCED = 6;
export const OPENED = 7;
/** See below. */
export const FLAGS = 8;

/** The message of the row has reached its end. */
export const ENDED = 1;
/** An SMS was counted on its project's day, or counted and given back. */
export const COUNTED = 2;
export const GIVEN_BACK = 4;
/** A warning is among its lines. */
export const WARNED = 8;
/** It has more than one line. */
export const SEVERAL_LINES = 16;
/** Above the other flags: which project it counts for. */
export const PROJECT_SHIFT = 5;

/** Kinds of work of one round of an instant, in order; `case` rows belong to the timeline. */
export const phases = { due: 0, answer: 1, message: 2, repeated: 2, receipt: 3, timer: 4 } as const;

export const OPENING_STAGE = -2;
export const TIMELINE_STAGE = -1;
const BATCHES_MAX = 2048;
const PHASES = 8;

/** What comes round again comes after all of the round before; a lot of due events after the lots before it. */
export const stageOf = (round: number, phase: number, batch = 0): number =>
  (round * PHASES + phase) * BATCHES_MAX + batch;

/** The kind of work that a stage is of. */
export const phaseOf = (stage: number): number =>
  stage < 0 ? stage : Math.floor(stage / BATCHES_MAX) % PHASES;

/** Some rows with all their lines. */
export interface ShardBlock {
  /** `ROW` numbers each. */
  readonly rows: Float64Array;
  readonly bytes: Uint8Array;
}

/** Lines begin so in a shard: their number in the whole journal takes the place of the 0. */
export const SHARD_SEQ = 0;
export const LINE_BEGINNING = '{"seq":0';
