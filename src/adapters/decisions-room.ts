/** How many decisions of a run may be kept to be repeated: a part of what V8 may have in memory. */
import { getHeapStatistics } from 'node:v8';

/** With its lines; measured at 100,000 contacts in three scripts. */
const DECISION_BYTES = 2_200;
const HEAP_SHARE = 1 / 16;

export const decisionsThatFit = (heapBytesMax = getHeapStatistics().heap_size_limit): number =>
  Math.floor((heapBytesMax * HEAP_SHARE) / DECISION_BYTES);
