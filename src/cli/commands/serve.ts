import { Command, Option } from 'commander';
import { type CommandMaker, withFolders, withSessionLimits } from '../command-maker.ts';
import type { ServeOptions } from '../serve-here.ts';

/** `drysend serve [scenario]`: the lab, in the browser and as an API. */
export const serveCommand: CommandMaker = (terminal, _version, end) =>
  withFolders(
    withSessionLimits(
      new Command('serve')
        .description('open the lab: phones, mailboxes and a clock in the browser')
        .argument('[scenario]', 'a scenario file to begin with')
        .option('-p, --port <number>', 'the port', '4880')
        .option(
          '--host <address>',
          'listen there, 0.0.0.0 for phones in the same network; other than this machine only with --token',
          '127.0.0.1',
        )
        .option('--demo', 'print the address of the demo: large type, three phones, one clock')
        .option('--token <text>', 'every request needs it')
        .option('--journal <folder>', 'keep the sessions there, and go on with them after a restart')
        .option(
          '--gateways-port <number>',
          'the scenario’s gateways for programs on this machine; 0: none (default: 4810, or a free port)',
        )
        .option(
          '--smtp-port <number>',
          'its first mail gateway, others take the next ports; 0: none (default: 4825, or free ports)',
        )
        .option(
          '--inbound <url>',
          'an application that its phones can write to; {gateway} is the gateway’s name',
        )
        .option('--receipts <url>', 'call this with delivery receipts')
        .addOption(
          new Option('--allow <host:port>', 'an application that is not on this machine; may be given again')
            .argParser((host: string, hosts: readonly string[]) => [...hosts, host])
            .default([], 'none'),
        ),
    ),
  )
    .addHelpText('after', examples)
    .action(async (scenario: string | undefined, options: ServeOptions) => {
      const { serveHere } = await import('../serve-here.ts');
      end(await serveHere(scenario, options, terminal));
    });

const examples = `
Examples:
  $ drysend serve
  $ drysend serve scenarios/two-way/stop-then-start.yaml --port 4881 --journal lab
  $ drysend serve scenarios/two-way/stop-then-start.yaml --demo
  $ drysend serve scenarios/gateways/routing.yaml --gateways-port 4810 --smtp-port 0

Your own application on the lab's phones: it sends to http://127.0.0.1:4810/<NAME>, and hears what phones reply:
  $ drysend serve scenarios/two-way/stop-then-start.yaml --inbound 'http://127.0.0.1:8000/sms/{gateway}'`;
