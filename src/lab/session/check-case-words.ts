import { codePointsNamed } from '../../core/render/visible.ts';

/** A value as a person can tell it from a similar one: in quotes, and invisible characters by their code. */
export function readable(value: string): string {
  const named = codePointsNamed(value);
  return named !== value || /^\s|\s$|[\n\t]/.test(value) ? `"${named}"` : value;
}
