const GROUPS = 8;

/** An IP address of either version, as Python's `ipaddress` reads it. */
export function isIpAddress(text: string): boolean {
  return isIpv4(text) || isIpv6(text);
}

/** Four numbers up to 255, without leading zeros. */
function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return (
    parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)
  );
}

/** Eight groups, or fewer and one `::`; the last two may be written as an IPv4 address. */
function isIpv6(text: string): boolean {
  const groups = withoutIpv4(text);
  const halves = groups?.split('::') ?? [];
  if (halves.length > 2) return false;

  const parts = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  if (!parts.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return false;
  return halves.length === 2 ? parts.length < GROUPS : parts.length === GROUPS;
}

/** The text with its IPv4 tail written as two groups; undefined: the tail is wrong. */
function withoutIpv4(text: string): string | undefined {
  const tailAt = text.lastIndexOf(':') + 1;
  const tail = text.slice(tailAt);
  if (!tail.includes('.')) return text;
  return isIpv4(tail) ? `${text.slice(0, tailAt)}0:0` : undefined;
}
