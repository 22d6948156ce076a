/** What `drysend doctor` found, for people and for programs. */
import { visibleJson } from '../../core/render/visible.ts';
import { inkFor, plainLine, wrapHanging } from '../../report/text/terminal-text.ts';
import type { Terminal } from '../terminal.ts';
import type { Check, CheckState } from './checks.ts';

export const doctorJson = (checks: readonly Check[]): string =>
  `${visibleJson(JSON.stringify({ ok: !isBad(checks), checks }, null, 2))}\n`;

const signs: Readonly<Record<CheckState, string>> = { good: '✓', note: '•', bad: '✗' };

export function doctorText(checks: readonly Check[], { columns, colour }: Terminal): string {
  const ink = inkFor(colour);
  const inks = { good: ink.good, note: ink.odd, bad: ink.bad };
  const cells = Math.max(...checks.map(({ name }) => name.length));
  const lines = checks.flatMap(({ name, state, found, cure }) => {
    const text = cure === undefined ? found : `${found}: ${cure}`;
    const [first = '', ...rest] = wrapHanging(`  ${name.padEnd(cells)}  `, plainLine(text), columns);
    return [`${inks[state](signs[state])}${first.slice(1)}`, ...rest];
  });
  return `${[...lines, '', isBad(checks) ? 'drysend cannot run here' : 'drysend can run here'].join('\n')}\n`;
}

const isBad = (checks: readonly Check[]): boolean => checks.some(({ state }) => state === 'bad');
