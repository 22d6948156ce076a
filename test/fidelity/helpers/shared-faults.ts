import type { FaultAction } from '../../../src/core/model/gateway.ts';
import { clientRows } from './hq-client-rows.ts';

/** The rows up to this number are of the faults that all kinds share. */
const SHARED_MAX = 40;

/** The faults that every kind was recorded at, by their JSON: action and value. */
export const sharedFaults: ReadonlyMap<string, readonly [action: FaultAction, value: unknown]> = new Map(
  clientRows('hq-client-outcomes.json')
    .filter(({ id, fault }) => fault !== null && Number(id.split('-')[1]) <= SHARED_MAX)
    .map(({ fault }) => [JSON.stringify(fault), Object.entries(fault!)[0] as [FaultAction, unknown]]),
);
