import type { CaseSeed } from '../model/case.ts';
import type { CaseRecord } from '../world/records.ts';
import { saveNew } from './save-case.ts';
import type { Stage } from './stage.ts';

/** Brings a case that the file does not know into the world, as a form from outside would. */
export function registerNewCase(stage: Stage, seed: CaseSeed): CaseRecord {
  const record = stage.world.addCase(seed);
  saveNew(stage, record);
  return record;
}
