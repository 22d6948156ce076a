import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

interface Packed {
  readonly files: readonly { readonly path: string }[];
}

const [packed] = JSON.parse(
  execFileSync('npm', ['pack', '--dry-run', '--ignore-scripts', '--json'], {
    ...{ cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 26 },
  }),
) as [Packed];
const paths = new Set(packed.files.map(({ path }) => path));
const pages = [...paths].filter((path) => path.endsWith('.md'));

test('the package holds the page of each kind of gateway, and the examples', () => {
  expect(pages.filter((path) => /^mock-gateways\/[^/]+\/README\.md$/.test(path)).length).toBeGreaterThan(25);
  expect([...paths].filter((path) => /^mock-gateways\/.*\.ts$/.test(path))).toEqual([]);
  expect(paths).toContain('docs/examples/vitest/reminders.test.ts');
  expect(paths).toContain('docs/examples/jenkins/Jenkinsfile');
});

test('no page of the package leads to a file or a heading that is not in it', () => {
  const dead = pages.flatMap((page) =>
    linksIn(textOf(page)).flatMap((link) => {
      const [file = '', anchor] = link.split('#');
      const target = file === '' ? page : join(page, '..', decodeURI(file)).replace(/\/$/, '');
      const isFolder = [...paths].some((path) => path.startsWith(`${target}/`));
      if (!paths.has(target) && !isFolder) return [`${page}: ${link}`];
      const isKnown = anchor === undefined || !target.endsWith('.md') || anchorsIn(target).has(anchor);
      return isKnown ? [] : [`${page}: ${link} (no such heading)`];
    }),
  );
  expect(pages.length).toBeGreaterThan(50);
  expect(dead).toEqual([]);
});

const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Links to files, not to the web; what stands in code is none. */
function linksIn(markdown: string): string[] {
  const prose = markdown.replace(/^(```|~~~)[\s\S]*?^\1/gm, '').replace(/`[^`\n]*`/g, '``');
  const inline = [...prose.matchAll(/\]\(([^()\s]+(?:\([^()]*\))?)\)/g)].map(([, link]) => link!);
  const images = [...prose.matchAll(/\b(?:src|srcset|href)="([^"]+)"/g)].map(([, link]) => link!);
  return [...inline, ...images].filter((link) => !/^[a-z]+:/i.test(link));
}

const known = new Map<string, ReadonlySet<string>>();

/** As GitHub makes them of headings, and those that stand as `<a id>`. */
function anchorsIn(path: string): ReadonlySet<string> {
  const found = known.get(path);
  if (found) return found;
  const text = textOf(path).replace(/^(```|~~~)[\s\S]*?^\1/gm, '');
  const headings = [...text.matchAll(/^#{1,6} +(.+?) *#*$/gm)].map(([, title]) => slugOf(title!));
  const twice = headings.map((slug, index) => {
    const before = headings.slice(0, index).filter((one) => one === slug).length;
    return before === 0 ? slug : `${slug}-${before}`;
  });
  const own = [...text.matchAll(/<a (?:id|name)="([^"]+)"/g)].map(([, id]) => id!);
  const anchors = new Set([...twice, ...own]);
  known.set(path, anchors);
  return anchors;
}

function slugOf(title: string): string {
  const plain = title.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/<[^>]*>/g, '');
  return plain
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
    .replaceAll(' ', '-');
}
