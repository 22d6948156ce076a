import { Command } from 'commander';
import type { CommandMaker } from '../command-maker.ts';
import type { GatewaysOptions } from '../serve-gateways.ts';

/** `drysend gateways`: the fake gateways alone, on real sockets. */
export const gatewaysCommand: CommandMaker = (terminal, _version, end) =>
  new Command('gateways')
    .description('run the fake gateways on this machine’s ports, and record what comes')
    .argument('[scenario]', 'whose gateways; without one there is a gateway of each kind, named by it')
    .option('--port <number>', 'of HTTP: the gateways at /<NAME>/… and the recorder', '4810')
    .option('--smtp-port <number>', 'of the first mail gateway; further ones take the next ports', '4825')
    .option(
      '--journal <folder>',
      'keep every exchange on disk before it is answered, and go on after a restart',
    )
    .addHelpText('after', examples)
    .action(async (scenario: string | undefined, options: GatewaysOptions) => {
      const { serveGateways } = await import('../serve-gateways.ts');
      end(await serveGateways(scenario, options, terminal));
    });

const examples = `
Examples:
  $ drysend gateways scenarios/gateways/routing.yaml --port 4810
  $ curl -s http://127.0.0.1:4810/GW_IN/send -d 'text=Hello' -d 'msisdn=919812345001'
  $ curl -s 'http://127.0.0.1:4810/api/v1/search?query=gateway:GW_IN%20Hello'`;
