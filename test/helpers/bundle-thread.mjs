import { bundled } from '../../scripts/bundle.mjs';

/** Sessions of the lab and stories beside each other run in threads, which need a program: that of the sources at hand. */
export async function setup() {
  await bundled(['lab-session', 'run-thread', 'shard-thread', 'merge-thread']);
}
