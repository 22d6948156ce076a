import { bundled } from '../../scripts/bundle.mjs';

/** Sessions of the lab run in a thread of their own, which needs a program: that of the sources at hand. */
export async function setup() {
  await bundled(['lab-session']);
}
