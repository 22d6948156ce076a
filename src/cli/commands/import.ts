import { Command, Option } from 'commander';
import type { ImportCommandOptions } from '../answer-import.ts';
import { type CommandMaker, named } from '../command-maker.ts';

/** `drysend import <export>`: a scenario to begin with from a programme's own export of cases. */
export const importCommand: CommandMaker = (terminal, _version, end) =>
  new Command('import')
    .description(
      'write a scenario from an export of cases: types, languages, zones, gateways and first promises',
    )
    .argument(
      '<export>',
      'a case export (CSV, XLSX, Parquet), or an answer of the Case API (JSON, NDJSON); also in gzip or zstd',
    )
    .option('-o, --output <file>', 'the scenario; default: beside the export, with its name')
    .option(
      '--zone <name>',
      'the project’s time zone, such as Africa/Nairobi; default: what the export shows',
    )
    .option('--languages <codes>', 'the project’s languages, the first its default: en,swa')
    .option('--gateway <kind>', 'the kind of the gateways that the export names', named, 'http')
    .option('--type <name>', 'the case type of rows that name none', 'contact')
    .option('--no-promises', 'leave out what the first run keeps')
    .option('--anonymise <file>', 'first write the export without the people in it, and use that')
    .addOption(
      new Option(
        '--key-file <file>',
        'the key of --anonymise; made when it is not there. Without one, each time another',
      ),
    )
    .option('--force', 'write over files that are there')
    .addHelpText('after', examples)
    .action(async (file: string, options: ImportCommandOptions) => {
      const { answerImport } = await import('../answer-import.ts');
      end(await answerImport(file, options, terminal));
    });

const examples = `
Examples:
  $ drysend import women.csv --zone Africa/Nairobi --languages en,swa
  $ drysend import national.csv.gz --zone Asia/Kolkata --no-promises
  $ drysend import cases.xlsx --gateway africastalking -o scenarios/visits.yaml
  $ drysend import women.csv --anonymise women-anonymous.csv --key-file ~/.drysend-key

Exit codes: 0 written · 1 usage · 2 the export cannot be read`;
