/** Where calls may go: this machine, and hosts that were allowed by name. */
import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

export interface Address {
  readonly address: string;
  readonly family: 4 | 6;
}

/** Where a call goes. Whoever makes it connects to one of these addresses, so that a name cannot change its mind. */
export interface Target {
  readonly url: URL;
  /** Checked ones, at least one: `localhost` is often ::1 and 127.0.0.1, and the application listens at one of them. */
  readonly addresses: readonly Address[];
}

/** Why a call does not go out. */
export interface Forbidden {
  readonly forbidden: string;
}

/** The name has no address: it may have one later. */
export interface Unknown {
  readonly unknown: string;
}

/** All addresses of a host. Rejects when it has none. */
export type Lookup = (
  host: string,
) => Promise<readonly { readonly address: string; readonly family: number }[]>;

const systemLookup: Lookup = (host) => lookup(host, { all: true });

const URL_MAX = 8192;

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/**
 * What no application listens at: this host on this network, links (where clouds keep their credentials), groups.
 * A name on the allow-list does not lead there; only such an address itself does.
 */
const noHosts = new BlockList();
noHosts.addSubnet('0.0.0.0', 8, 'ipv4');
noHosts.addSubnet('169.254.0.0', 16, 'ipv4');
noHosts.addSubnet('224.0.0.0', 3, 'ipv4');
noHosts.addSubnet('::', 128, 'ipv6');
noHosts.addSubnet('fe80::', 10, 'ipv6');
noHosts.addSubnet('ff00::', 8, 'ipv6');
noHosts.addAddress('fd00:ec2::254', 'ipv6');

/** What is wrong with an entry of an allow-list; undefined: nothing. */
export function allowedHostProblem(entry: string): string | undefined {
  const isHost = /^(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i.test(entry);
  return isHost ? undefined : `${entry} is neither a host nor host:port`;
}

/** Why no call may go there, judged by the address alone; undefined: its name must be looked up, or it may. */
export function forbiddenAtOnce(address: string, allowed: readonly string[]): string | undefined {
  const place = placeOf(address, allowed);
  return 'forbidden' in place ? place.forbidden : undefined;
}

/**
 * Resolves the host of an address, if calls may go there. Only `localhost` and the hosts of the allow-list are
 * looked up at all.
 */
export async function targetOf(
  address: string,
  allowed: readonly string[],
  look: Lookup = systemLookup,
): Promise<Target | Forbidden | Unknown> {
  const place = placeOf(address, allowed);
  return 'name' in place ? resolved(place, look) : place;
}

/** A host that has to be looked up. */
interface Named {
  readonly url: URL;
  readonly name: string;
  readonly isAllowed: boolean;
}

function placeOf(address: string, allowed: readonly string[]): Target | Named | Forbidden {
  const url = parsed(address);
  if ('forbidden' in url) return url;
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const isAllowed = isOnList(url, allowed);
  if (isIP(host) !== 0) {
    const family = isIP(host) === 6 ? 6 : 4;
    const one = { address: host, family } as const;
    return isAllowed || isLoopback(one) ? { url, addresses: [one] } : elsewhere(url);
  }
  return isAllowed || isLocalName(host) ? { url, name: host, isAllowed } : elsewhere(url);
}

function parsed(address: string): URL | Forbidden {
  if (address.length > URL_MAX || !URL.canParse(address)) return { forbidden: 'the address is no URL' };
  const url = new URL(address);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return { forbidden: `${url.protocol} is not called: only http: and https:` };
  }
  if (url.username !== '' || url.password !== '') {
    return { forbidden: 'the address holds a password: leave it out' };
  }
  return url;
}

async function resolved(
  { url, name, isAllowed }: Named,
  look: Lookup,
): Promise<Target | Forbidden | Unknown> {
  try {
    const found = (await look(name)).map(addressFrom);
    const addresses = found.filter(isAllowed ? isHost : isLoopback);
    if (addresses.length > 0) return { url, addresses };
    const elsewhere = found.map(({ address }) => address).join(' and ');
    return elsewhere === ''
      ? { unknown: `${name} has no address` }
      : { forbidden: `${name} is ${elsewhere}, which is ${isAllowed ? 'no host' : 'not this machine'}` };
  } catch {
    return { unknown: `${name} has no address` };
  }
}

const addressFrom = ({ address, family }: { address: string; family: number }): Address => ({
  address,
  family: family === 6 ? 6 : 4,
});

const isLocalName = (host: string): boolean => host === 'localhost' || host.endsWith('.localhost');

const isLoopback = ({ address, family }: Address): boolean =>
  loopback.check(address, family === 6 ? 'ipv6' : 'ipv4');

/** Whether a call goes to this machine. */
export const isLocal = ({ addresses }: Target): boolean => addresses.some(isLoopback);

const isHost = ({ address, family }: Address): boolean =>
  !noHosts.check(address, family === 6 ? 'ipv6' : 'ipv4');

/** `app.test` allows all its ports, `app.test:8080` that one. */
function isOnList({ hostname, port, protocol }: URL, allowed: readonly string[]): boolean {
  const withPort = `${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`;
  return allowed.some((entry) => [hostname, withPort].includes(entry.toLowerCase()));
}

const elsewhere = ({ host }: URL): Forbidden => ({
  forbidden: `${host} is not this machine: allow it by name if calls may go there`,
});
