/** Laws have the same seed in each run: a mutant is met by tests of the names that were seen without it. */
import { configureGlobal } from 'fast-check';

configureGlobal({ seed: 1 });
