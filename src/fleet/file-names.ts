/** Names of files in a store: each has the run that it belongs to, what it is, and the SHA-256 of its content. */

/** A file in the store. */
export interface StoredFile {
  /** 16 hexadecimal digits. */
  readonly run: string;
  /** Such as `plan`, `part-0001`, `shard-0001` or `journal.ndjson`. */
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
}

export const isRunId = (text: string): boolean => /^[0-9a-f]{16}$/.test(text);
const isName = (text: string): boolean => /^[a-z]+(?:-\d{4})?(?:\.[a-z]+)?$/.test(text);
const isDigest = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

/** `plan.<sha256>`, `journal.<sha256>.ndjson` */
export function fileNameOf({ name, sha256 }: Pick<StoredFile, 'name' | 'sha256'>): string {
  const dot = name.indexOf('.');
  return dot < 0 ? `${name}.${sha256}` : `${name.slice(0, dot)}.${sha256}${name.slice(dot)}`;
}

/** Undefined: it is not the name of a stored file. */
export function fileNamed(run: string, fileName: string, bytes: number): StoredFile | undefined {
  const [stem = '', sha256 = '', extension] = fileName.split('.');
  const file = { run, name: extension === undefined ? stem : `${stem}.${extension}`, sha256, bytes };
  return isStoredFile(file) && fileNameOf(file) === fileName ? file : undefined;
}

/** Whoever can write to Redis can write anything there: only such names are looked for in a store. */
export function isStoredFile(value: unknown): value is StoredFile {
  if (typeof value !== 'object' || value === null) return false;
  const { run, name, sha256, bytes } = value as Partial<Record<keyof StoredFile, unknown>>;
  return (
    typeof run === 'string' &&
    isRunId(run) &&
    typeof name === 'string' &&
    isName(name) &&
    typeof sha256 === 'string' &&
    isDigest(sha256) &&
    Number.isSafeInteger(bytes) &&
    (bytes as number) >= 0
  );
}

const DIGITS = 4;

/** Of what a shard is made of, and of what it has made; the first is 0. */
export const partName = (index: number): string => `part-${numbered(index)}`;
export const shardName = (index: number): string => `shard-${numbered(index)}`;
const numbered = (index: number): string => String(index + 1).padStart(DIGITS, '0');

export const PLAN = 'plan';
export const JOURNAL = 'journal.ndjson';
export const RESULT = 'result.json';
