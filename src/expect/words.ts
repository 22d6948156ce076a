import { codePointsNamed } from '../core/render/visible.ts';

/** Letters of a text that an explanation shows. */
const SHOWN_MAX = 60;

/** In quotes, on one line, cut when it is long. */
export function quoted(text: string): string {
  const shown = text.length > SHOWN_MAX ? `${text.slice(0, SHOWN_MAX)}…` : text;
  return codePointsNamed(JSON.stringify(shown));
}
