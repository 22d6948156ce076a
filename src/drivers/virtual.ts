import type { Engine } from '../core/engine/engine.ts';
import type { Instant } from '../core/model/instant.ts';
import type { GatewayPort } from '../core/ports.ts';

/** How many hand-overs lie between two looks at the clock. */
const PROGRESS_EVERY = 4096;

/** Runs an engine to its end at once: a month of alerts takes as long as its arithmetic. */
export function runVirtual(engine: Engine, gateways: GatewayPort, onProgress?: (now: Instant) => void): void {
  let handovers = 0;
  for (let handover = engine.next(); handover; handover = engine.next()) {
    engine.settle(handover, gateways.deliver(handover));
    handovers += 1;
    if (onProgress && handovers % PROGRESS_EVERY === 0) onProgress(engine.now);
  }
}
