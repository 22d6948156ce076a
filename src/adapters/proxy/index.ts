export { openAuthority } from './authority.ts';
export { everyHost, hostsOf } from './hosts.ts';
export { createProxy } from './proxy.ts';
export { trustCure } from './refusals.ts';
