import { createHash } from 'node:crypto';
import type { Outcome, ScenarioResult } from './scenario-result.ts';

/** All stories of one command together. */
export interface Summary {
  readonly stories: number;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** Chosen but not rehearsed, because `--bail` stopped at the first broken one. */
  readonly notRun: number;
  readonly sms: number;
  readonly email: number;
  readonly segments: number;
  readonly errors: number;
  /** By code, the most frequent first. */
  readonly errorsByCode: readonly (readonly [code: string, count: number])[];
  readonly warnings: number;
  /** How many of the warnings kept promises claim. */
  readonly warningsPromised: number;
  /** Virtual time covered, all stories added up. */
  readonly virtualMs: number;
  readonly realMs: number;
  /** Each seed that was used, in order of use. */
  readonly seeds: readonly number[];
  /** Release of the time zone data. */
  readonly tz: string;
  /** Of the one run; of several, SHA-256 over their digests, one a line; '' when none came to an end. */
  readonly digest: string;
  /** Of the first story that reached somebody: what `drysend why` is asked with. */
  readonly askable?: { readonly file: string; readonly to: string } | undefined;
  readonly ok: boolean;
}

/** `chosenCount` is how many stories were to be rehearsed; `realMs` what the whole command took. */
export function summaryOf(stories: readonly ScenarioResult[], chosenCount: number, realMs: number): Summary {
  const outcomes: Record<Outcome, number> = { kept: 0, broken: 0, shown: 0, stopped: 0 };
  for (const { outcome } of stories) outcomes[outcome] += 1;
  const sum = (count: (story: ScenarioResult) => number): number =>
    stories.reduce((total, story) => total + count(story), 0);
  return {
    stories: stories.length,
    outcomes,
    notRun: chosenCount - stories.length,
    sms: sum(({ totals }) => totals.sms),
    email: sum(({ totals }) => totals.email),
    segments: sum(({ totals }) => totals.segments),
    errors: sum(({ totals }) => totals.errors),
    errorsByCode: errorsByCode(stories),
    warnings: sum(({ totals }) => totals.warnings),
    warningsPromised: sum(({ warningsPromised }) => warningsPromised),
    virtualMs: sum(({ startsAt, endsAt }) => endsAt - startsAt),
    realMs,
    seeds: [...new Set(stories.map(({ seed }) => seed))],
    tz: stories.find(({ tz }) => tz !== '')?.tz ?? '',
    digest: digestOf(stories),
    askable: askableOf(stories),
    ok: outcomes.broken === 0 && outcomes.stopped === 0,
  };
}

function askableOf(stories: readonly ScenarioResult[]): Summary['askable'] {
  const first = stories.find(({ firstRecipient }) => firstRecipient !== undefined);
  return first && { file: first.file, to: first.firstRecipient! };
}

function errorsByCode(stories: readonly ScenarioResult[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const { totals } of stories) {
    for (const [code, count] of Object.entries(totals.errors_by_code)) {
      counts.set(code, (counts.get(code) ?? 0) + count);
    }
  }
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
}

function digestOf(stories: readonly ScenarioResult[]): string {
  if (stories.length === 1) return stories[0]!.digest;
  if (stories.every(({ digest }) => digest === '')) return '';
  const hash = createHash('sha256');
  for (const { digest } of stories) hash.update(`${digest}\n`);
  return hash.digest('hex');
}
