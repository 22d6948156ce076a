/** What `--coverage-report` and `--coverage-min` ask for. */
import { type CoveragePart, coverageParts } from '../coverage/item.ts';
import { type CoverageReportName, coverageReportNames } from '../report/names.ts';
import { didYouMean } from '../scenario/near.ts';
import { exitCodes } from './exit-codes.ts';
import { Stop } from './stop.ts';

export interface CoverageReport {
  readonly name: CoverageReportName;
  /** undefined: standard output. */
  readonly file: string | undefined;
}

/** `json`, `json=-` or `json=file`. */
export function coverageReportOf(asked: string): CoverageReport {
  const [name = '', ...rest] = asked.split('=');
  const known = coverageReportNames.find((one) => one === name);
  if (!known) {
    const cure = didYouMean(name, coverageReportNames) ?? `The forms are: ${coverageReportNames.join(', ')}.`;
    throw new Stop(exitCodes.usage, `unknown form of coverage "${name}"`, cure);
  }
  const file = rest.join('=');
  if (rest.length > 0 && file === '') {
    throw new Stop(
      exitCodes.usage,
      `--coverage-report ${asked} names no file`,
      `Write ${asked}coverage.${known}`,
    );
  }
  return { name: known, file: rest.length === 0 || file === '-' ? undefined : file };
}

/** The text is for people; the other forms want standard output to themselves. */
export const isForPrograms = ({ name, file }: CoverageReport): boolean =>
  name !== 'text' && file === undefined;

export interface CoverageLimit {
  /** undefined: all of them together. */
  readonly part: CoveragePart | undefined;
  readonly percent: number;
}

/** `80`, `languages=100`. */
export function coverageLimitOf(asked: string): CoverageLimit {
  const [, name, number] = /^(?:([a-z]+)=)?(\d{1,3}(?:\.\d+)?)%?$/.exec(asked) ?? [];
  const parts = Object.keys(coverageParts) as CoveragePart[];
  const part = parts.find((one) => one === name);
  const percent = Number(number);
  if (number !== undefined && percent <= 100 && (name === undefined || part)) return { part, percent };
  throw new Stop(
    exitCodes.usage,
    `--coverage-min ${asked} is not a percentage`,
    `Write 80, or a part such as languages=100. The parts are: ${parts.join(', ')}.`,
  );
}
