/**
 * Asks the registry for known vulnerabilities of what the lock names: `npm run audit`. Ends in 1 when a package that users
 * install, or one that drysend is built with, has one; in 2 when the registry does not answer.
 */
import { spawnSync } from 'node:child_process';

const users = auditOf(['--omit=dev', '--omit=peer']);
const all = auditOf([]);
const audits = [
  { whose: 'what a user installs', audit: users },
  { whose: 'all packages of the lock, those for building and testing too', audit: all },
];
for (const { whose, audit } of audits) {
  if ('error' in audit) console.log(`${whose}: not known, as the registry does not answer: ${audit.error}`);
  else
    console.log(`${whose}: ${audit.found.length === 0 ? 'no known vulnerability' : audit.found.join('; ')}`);
}
if (audits.some(({ audit }) => 'found' in audit && audit.found.length > 0)) process.exitCode = 1;
else if (audits.some(({ audit }) => 'error' in audit)) process.exitCode = 2;

/**
 * @param {readonly string[]} options
 * @returns {{ found: string[] } | { error: string }}
 */
function auditOf(options) {
  const { stdout, error } = spawnSync('npm', ['audit', '--json', '--package-lock-only', ...options], {
    encoding: 'utf8',
  });
  if (error) return { error: error.message };
  const answer = parsed(stdout);
  if (!answer?.vulnerabilities) return { error: answer?.message ?? 'no answer that could be read' };
  return {
    found: Object.values(answer.vulnerabilities).map(
      ({ name, severity, range }) => `${name} ${range} (${severity})`,
    ),
  };
}

/**
 * @param {string} text
 * @returns {{ message?: string, vulnerabilities?: Record<string, { name: string, severity: string, range: string }> } | undefined}
 */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
