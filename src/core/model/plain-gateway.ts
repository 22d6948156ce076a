import type { Gateway } from './gateway.ts';

/** A gateway of which only the name and the kind are given. */
export function plainGateway(name: string, type: string, project: string): Gateway {
  return {
    name,
    type,
    project,
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
  };
}
