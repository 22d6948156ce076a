import { checkPlan } from '../check/check-plan.ts';
import { countOf, type Finding } from '../check/finding.ts';
import type { Severity } from '../core/model/severity.ts';
import { severityOf } from '../core/model/warning-codes.ts';
import type { CheckFormat } from '../report/check/format.ts';
import { jsonFormat } from '../report/check/json.ts';
import { prettyFormat } from '../report/check/pretty.ts';
import { sarifFormat } from '../report/check/sarif.ts';
import { withNamedKeys } from '../report/named-keys.ts';
import { peopleOfStory } from '../report/people-on-disk.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { type LargeImports, openLargeImports } from './large-imports.ts';
import type { SpillOptions } from './load-options.ts';
import { type LoadOptions, loadOptionsOf } from './load-options.ts';
import { choosePlans, loadPlans } from './load-plans.ts';
import type { Terminal } from './terminal.ts';

/** What was asked of `drysend check`. */
export interface CheckCommandOptions extends LoadOptions, SpillOptions {
  readonly format: 'pretty' | 'json' | 'sarif';
  readonly failOn: 'error' | 'warning' | 'never';
  /** Years. */
  readonly dst: number;
  readonly grep?: string;
}

/** `drysend check`: reads scenario files and prints what can be known of them; nothing runs. */
export async function answerCheck(
  files: readonly string[],
  options: CheckCommandOptions,
  terminal: Terminal,
  version: string,
): Promise<ExitCode> {
  const largeImports = openLargeImports(options, terminal);
  try {
    return await checked(files, { ...options, largeImports }, terminal, version);
  } finally {
    largeImports.close();
  }
}

async function checked(
  files: readonly string[],
  options: CheckCommandOptions & { readonly largeImports: LargeImports },
  terminal: Terminal,
  version: string,
): Promise<ExitCode> {
  const { dst: dstYears, failOn, largeImports } = options;
  const loaded = await loadPlans(
    files,
    { ...loadOptionsOf(options), largeImports: () => largeImports },
    terminal,
  );
  const plans = choosePlans(loaded.plans, { ...options, tag: [] });
  const format = formatFor(options, terminal, version);
  const counts: Record<Severity, number> = { error: 0, warning: 0, note: 0 };
  const out = (text: string): void => {
    if (text !== '') terminal.out(text);
  };
  out(format.begin());
  for (const plan of plans) {
    const people = peopleOfStory(plan);
    const named = (text: string): string => withNamedKeys(text, people);
    checkPlan(plan, { dstYears }, (finding: Finding) => {
      const { code, count } = countOf(finding);
      counts[severityOf(code)] += count;
      out(format.finding(finding, named));
    });
  }
  out(format.end({ stories: plans.length, counts }));
  const isFailing = failOn !== 'never' && (counts.error > 0 || (failOn === 'warning' && counts.warning > 0));
  return isFailing ? exitCodes.broken : exitCodes.kept;
}

function formatFor({ format }: CheckCommandOptions, terminal: Terminal, version: string): CheckFormat {
  if (format === 'json') return jsonFormat(version);
  return format === 'sarif' ? sarifFormat(version) : prettyFormat(terminal.columns, terminal.colour);
}
