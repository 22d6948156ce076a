import { InvalidArgumentError } from 'commander';

/** Reads `--month 2026-03`. */
export function month(text: string): string {
  if (!/^\d{4}-(?:0[1-9]|1[0-2])$/.test(text))
    throw new InvalidArgumentError('It must be a month, such as 2026-03.');
  return text;
}
