import type { CaseSeed } from '../model/case.ts';
import type { CaseRecord } from '../state/records.ts';
import type { SimulationState } from '../state/simulation-state.ts';
import { saveNew } from './save-case.ts';

/** Brings a case that the file does not know into the world, as a form from outside would. */
export function registerNewCase(state: SimulationState, seed: CaseSeed): CaseRecord {
  const record = state.world.addCase(seed);
  saveNew(state, record);
  return record;
}
