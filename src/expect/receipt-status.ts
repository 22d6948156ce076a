/**
 * What a message's status is after one more receipt. Receipts come twice, late and in any order, so the
 * result does not depend on it: the further word wins, and `delivered` may follow a failure, never the reverse.
 */
export function laterStatus(known: string | undefined, told: string): string {
  if (known === undefined) return told;
  const [before, now] = [rankOf(known), rankOf(told)];
  if (before !== now) return now > before ? told : known;
  return told < known ? told : known;
}

/** A word that is not listed counts as final: kinds have words of their own. */
const rankOf = (status: string): number => RANKS.get(status) ?? FAILED;

const FAILED = 3;

const RANKS: ReadonlyMap<string, number> = new Map([
  ['accepted', 0],
  ['scheduled', 0],
  ['queued', 1],
  ['sending', 1],
  ['processing', 1],
  ['sent', 2],
  ['ignored', FAILED],
  ['failed', FAILED],
  ['failed_queued', FAILED],
  ['cancelled', FAILED],
  ['canceled', FAILED],
  ['not_delivered', FAILED],
  ['undelivered', FAILED],
  ['expired', FAILED],
  ['rejected', FAILED],
  ['partially_delivered', 4],
  ['delivered', 5],
  ['read', 6],
]);
