/** How loosely two JSON values are held equal: WireMock's words. */
export interface Looseness {
  readonly ignoreArrayOrder: boolean;
  readonly ignoreExtraElements: boolean;
}

/** Deeper documents are refused as a pattern. */
const DEPTH_MAX = 50;

/** Whether a value is what was wanted. Goes as deep as `wanted`, which is at most `DEPTH_MAX`. */
export function jsonEqual(wanted: unknown, found: unknown, looseness: Looseness): boolean {
  if (typeof wanted !== 'object' || wanted === null) return wanted === found;
  if (typeof found !== 'object' || found === null) return false;
  if (Array.isArray(wanted) !== Array.isArray(found)) return false;
  return Array.isArray(wanted)
    ? listsEqual(wanted, found as readonly unknown[], looseness)
    : objectsEqual(wanted, found, looseness);
}

function objectsEqual(wanted: object, found: object, looseness: Looseness): boolean {
  const names = Object.keys(wanted);
  if (!looseness.ignoreExtraElements && names.length !== Object.keys(found).length) return false;
  return names.every(
    (name) =>
      Object.hasOwn(found, name) &&
      jsonEqual(
        (wanted as Record<string, unknown>)[name],
        (found as Record<string, unknown>)[name],
        looseness,
      ),
  );
}

function listsEqual(wanted: readonly unknown[], found: readonly unknown[], looseness: Looseness): boolean {
  if (looseness.ignoreExtraElements ? found.length < wanted.length : found.length !== wanted.length)
    return false;
  if (!looseness.ignoreArrayOrder)
    return wanted.every((each, index) => jsonEqual(each, found[index], looseness));
  const left = [...found];
  return wanted.every((each) => {
    const index = left.findIndex((one) => jsonEqual(each, one, looseness));
    if (index >= 0) left.splice(index, 1);
    return index >= 0;
  });
}

/** Whether a value goes no deeper than `DEPTH_MAX`. */
export function isShallow(value: unknown): boolean {
  let level = [value];
  for (let depth = 0; depth <= DEPTH_MAX; depth += 1) {
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []));
    if (level.length === 0) return true;
  }
  return false;
}
