/** The recorded faults at a mail gateway, drawn by three seeds: in process, over `--wire` and at the server, asked by smtplib, the same. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { gatewayCatalogue } from '../../../mock-gateways/index.ts';
import { gatewaysOverTransport, inProcessGateways } from '../../../src/adapters/in-process.ts';
import { openSockets } from '../../../src/adapters/wire-client/sockets.ts';
import type { Handover } from '../../../src/core/model/answer.ts';
import type { Gateway } from '../../../src/core/model/gateway.ts';
import { openFaultyServers } from '../../adapters/faults/faulty-servers.ts';
import { asRow } from '../../fidelity/helpers/hq-client-rows.ts';
import { sharedFaults } from '../../fidelity/helpers/shared-faults.ts';
import { aGateway, aHandover } from '../../mock-gateways/a-handover.ts';
import { isPythonLeftOut, pythonWith } from '../proxy/run-program.ts';

const faults = [...sharedFaults.entries()];
const isHtml = (index: number): boolean => index % 2 === 1;
/** Each fault has two recipients: one gets plain text, the other HTML too. */
const recipients = faults.flatMap(([fault]) => [fault, fault]);
const addressOf = (index: number): string => `ana${100 + index}@example.org`;

const gateway: Gateway = aGateway('smtp', {
  faults: recipients.map((fault, index) => {
    const [action, value] = sharedFaults.get(fault)!;
    return { id: `f${index}`, when: { to: addressOf(index), probability: '0.6' }, action, value };
  }),
});
const handovers = recipients.map(
  (_, index): Handover =>
    aHandover(gateway, {
      id: addressOf(index),
      to: addressOf(index),
      text: 'Visit on Tuesday',
      ...(isHtml(index) && { html: '<b>Visit on Tuesday</b>' }),
    }),
);

test.skipIf(isPythonLeftOut('smtplib', 'python3')).each([1, 2, 3])('seed %i', async (seed) => {
  const port = inProcessGateways(gatewayCatalogue, { seed });
  const here = handovers.map((handover) => asRow(port.deliver(handover)).outcome);
  expect(told(await byWire(seed))).toEqual(told(here));
  expect(told(await atServer(seed))).toEqual(told(here));
});

const told = (outcomes: readonly string[]): string[] =>
  outcomes.map((outcome, index) => `${recipients[index]} ${isHtml(index) ? 'HTML' : 'plain'} ${outcome}`);

async function byWire(seed: number): Promise<readonly string[]> {
  const sockets = await openSockets();
  const port = gatewaysOverTransport(gatewayCatalogue, sockets.transport, { seed });
  const outcomes: string[] = [];
  for (const handover of handovers) outcomes.push(asRow(await port.deliver(handover)).outcome);
  await sockets.close();
  return outcomes;
}

async function atServer(seed: number): Promise<readonly string[]> {
  const servers = await openFaultyServers(gateway, { seed });
  const program = join(import.meta.dirname, 'programs/mail_faults.py');
  const child = spawn(pythonWith('smtplib'), [program, String(servers.smtpPort)]);
  child.stdin.end(JSON.stringify(handovers.map(({ to, html }) => ({ to, html: html !== undefined }))));
  let out = '';
  for await (const chunk of child.stdout) out += chunk;
  await servers.close();
  return JSON.parse(out) as string[];
}
