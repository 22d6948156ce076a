import { isWhole, kill } from './kill.mjs';

const ROUNDS = 50;

/** Killed with SIGKILL under load, 50 times on one journal: nothing acknowledged is lost or doubled. */
export async function bench() {
  const result = await kill(ROUNDS);
  if (!isWhole(result)) throw new Error(`the journal is not whole: ${JSON.stringify(result)}`);
  return { goal: 'every acknowledged message exactly once, no seq twice, in 50 rounds', ...result };
}
