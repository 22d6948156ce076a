import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';

/** What this machine calls itself; nobody else can mean it by that. */
export const ownNames: readonly string[] = ['127.0.0.1', 'localhost', '::1'];

/** Addresses that mean: every address of this machine. */
const wildcards: readonly string[] = ['0.0.0.0', '::'];

/** Networks between programs and machines inside this one, as a rule, and addresses that nobody has given out. */
const INNER = /^(?:docker|br-|veth|virbr|vmnet|vboxnet|vethernet|utun|tun|tap|zt|wg)/i;
const isUnassigned = (address: string): boolean => address.startsWith('169.254.');

type Interfaces = NodeJS.Dict<NetworkInterfaceInfo[]>;

/**
 * Where other devices of the network reach a server that listens on `host`, the likeliest first; none for one that
 * only this machine reaches. What a browser cannot open, as a link-local address of IPv6, is left out.
 */
export function networkHosts(host: string, interfaces: Interfaces = networkInterfaces()): string[] {
  if (ownNames.includes(host)) return [];
  if (!wildcards.includes(host)) return [host];
  const found = Object.entries(interfaces).flatMap(([name, addresses = []]) =>
    addresses
      .filter(({ internal, family, address }) => {
        const isReached = family === 'IPv4' || (host === '::' && !/^fe[89ab]/i.test(address));
        return !internal && isReached;
      })
      .map(({ address, family }) => ({
        address,
        rank: Number(family !== 'IPv4') + 2 * Number(INNER.test(name)) + 4 * Number(isUnassigned(address)),
      })),
  );
  return found.sort((a, b) => a.rank - b.rank).map(({ address }) => address);
}

/** Whether a Host header may name it: this machine, or an address where others reach it now. */
export const isNameOf = (name: string, host: string): boolean =>
  ownNames.includes(name) || networkHosts(host).includes(name);

/** The host of an address on this machine itself. */
export function ownHost(host: string): string {
  if (host === '::') return '::1';
  return host === '0.0.0.0' ? '127.0.0.1' : host;
}

/** `http://192.168.1.5:4880/` */
export const urlOf = (host: string, port: number): string =>
  `http://${host.includes(':') ? `[${host}]` : host}:${port}/`;
