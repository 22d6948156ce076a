import { idleAndSlow, isServed, streams } from './doors.mjs';

const ROUNDS = 8;
/** 2,000 are a quarter of the way. */
const STREAMS = 8000;

/** Crowds at every server: everybody else is served; and the memory after a quarter of the way and at the end. */
export async function bench() {
  const idle_and_slow = await idleAndSlow(ROUNDS);
  const event_streams = await streams(STREAMS);
  const all = [...idle_and_slow, ...event_streams];
  if (!isServed(all)) throw new Error(`somebody was not served: ${JSON.stringify(all)}`);
  const goal = 'others are served in every round';
  return { goal, idle_and_slow, event_streams };
}
