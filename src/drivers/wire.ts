import type { Engine } from '../core/engine/engine.ts';
import type { Answer, Handover } from '../core/model/answer.ts';
import type { Instant } from '../core/model/instant.ts';

/** How many hand-overs lie between two looks at the clock. */
const PROGRESS_EVERY = 64;

/** Runs an engine on the virtual clock, each hand-over by a gateway that takes real time: the clock waits. */
export async function runWire(
  engine: Engine,
  gateways: { deliver(handover: Handover): Promise<Answer> },
  onProgress?: (now: Instant) => void,
): Promise<void> {
  let handovers = 0;
  for (let handover = engine.next(); handover; handover = engine.next()) {
    engine.settle(handover, await gateways.deliver(handover));
    handovers += 1;
    if (onProgress && handovers % PROGRESS_EVERY === 0) onProgress(engine.now);
  }
}
