import { readFileSync } from 'node:fs';
import type { Plan } from '../../src/core/model/plan.ts';
import { loadFile } from '../../src/load-file.ts';

/** The plans of a scenario file on disk. */
export const plansFromFile = (path: string): readonly Plan[] => loadFile(path, readFileSync(path, 'utf8'));

/** The plans of a scenario written in a test. */
export const plansFrom = (text: string): readonly Plan[] => loadFile('test.yaml', text);
