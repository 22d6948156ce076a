/** What was measured: the commit, and the versions of the packages that it was measured against. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const PEERS = [
  'luxon',
  'moment-timezone',
  '@js-temporal/polyfill',
  '@date-fns/tz',
  'croner',
  'rrule',
  'bullmq',
];

/**
 * @param {string} root
 * @returns {Readonly<Record<string, string>>} `commit`, with `+` when something was not committed, and each peer that is installed
 */
export function versionsOf(root) {
  const { stdout } = spawnSync('git', ['describe', '--always', '--dirty=+'], { cwd: root, encoding: 'utf8' });
  const peers = PEERS.flatMap((name) => {
    try {
      const { version } = JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8'));
      return [[name, version]];
    } catch {
      return [];
    }
  });
  return { commit: stdout?.trim() || 'unknown', ...Object.fromEntries(peers) };
}
