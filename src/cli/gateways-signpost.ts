import type { DurableLog } from '../adapters/recorder/durable-log.ts';
import type { OpenProxy, StandaloneGateways } from '../adapters/standalone/open-standalone.ts';
import type { Gateway } from '../core/model/gateway.ts';
import { visibleLine } from '../core/render/visible.ts';
import { displayWidth, padEnd } from '../report/text/terminal-text.ts';

/** What `drysend gateways` prints when all servers listen: their addresses. */
export function signpost(
  gateways: readonly Gateway[],
  { urls, httpPort, mailPorts, smppPorts, proxy }: StandaloneGateways,
  log: DurableLog | undefined,
): string {
  const width = Math.max(...gateways.map(({ name }) => displayWidth(visibleLine(name))));
  const kinds = Math.max(...gateways.map(({ type }) => type.length));
  const lines = gateways.map(({ name, type, down }) => {
    const url = `${urls.get(name)}${mailPorts.has(name) || smppPorts.has(name) ? '' : '/'}`;
    return `  ${padEnd(visibleLine(name), width)}  ${type.padEnd(kinds)}  ${url}${down ? '  (down)' : ''}`;
  });
  const rest = [
    `  recorder  http://127.0.0.1:${httpPort}/__admin/requests and /api/v1/messages`,
    ...(proxy ? proxyLines(proxy) : []),
    ...(log ? journalLines(log) : []),
  ];
  return `fake gateways, on this machine only\n\n${lines.join('\n')}\n\n${rest.join('\n')}\n\nCtrl-C stops them.\n`;
}

const DAMAGED_NAMED_MAX = 5;

const ORIGINS: Readonly<Record<OpenProxy['authority'], string>> = {
  made: ' (made just now: nobody trusts it yet)',
  widened: ' (made wider just now, for this scenario’s hosts)',
  kept: '',
};

const proxyLines = ({ port, certificatePath, authority }: OpenProxy): string[] => [
  `  proxy     HTTP_PROXY and HTTPS_PROXY=http://127.0.0.1:${port}`,
  `            to be trusted: ${certificatePath}${ORIGINS[authority]}`,
];

/** With what was found there, so that nobody misses what was lost. */
function journalLines({ path, restoredCount, damaged, tornBytes }: DurableLog): string[] {
  const before = restoredCount > 0 ? ` (${restoredCount} exchanges from before)` : '';
  const found = [
    ...(tornBytes > 0 ? [`a torn last line of ${tornBytes} bytes was cut off`] : []),
    ...(damaged.length > 0 ? [`unreadable and passed over: ${linesOf(damaged)}`] : []),
  ];
  return [`  journal   ${path}${before}`, ...found.map((each) => `            ${each}`)];
}

function linesOf(damaged: readonly number[]): string {
  const named = damaged.slice(0, DAMAGED_NAMED_MAX).join(', ');
  const more = damaged.length > DAMAGED_NAMED_MAX ? ` and ${damaged.length - DAMAGED_NAMED_MAX} more` : '';
  return `line${damaged.length > 1 ? 's' : ''} ${named}${more}`;
}
