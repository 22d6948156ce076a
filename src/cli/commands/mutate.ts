import { Command, InvalidArgumentError, Option } from 'commander';
import { mutationKinds } from '../../mutation/mutation.ts';
import { mutationReportNames } from '../../report/names.ts';
import { type CommandMaker, collect, named, withUntimedLimits } from '../command-maker.ts';
import type { MutateOptions } from '../mutate-files.ts';

/** `drysend mutate [paths…]`: changes stories one thing at a time and tells what no promise noticed. */
export const mutateCommand: CommandMaker = (terminal, _version, end) =>
  withUntimedLimits(
    new Command('mutate')
      .description('change stories one thing at a time, and tell which changes no promise notices')
      .argument('[paths...]', 'files or folders (*.yaml *.yml *.json) (default: scenarios/)')
      .option('-g, --grep <words>', 'only stories with these words in their title', named)
      .option(
        '-t, --tag <tag>',
        'only stories with this tag, or without it: !slow; again for more',
        collect,
        [],
      )
      .addOption(
        new Option('-k, --kind <kind>', 'only changes of this kind; again for more')
          .choices(Object.keys(mutationKinds))
          .argParser<string[]>((kind, before) => [...(before ?? []), kindOf(kind)])
          .default([], 'all'),
      )
      .option('--max <count>', 'of all changes so many are drawn; or all', most, undefined)
      .option('--time <seconds>', 'no change is begun after so long; or all the time it takes', seconds, 60)
      .option('--seed <number>', 'of the draw', wholeNumber, 1)
      .option('-r, --report <name[=file]>', `${mutationReportNames.join(', ')}; again for more`, collect, [])
      .option('--json', 'the same as --report json')
      .option('--score-min <percent>', 'fail below this score', percent),
  )
    .addHelpText('after', examples)
    .action(async (paths: string[], options: MutateOptions) => {
      const { mutateFiles } = await import('../mutate-files.ts');
      end(await mutateFiles(paths, options, terminal));
    });

const examples = `
Examples:
  $ drysend mutate scenarios/visits.yaml
  $ drysend mutate --kind schedule --kind text
  $ drysend mutate --max 200 --seed 7 --score-min 90
  $ drysend mutate --time all --report json=mutation.json --report stryker=reports/mutation.json

Exit codes: 0 done · 1 usage · 2 a file does not parse
            4 a story breaks its promises as it is, or the score is below --score-min`;

function kindOf(kind: string): string {
  if (Object.hasOwn(mutationKinds, kind)) return kind;
  throw new InvalidArgumentError(`It must be one of ${Object.keys(mutationKinds).join(', ')}.`);
}

function most(text: string): number | undefined {
  if (text === 'all') return undefined;
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number such as 200, or all.');
}

function seconds(text: string): number {
  if (text === 'all') return Number.POSITIVE_INFINITY;
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be seconds such as 60, or all.');
}

function wholeNumber(text: string): number {
  if (/^-?\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number, such as 7.');
}

function percent(text: string): number {
  const value = Number(text);
  if (/^\d{1,3}(?:\.\d+)?$/.test(text) && value <= 100) return value;
  throw new InvalidArgumentError('It must be 0 to 100, such as 90.');
}
