import { openWholeFile, type WholeFile } from '../adapters/files/whole-file.ts';
import { reporters } from '../report/catalogue.ts';
import { isReporterName, type ReporterName, reporterNames } from '../report/names.ts';
import type { Opening, Reporter } from '../report/reporter.ts';
import type { ScenarioResult } from '../report/scenario-result.ts';
import type { Summary } from '../report/summary.ts';
import { terminalText } from '../report/text/style.ts';
import { didYouMean } from '../scenario/near.ts';
import { closeAll } from './close-all.ts';
import { exitCodes } from './exit-codes.ts';
import { opened, Stop } from './stop.ts';
import type { Terminal } from './terminal.ts';

/** All reports of one command: each story is told to every one of them. */
export interface ReportOutputs {
  begin(opening: Opening): void;
  story(story: ScenarioResult): void;
  /** The reports are whole: their files take their places. */
  end(summary: Summary): void;
  /** Without `end` before it, files stay as they were before. */
  close(): void;
}

interface Output {
  readonly reporter: Reporter;
  write(text: string): void;
  readonly file?: WholeFile;
}

/** In a file nobody knows how wide it will be shown. */
const FILE_LOOK = { columns: 120, colour: false };

/** The files that `--reporter name=file` names. */
export function reportPaths(asked: readonly string[]): string[] {
  return asked.flatMap((one) => parseReporter(one).file ?? []);
}

/** `asked` is what `--reporter` was given: `name` for the screen, `name=file`. None: pretty. */
export function openReports(asked: readonly string[], terminal: Terminal): ReportOutputs {
  const wanted = (asked.length > 0 ? asked : ['pretty']).map(parseReporter);
  if (wanted.filter(({ file }) => file === undefined).length > 1) {
    throw new Stop(
      exitCodes.usage,
      'only one reporter can write to the screen',
      'Give the others a file: --reporter json=report.json',
    );
  }
  const outputs = wanted.map((one) => outputFor(one, terminal));
  return {
    begin: (opening) => tell(outputs, (reporter) => reporter.begin(opening)),
    story: (story) => tell(outputs, (reporter) => reporter.story(story)),
    end(summary) {
      tell(outputs, (reporter) => reporter.end(summary));
      for (const { file } of outputs) file?.keep();
    },
    close: () => closeAll(outputs.map(({ file }) => file)),
  };
}

interface WantedReporter {
  readonly name: ReporterName;
  readonly file?: string;
}

function parseReporter(asked: string): WantedReporter {
  const [name = '', ...rest] = asked.split('=');
  const file = rest.length > 0 ? rest.join('=') : undefined;
  if (!isReporterName(name)) {
    const known = `The reporters are: ${reporterNames.join(', ')}.`;
    const near = didYouMean(name, reporterNames);
    throw new Stop(
      exitCodes.usage,
      `unknown reporter "${name}"`,
      near === undefined ? known : `${near} ${known}`,
    );
  }
  if (file === '')
    throw new Stop(exitCodes.usage, `--reporter ${asked} names no file`, `Write ${asked}report.txt`);
  return file === undefined ? { name } : { name, file };
}

function outputFor({ name, file: path }: WantedReporter, terminal: Terminal): Output {
  if (path === undefined) return { reporter: reporters[name](terminal), write: (text) => terminal.out(text) };
  const file = opened(path, () => openWholeFile(path));
  return { reporter: reporters[name](FILE_LOOK), write: (text) => file.write(terminalText(text)), file };
}

function tell(outputs: readonly Output[], text: (reporter: Reporter) => string): void {
  for (const { reporter, write } of outputs) {
    const said = text(reporter);
    if (said !== '') write(said);
  }
}
