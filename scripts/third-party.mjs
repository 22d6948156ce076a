/** The licences of the packages whose code is bundled into dist/, as one text. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

const RULE = '-'.repeat(78);
const INTRODUCTION = `drysend is published with code of the packages below in its bundles. Each stands under its own licence.`;

/**
 * @param {string} root the project's folder
 * @param {Iterable<string>} modules paths of bundled modules, from the root or absolute
 * @returns {string} every package with its licence, in order of name
 * @throws Error when a package has no licence text and does not name its licence
 */
export function thirdPartyNotices(root, modules) {
  const folders = new Set([...modules].flatMap((path) => packageFolder(root, path) ?? []));
  const notices = [...folders].map((folder) => noticeOf(folder)).sort((a, b) => (a.title < b.title ? -1 : 1));
  return [INTRODUCTION, ...notices.map(({ title, text }) => `${RULE}\n${title}\n\n${text}`)]
    .join('\n\n')
    .concat('\n');
}

/**
 * The folder of the package that a module belongs to; undefined: the module is ours.
 * @param {string} root
 * @param {string} path
 */
function packageFolder(root, path) {
  const parts = path.replace(/^\0/, '').split(/[\\/]/);
  const at = parts.lastIndexOf('node_modules');
  if (at < 0) return undefined;
  const names = parts[at + 1]?.startsWith('@') ? 2 : 1;
  const folder = parts.slice(0, at + 1 + names).join(sep);
  return path.startsWith(root) || path.startsWith('\0') ? folder : join(root, folder);
}

/** @param {string} folder */
function noticeOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const texts = readdirSync(folder)
    .filter((file) => /^(?:licen[cs]e|copying|notice)(?:[.-].*)?$/i.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8').trim());
  if (texts.length === 0 && typeof license !== 'string')
    throw new Error(`${name} ${version} names no licence`);
  const title = `${name} ${version}${typeof license === 'string' ? ` (${license})` : ''}`;
  return {
    title,
    text: texts.length > 0 ? texts.join('\n\n') : `Licence: ${license}. The package has no licence file.`,
  };
}
