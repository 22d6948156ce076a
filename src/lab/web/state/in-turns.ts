/** Hands events on in turns of their own: however many come at once, the page shows something in between. */

/** How long one turn may take, ms. */
const TURN_MS = 10;
/** Events that wait; then those that can be missed are. */
const WAITING_MAX = 100;

export function inTurns<T>(
  listener: (event: T) => void,
  canBeMissed: (event: T) => boolean,
): (event: T) => void {
  const waiting: T[] = [];
  const { port1, port2 } = new MessageChannel();
  const takeTurn = (): void => {
    const until = performance.now() + TURN_MS;
    do {
      const event = waiting.shift();
      if (event !== undefined) listener(event);
    } while (waiting.length > 0 && performance.now() < until);
    if (waiting.length > 0) port2.postMessage(undefined);
  };
  port1.addEventListener('message', takeTurn);
  port1.start();
  return (event) => {
    if (waiting.length >= WAITING_MAX && canBeMissed(event)) return;
    if (waiting.push(event) === 1) port2.postMessage(undefined);
  };
}
