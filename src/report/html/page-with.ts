/** The empty page of the report, filled with data that no text in them can break out of. */
import { visibleJson } from '../../core/render/visible.ts';

/** Packed data under the name by which the page finds them. */
export interface DataBlock {
  readonly id: string;
  readonly base64: string;
}

export interface PageContents {
  /** Plain data. */
  readonly summary: unknown;
  readonly blocks: readonly DataBlock[];
}

/** Where the build leaves room: `<!--summary-->` stands before the program of the page, `<!--data-->` after it. */
const SUMMARY = '<!--summary-->';
const DATA = '<!--data-->';

export function pageWith(page: string, { summary, blocks }: PageContents): string {
  const [head, program, tail] = page.split(/<!--(?:summary|data)-->/);
  if (tail === undefined) throw new Error(`the page of the report has no room for data: ${SUMMARY}, ${DATA}`);
  const filled = blocks.filter(({ base64 }) => base64 !== '');
  return [
    head,
    `<script type="application/json" id="summary">${inertJson(summary)}</script>`,
    program,
    ...filled.map(
      ({ id, base64 }) => `<script type="application/octet-stream" id="${id}">${base64}</script>\n`,
    ),
    tail,
  ].join('');
}

/** Nothing in it ends the element that it stands in, nor is hidden from who reads the source. */
const inertJson = (value: unknown): string =>
  visibleJson(JSON.stringify(value)).replaceAll('<', '\\u003c').replaceAll('&', '\\u0026');
