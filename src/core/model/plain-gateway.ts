import type { Gateway } from './gateway.ts';

/** A gateway with nothing said about it but its name and kind. */
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
