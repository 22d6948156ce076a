/** The codes of docs/errors.md: label, cause, cure and story of each. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { codes } from '../../src/core/model/codes.ts';
import { warningCodes } from '../../src/core/model/warning-codes.ts';

type CodeFacts = (typeof codes)[keyof typeof codes];

/** The sections of the codes of one level; `root` is the repository, where the stories are. */
export function codesBlock(root: string, level: CodeFacts['level']): string {
  return Object.entries(codes)
    .filter(([, facts]) => facts.level === level)
    .map(([code, facts]) => codeSection(root, code, facts))
    .join('\n\n');
}

function codeSection(root: string, code: string, { label, cause, cure }: CodeFacts): string {
  const story = `${code.toLowerCase().replaceAll('_', '-')}.yaml`;
  const isShown = existsSync(join(root, 'scenarios', 'errors', story));
  return [
    `### ${code}`,
    '',
    `> ${label}`,
    '',
    `- Cause: ${cause}`,
    `- Cure: ${cure}`,
    ...(isShown ? [`- Story: [${story}](../scenarios/errors/${story})`] : []),
  ].join('\n');
}

/** A row for each code of a warning; the story that shows it is linked where there is one. */
export function warningsBlock(root: string): string {
  const rows = Object.entries(warningCodes).map(([code, { severity, means, cure }]) => {
    const story = `${code.toLowerCase().replaceAll('_', '-')}.yaml`;
    const isShown = existsSync(join(root, 'scenarios', 'warnings', story));
    const name = isShown ? `[${code}](../scenarios/warnings/${story})` : code;
    return `| ${[name, severity, means, cure].map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  });
  return ['| code | severity | means | cure |', '|---|---|---|---|', ...rows].join('\n');
}
