/**
 * Prints docs/errors.md from the table of codes: `node scripts/errors-doc.mjs` writes the file; a test holds
 * it fresh.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transformSync } from 'esbuild';

const CODES = new URL('../src/core/model/codes.ts', import.meta.url);
const TARGET = new URL('../docs/errors.md', import.meta.url);
const STORIES = new URL('../scenarios/errors/', import.meta.url);

/** The text of the page, for a table of codes. */
export function errorsDoc(codes) {
  const all = Object.entries(codes);
  return [
    '# Why something was not sent',
    '',
    '<!-- Printed from src/core/model/codes.ts by scripts/errors-doc.mjs; do not edit. -->',
    '',
    "Each code with HQ's own label, its cause and its cure. Where a scenario can reach it, a story shows it.",
    '',
    '## On the messaging event',
    '',
    'HQ shows them on the event, or on one recipient of it. The entry `error` has `level` event, and no `id` when the message was never queued.',
    '',
    ...all.filter(([, { level }]) => level === 'event').flatMap(section),
    '## On one SMS',
    '',
    'The message was queued and ended without being sent. HQ shows `Error - ` and the label.',
    '',
    ...all.filter(([, { level }]) => level === 'message').flatMap(section),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}

function section([code, { label, cause, cure }]) {
  const story = `${code.toLowerCase().replaceAll('_', '-')}.yaml`;
  const isShown = existsSync(new URL(story, STORIES));
  return [
    `### ${code}`,
    '',
    `> ${label}`,
    '',
    `- Cause: ${cause}`,
    `- Cure: ${cure}`,
    ...(isShown ? [`- Story: [${story}](../scenarios/errors/${story})`] : []),
    '',
  ];
}

async function codesTable() {
  const { code } = transformSync(readFileSync(CODES, 'utf8'), { loader: 'ts', format: 'esm' });
  return (await import(`data:text/javascript,${encodeURIComponent(code)}`)).codes;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  writeFileSync(fileURLToPath(TARGET), errorsDoc(await codesTable()));
}
