import { idleAndSlow, isServed, streams } from './doors.mjs';
import { sessions } from './doors-sessions.mjs';
import { uploads } from './doors-uploads.mjs';

/** In each round 150 idle and 150 slow clients. */
const ROUNDS = 32;
const CLIENTS = 150;
/** 2,000 are a quarter of the way. */
const STREAMS = 8000;
const SESSIONS = 200;
const UPLOAD_ROUNDS = 12;
/** What the end may have beyond a quarter of the way. */
const GROWTH_MAX = 1.1;

/** Crowds at every server: everybody else is served; and the memory without garbage after a quarter of the way and at the end. */
export async function bench() {
  const idle_and_slow = await idleAndSlow(ROUNDS, CLIENTS);
  const event_streams = await streams(STREAMS);
  const opened_sessions = await sessions(SESSIONS);
  const uploads_at_the_limit = await uploads(UPLOAD_ROUNDS);
  const results = { idle_and_slow, event_streams, opened_sessions, uploads_at_the_limit };
  const all = Object.values(results).flat();
  if (!isServed(all)) throw new Error(`somebody was not served: ${JSON.stringify(all)}`);
  const grown = all.filter((one) => !isFlat(one));
  if (grown.length > 0) throw new Error(`memory has grown: ${JSON.stringify(grown)}`);
  const goal = 'others are served in every round, memory at the end within 10 % of a quarter of the way';
  return { goal, ...results };
}

const isFlat = ({ rss_quarter_mb, rss_end_mb, heap_quarter_mb, heap_end_mb }) =>
  rss_end_mb <= rss_quarter_mb * GROWTH_MAX && heap_end_mb <= heap_quarter_mb * GROWTH_MAX;
