/**
 * Whether HQ refuses to call the host because it is on the machine or in its own network. Only what can be
 * told from the name itself: nothing is looked up.
 */
export function isPrivateHost(host: string): boolean {
  const name = host.startsWith('[') ? host.slice(1, host.indexOf(']')) : host.replace(/:\d*$/, '');
  return name === 'localhost' || name.endsWith('.localhost') || isPrivateV6(name) || isPrivateV4(name);
}

const isPrivateV6 = (name: string): boolean =>
  name.includes(':') && /^(::1?$|f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:|ff)/.test(name);

function isPrivateV4(name: string): boolean {
  const parts = /^(\d{1,3})\.(\d{1,3})\.\d{1,3}\.\d{1,3}$/.exec(name);
  if (!parts) return false;
  const first = Number(parts[1]);
  const second = Number(parts[2]);
  return (
    first === 0 ||
    first === 10 ||
    first === 127 ||
    first >= 224 ||
    (first === 169 && second === 254) ||
    (first === 172 && second >= 16 && second <= 31) ||
    (first === 192 && second === 168)
  );
}
