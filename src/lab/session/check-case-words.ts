import { codePointShown } from '../../core/render/visible.ts';

/** Spaces at either end, and characters that have no shape of their own. */
const HIDDEN = /^\s|\s$|[^\S ]|[\p{Cc}\p{Cf}]/u;

/** A value as a person can tell it from a similar one: in quotes, and invisible characters by their code. */
export const readable = (value: string): string =>
  HIDDEN.test(value) ? `"${value.replace(/[^\S ]|[\p{Cc}\p{Cf}]/gu, codePointShown)}"` : value;
