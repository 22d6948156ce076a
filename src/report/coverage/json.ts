/** Coverage for programs: one JSON document, its keys as in docs/coverage.md. */
import { visibleJson } from '../../core/render/visible.ts';
import { type Coverage, type Share, shareOf, sharesByPart } from '../../coverage/measure.ts';

/** Raised when a key changes its meaning or goes; new keys do not raise it. */
const VERSION = 1;

export function coverageJson({ stories, items, codes }: Coverage): string {
  const files = [...new Set(items.map(({ source }) => source.file))];
  const document = {
    version: VERSION,
    stories,
    total: withPercent(shareOf(items)),
    parts: Object.fromEntries(sharesByPart(items).map(([part, share]) => [part, withPercent(share)])),
    files: Object.fromEntries(
      files.map((file) => [file, withPercent(shareOf(items.filter(({ source }) => source.file === file)))]),
    ),
    codes,
    items: items.map(({ source, part, name, hits, reached, cover }) => ({
      ...{ part, name, hits, ...source },
      // What is missing is for what was not exercised.
      ...(hits === 0 && { reached, cover }),
    })),
  };
  return `${visibleJson(JSON.stringify(document, null, 2))}\n`;
}

const withPercent = ({ covered, total }: Share) => ({
  covered,
  total,
  // Rounded as in the table; 100 is for all of them alone.
  percent: covered === total ? 100 : Math.min(99.9, Math.round((covered / total) * 1000) / 10),
});
