/** What a generated scenario must send, and what a run of it did send. */
import { type Instant, MS_PER_SECOND } from '../../../src/core/model/instant.ts';
import { rehearsePlan } from '../../../src/rehearse.ts';
import { verdictText } from '../../../src/report/verdict/verdict-lines.ts';
import { plansFrom } from '../../helpers/plans-from.ts';
import { rowTime } from '../direct/row-times.ts';
import { type Page, utcText } from './page.ts';

/** One send of a row, told in our own keys. */
export interface ExpectedSend {
  readonly to: string;
  readonly due: Instant;
  /** When the platform is up to send it. */
  readonly at: Instant;
  readonly event: number;
}

/** A row as the text of a scenario, and what must come of it. */
export interface Generated {
  readonly id: string;
  readonly text: string;
  readonly sends: readonly ExpectedSend[];
}

/** The promises of the scenario itself: one for each recipient and event, with all its times. */
export function promises(sends: readonly ExpectedSend[], says: (event: number) => string): Page[] {
  if (sends.length === 0) return [{ nothing: { channel: 'sms' } }, { nothing: { channel: 'error' } }];
  const groups = new Map<string, ExpectedSend[]>();
  for (const send of sends) {
    const name = `${send.to} ${says(send.event)}`;
    groups.set(name, [...(groups.get(name) ?? []), send]);
  }
  return [...groups.values()].map((group) => {
    const { to, event } = group[0]!;
    const at = group.map((send) => utcText(send.at));
    return { sms: { to, says: says(event), at: at.length === 1 ? at[0]! : at } };
  });
}

/** Runs a generated scenario; how its journal or its own promises differ, empty when they agree. */
export function differencesOf(generated: Generated): string[] {
  try {
    return differencesOfRun(generated);
  } catch (error) {
    return [`${generated.id}: ${error}`];
  }
}

function differencesOfRun({ id, text, sends }: Generated): string[] {
  const [plan] = plansFrom(text);
  const run = rehearsePlan(plan!);
  const sent: string[] = [];
  for (const { kind, to = '', due, event, code } of run.journal.entries()) {
    if (kind !== 'sent' && kind !== 'error') continue;
    sent.push(`${due === undefined ? 'undue' : wholeSecond(due)} ${to} ${event}${code ? ` ${code}` : ''}`);
  }
  const wanted = sends.map(({ to, due, event }) => `${wholeSecond(due)} ${to} ${event}`);
  const missing = without(wanted, sent).map((line) => `${id}: not sent: ${line}`);
  const extra = without(sent, wanted).map((line) => `${id}: sent, but HQ did not: ${line}`);
  const broken = run.verdicts.filter(({ kept }) => !kept);
  return [
    ...missing,
    ...extra,
    ...broken.map((verdict) => [`${id}: ${verdict.title}`, ...verdictText(verdict, run.plan)].join('\n')),
  ];
}

/** The rows leave out fractions of a second. */
const wholeSecond = (due: Instant): string => rowTime(Math.floor(due / MS_PER_SECOND) * MS_PER_SECOND);

/** The lines of one list that the other lacks, each as often as it is missing. */
function without(lines: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return lines.filter((line) => {
    const index = left.indexOf(line);
    if (index < 0) return true;
    left.splice(index, 1);
    return false;
  });
}
