/**
 * Which hosts HQ calls: those that lead to a public address (`is_global` of Python's ipaddress, and no multicast). HQ
 * looks names up; here only the name itself is judged, and every other name is taken for a public one.
 */

/** Whether HQ may call the host, which may carry a port. */
export function isPublicHost(host: string): boolean {
  const name = bareName(host);
  if (name === '' || name === 'localhost' || name.endsWith('.localhost')) return false;
  if (name.includes(':')) return isPublicV6(name);
  const address = v4Address(name);
  return address === undefined || isPublicV4(address);
}

function bareName(host: string): string {
  const end = host.indexOf(']');
  const name = host.startsWith('[') && end > 0 ? host.slice(1, end) : host.replace(/:\d*$/, '');
  return name.toLowerCase().replace(/\.$/, '');
}

const V4_BITS = 32;

/** As IANA has it: this network, private, shared, loopback, link-local, protocols, examples, tests, multicast, reserved. */
const NOT_PUBLIC_V4 = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'],
  ...['192.0.0.0/24', '192.0.2.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24'],
  ...['203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
].map(v4Range);

function v4Range(range: string): { readonly start: number; readonly size: number } {
  const [start = '', bits = ''] = range.split('/');
  return { start: v4Address(start) ?? 0, size: 2 ** (V4_BITS - Number(bits)) };
}

const isPublicV4 = (address: number): boolean =>
  !NOT_PUBLIC_V4.some(({ start, size }) => address >= start && address < start + size);

/** Every form that the system's own look-up reads: one to four parts, in decimal, octal or hex. */
function v4Address(name: string): number | undefined {
  const parts = name.split('.');
  if (parts.length > 4 || !parts.every((part) => /^(?:0x[0-9a-f]+|\d+)$/i.test(part))) return undefined;
  const numbers = parts.map((part) => (/^0\d/.test(part) ? Number.parseInt(part, 8) : Number(part)));
  const last = numbers.pop() ?? Number.NaN;
  const room = 256 ** (4 - numbers.length);
  if (Number.isNaN(last) || last >= room || numbers.some((number) => !(number < 256))) return undefined;
  return numbers.reduce((sum, number, index) => sum + number * 256 ** (3 - index), last);
}

/** Unspecified, loopback, discard, protocols, examples, private, link-local, site-local, multicast. */
const NOT_PUBLIC_V6 = [
  ...['::/127', '100::/64', '2001::/23', '2001:db8::/32'],
  ...['fc00::/7', 'fe80::/10', 'fec0::/10', 'ff00::/8'],
].map((range) => {
  const [start = '', bits = ''] = range.split('/');
  return bitsOf(start).slice(0, Number(bits));
});

/** Before the bits of an address of version 4 that is written as one of version 6. */
const MAPPED = '1'.repeat(16).padStart(96, '0');

function isPublicV6(name: string): boolean {
  const bits = bitsOf(name.split('%')[0] ?? '');
  if (bits.startsWith(MAPPED)) return isPublicV4(Number.parseInt(bits.slice(MAPPED.length), 2));
  return !NOT_PUBLIC_V6.some((range) => bits.startsWith(range));
}

/** The address as 128 binary digits; what is cut short with `::` is filled up. */
function bitsOf(name: string): string {
  const address = name.replace(/(?<=:)[\d.]+$/, (v4) => (v4.includes('.') ? groupsOfV4(v4) : v4));
  const [before = '', after] = address.split('::');
  const front = groupsIn(before);
  const back = after === undefined ? [] : groupsIn(after);
  const middle = Array.from({ length: Math.max(8 - front.length - back.length, 0) }, () => '0');
  return [...front, ...middle, ...back]
    .map((group) => Number.parseInt(group, 16).toString(2).padStart(16, '0'))
    .join('');
}

function groupsIn(address: string): string[] {
  return address === '' ? [] : address.split(':');
}

function groupsOfV4(v4: string): string {
  const address = v4Address(v4) ?? 0;
  return `${Math.floor(address / 65_536).toString(16)}:${(address % 65_536).toString(16)}`;
}
