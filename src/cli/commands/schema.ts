import { Command } from 'commander';
import type { CommandMaker } from '../command-maker.ts';
import { exitCodes } from '../exit-codes.ts';

/** `drysend schema`: the scenario language for editors, as JSON Schema. */
export const schemaCommand: CommandMaker = (terminal, _version, end) =>
  new Command('schema')
    .description('print the JSON Schema of the scenario language, for editors')
    .addHelpText('after', example)
    .action(async () => {
      const { jsonSchema } = await import('../../scenario/json-schema.ts');
      terminal.out(`${JSON.stringify(jsonSchema(), null, 2)}\n`);
      end(exitCodes.kept);
    });

const example = `
Example:
  $ drysend schema > scenario.schema.json
  then, as the first line of a scenario:
  # yaml-language-server: $schema=../scenario.schema.json`;
