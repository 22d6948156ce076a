import { isWhole, kill } from './kill.mjs';

const ROUNDS = 100;

/** Killed with SIGKILL under load, 100 times on one journal: nothing acknowledged is lost or doubled. */
export async function bench() {
  const result = await kill(ROUNDS);
  if (!isWhole(result)) throw new Error(`the journal is not whole: ${JSON.stringify(result)}`);
  return { goal: 'every acknowledged message exactly once, no seq twice, in 100 rounds', ...result };
}
