/** JSON of plain data in which maps stay maps. */

const MARK = '#map';

export const mapJson = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) => (inner instanceof Map ? { [MARK]: [...inner] } : inner));

/** What `mapJson` wrote. Data of ours never have a key that is the mark. */
export const fromMapJson = (json: string): unknown =>
  JSON.parse(json, (_, inner: unknown) =>
    isMarked(inner) ? new Map(inner[MARK] as readonly (readonly [unknown, unknown])[]) : inner,
  );

const isMarked = (value: unknown): value is { readonly [MARK]: unknown } =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, MARK);
