/** Orders to the clock. */
import type { AnswerOf } from '../../contract/answers.ts';
import { msOf } from './answers.ts';
import { post } from './api.ts';
import { attempt, sessionPath, standAt, state } from './lab.ts';

type ClockOrder =
  | { do: 'run'; speed: number }
  | { do: 'pause' | 'step' | 'next-message' | 'restart' }
  | { do: 'jump'; to: string };

export const moveClock = (order: ClockOrder): Promise<boolean> => attempt(() => giveOrder(order));

/** Sets the clock, back as well as on: what lies behind is played again from the start, and comes out the same. */
export const moveClockTo = (at: number): Promise<boolean> =>
  attempt(async () => {
    const labState = state.peek();
    if (labState && at < msOf(labState.now)) await giveOrder({ do: 'restart' });
    await giveOrder({ do: 'jump', to: new Date(at).toISOString() });
  });

/** Begins anew as the session was opened, or as the story's file is now; what was done by hand is forgotten. */
export const startOver = (from?: 'file'): Promise<boolean> =>
  attempt(() => post(sessionPath('start-over'), from === undefined ? {} : { from }));

/** Gives the order, and shows at once what came of it. */
async function giveOrder(order: ClockOrder): Promise<void> {
  const { now, speed } = await post<AnswerOf<'Clock'>>(sessionPath('clock'), order);
  if (now !== undefined) standAt(now, speed);
}
