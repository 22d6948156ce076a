/** What to ask the roster after a plan: with the same filters, and what it cannot tell with them. */
import type { RosterFilter } from '../roster/filter.ts';
import { shellWord } from '../scenario-result.ts';

/** What a plan was asked for. */
export interface PlanAsked extends Omit<RosterFilter, 'reason'> {
  readonly grep?: string | undefined;
  /** Days: a roster is not asked for them. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Of what the plan found: somebody who got nothing, and messages that were not sent. */
interface Found {
  readonly hasSilent: boolean;
  readonly hasEnded: boolean;
}

/** Who got nothing has no gateway, language or day: a roster tells it of the whole run only. */
export function nextTexts(file: string, asked: PlanAsked, { hasSilent, hasEnded }: Found): string[] {
  const { alert, case: person, grep, gateway, language, month, from, to } = asked;
  const about = { alert, case: person, grep };
  const ofRows = optionsOf({ gateway, language, month, from, to });
  const ofRun = command(file, about);
  if (ofRows.length === 0) return hasSilent || hasEnded ? [`${ofRun} tells who and why`] : [];
  const hasDays = (from ?? to) !== undefined;
  const withRows = command(file, { ...about, gateway, language, month });
  return [
    ...(hasEnded && !hasDays ? [`${withRows} tells what was not sent, and why`] : []),
    ...(hasSilent || (hasEnded && hasDays)
      ? [`${ofRun} tells who got nothing in the whole run, and why; it cannot with ${ofRows.join(' and ')}`]
      : []),
  ];
}

const command = (file: string, options: Readonly<Record<string, string | undefined>>): string =>
  ['drysend roster', shellWord(file), ...optionsOf(options)].join(' ');

const optionsOf = (options: Readonly<Record<string, string | undefined>>): string[] =>
  Object.entries(options).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name} ${shellWord(value)}`],
  );
