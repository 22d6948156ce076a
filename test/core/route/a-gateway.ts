import type { Gateway } from '../../../src/core/model/gateway.ts';

/** A global test gateway of project `demo`, but for what is given. */
export const aGateway = (given: Partial<Gateway>): Gateway => ({
  name: 'MINE',
  type: 'test',
  project: 'demo',
  scope: { kind: 'global' },
  numbers: [],
  optOut: [],
  optIn: [],
  latencyMs: 0,
  carrierOptOut: false,
  rejects: [],
  down: false,
  failNext: 0,
  faults: [],
  options: new Map(),
  deleted: false,
  ...given,
});
