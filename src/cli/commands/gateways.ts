import { Command, Option } from 'commander';
import { type CommandMaker, withStories } from '../command-maker.ts';
import type { GatewaysOptions } from '../gateways-options.ts';

/** `drysend gateways`: the fake gateways alone, on real sockets. */
export const gatewaysCommand: CommandMaker = (terminal, _version, end) =>
  withStories(
    new Command('gateways')
      .description('run the fake gateways on this machine’s ports, and record what comes')
      .argument('[scenario]', 'whose gateways; without one there is a gateway of each kind, named by it')
      .option('--port <number>', 'of HTTP: the gateways at /<NAME>/… and the recorder', '4810')
      .option('--smtp-port <number>', 'of the first mail gateway; further ones take the next ports', '4825')
      .option('--smpp-port <number>', 'of the first SMPP gateway; further ones take the next ports', '2775')
      .option('--proxy-port <number>', 'open a forward proxy too, for programs whose gateway’s host is fixed')
      .option('--ca <folder>', 'of the proxy’s certificate authority (default: ~/.local/share/drysend)')
      .option('--inbound <url>', 'call this when a text comes in; {gateway} stands for the gateway’s name')
      .option('--receipts <url>', 'call this with delivery receipts')
      .addOption(
        new Option('--allow <host:port>', 'an application that is not on this machine; may be given again')
          .argParser((host: string, hosts: readonly string[]) => [...hosts, host])
          .default([], 'none'),
      )
      .option('--speed <factor>', 'wait so many times less between calls to the application', '1')
      .option('--seed <number>', 'of the chance in faults', '1')
      .option(
        '--journal <folder>',
        'keep every exchange on disk before it is answered, and go on after a restart',
      ),
  )
    .addHelpText('after', examples)
    .action(async (scenario: string | undefined, options: GatewaysOptions) => {
      const { serveGateways } = await import('../serve-gateways.ts');
      end(await serveGateways(scenario, options, terminal));
    });

const examples = `
Examples:
  $ drysend gateways scenarios/gateways/routing.yaml --port 4810
  $ curl -s 'http://127.0.0.1:4810/GW_IN/send?text=Hello&msisdn=919812345001'
  $ curl -s 'http://127.0.0.1:4810/api/v1/search?query=gateway:GW_IN%20Hello'

A text from a phone, to an application that listens on port 8000:
  $ drysend gateways --inbound 'http://127.0.0.1:8000/sms/{gateway}'
  $ curl -s http://127.0.0.1:4810/__admin/gateways/TWILIO/inbound \\
      -d '{"from": "+27831234567", "text": "STOP"}'

A program that knows no address but the vendor's:
  $ drysend gateways --proxy-port 4830
  $ curl --proxy http://127.0.0.1:4830 --cacert ~/.local/share/drysend/ca.pem https://api.twilio.com/`;
