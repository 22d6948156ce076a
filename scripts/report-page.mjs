/** The empty page of the HTML report in one file: program and looks inline, and a policy that allows these alone. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

/**
 * @param {string} root the repository
 * @returns {Promise<{html: string, modules: string[]}>} the page, and the modules in it
 */
export async function reportPage(root) {
  const folder = join(root, 'src/report/html/page');
  const built = await build({ configFile: join(folder, 'vite.config.mjs') });
  const outputs = [built].flat().flatMap((one) => ('output' in one ? one.output : []));
  const [chunk] = outputs.flatMap((one) => (one.type === 'chunk' ? [one] : []));
  const [looks] = outputs.flatMap((one) =>
    one.type === 'asset' && one.fileName.endsWith('.css') ? [one] : [],
  );
  if (!chunk || !looks) throw new Error('the page of the HTML report has no program or no looks');
  const [program, style] = [chunk.code.trim(), String(looks.source).trim()];
  if (/<\/script|<!--/i.test(program) || /<\/style/i.test(style))
    throw new Error('the program of the HTML report would end its own element');
  const html = readFileSync(join(folder, 'page.html'), 'utf8')
    .replace('script-hash', () => hashOf(program))
    .replace('style-hash', () => hashOf(style))
    .replace('<style></style>', () => `<style>${style}</style>`)
    .replace('<script></script>', () => `<script>${program}</script>`);
  return { html, modules: chunk.moduleIds };
}

/** As a Content-Security-Policy names an inline element. @param {string} text */
const hashOf = (text) => `sha256-${createHash('sha256').update(text).digest('base64')}`;
