import { isWhole, killLab } from './kill-lab.mjs';

const ROUNDS = 100;

/** The lab killed with SIGKILL while it is worked in, 100 times: no acknowledged act is lost or doubled. */
export async function bench() {
  const result = await killLab(ROUNDS);
  if (!isWhole(result)) throw new Error(`the session is not whole: ${JSON.stringify(result)}`);
  return { goal: 'every acknowledged act exactly once, the clock never back, in 100 rounds', ...result };
}
