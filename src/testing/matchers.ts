/** Promises as matchers of Vitest and Jest: about a run, the runs of a file, or gateways that are open. */
import type { Run } from '../core/model/run.ts';
import type { Verdict } from '../core/model/verdict.ts';
import { zoneOfProject } from '../core/time/zone.ts';
import { holdAfter } from '../expect/hold-after.ts';
import { peopleOf } from '../report/people.ts';
import { rowText } from '../report/verdict/row-text.ts';
import type {
  EachFieldsDefinition,
  EmailFieldsDefinition,
  ErrorFieldsDefinition,
  ExpectationDefinition,
  FieldsDefinition,
  SmsFieldsDefinition,
} from '../scenario/generated/scenario-definition.ts';
import { promisesFrom } from '../scenario/promises-from.ts';
import { ScenarioError } from '../scenario/scenario-error.ts';
import { failuresOf, failuresWith } from './failure-text.ts';
import type { Inbox } from './inbox.ts';
import { gotNothing, receivedBy, routedVia } from './inbox-matchers.ts';
import type { MatcherResult } from './matcher-result.ts';
import type { MessageFields } from './message-filter.ts';
import { isInbox, runsIn } from './received.ts';

/** Gateways answer in their own time, runs at once. */
type Asserting<T, Args extends readonly unknown[]> = T extends Inbox
  ? (...args: Args) => Promise<void>
  : (...args: Args) => void;
/** Of gateways the fields of a message, of runs those of the scenario language. */
type PromisedOf<T, Fields> = string | RegExp | (T extends Inbox ? MessageFields : Fields);

/** What `expect(…)` has for runs, for what `rehearseAll` gives, and for gateways. */
export interface RehearsalMatchers<T> {
  /** Every promise of the scenario is kept, and every invariant holds. */
  toKeepItsPromises(): void;
  /** An SMS to somebody: a key, or a number with plus. A text alone is all it says, an expression a part of it. */
  readonly toReceiveSms: Asserting<T, [to: string, promise?: PromisedOf<T, SmsFieldsDefinition>]>;
  /** An email to somebody: a key, or an address. A text alone is its subject, an expression a part of its text. */
  readonly toReceiveEmail: Asserting<T, [to: string, promise?: PromisedOf<T, EmailFieldsDefinition>]>;
  /** No message goes to somebody, or to anybody. Gateways are asked at once: wait for what comes before. */
  toReceiveNothing(to?: string, fields?: T extends Inbox ? MessageFields : FieldsDefinition): void;
  /** Messages were sent, to somebody or those that fields select, and all of them through this gateway. */
  readonly toHaveBeenRoutedVia: Asserting<
    T,
    [gateway: string, of?: string | (T extends Inbox ? MessageFields : EachFieldsDefinition)]
  >;
  /** A message or event ended with this code. */
  toFailWith(code: NonNullable<ErrorFieldsDefinition['code']>, of?: string | ErrorFieldsDefinition): void;
  /** At the end of the run the number is this contact's, two-way. */
  toOwnNumber(contact: string, number: string): void;
}

type Answered = MatcherResult | Promise<MatcherResult>;

/** `expect.extend(rehearsalMatchers)`, then `expect(run).toKeepItsPromises()`. */
export const rehearsalMatchers = {
  toKeepItsPromises(received: unknown): MatcherResult {
    const runs = runsIn(received, 'toKeepItsPromises');
    const seeds = [...new Set(runs.map(({ seed }) => seed))].join(', ');
    return {
      pass: runs.every(({ ok }) => ok),
      message: () => failuresOf(runs) || `every promise was kept (seed ${seeds})`,
    };
  },
  toReceiveSms(
    received: unknown,
    to: string,
    promise: PromisedOf<unknown, SmsFieldsDefinition> = {},
  ): Answered {
    if (isInbox(received)) return receivedBy(received, isNegated(this), { channel: 'sms', to, promise });
    const fields = typeof promise === 'string' ? { says: promise } : fieldsFrom(promise);
    return promised(received, 'toReceiveSms', { sms: { ...whom(to), ...fields } });
  },
  toReceiveEmail(
    received: unknown,
    to: string,
    promise: PromisedOf<unknown, EmailFieldsDefinition> = {},
  ): Answered {
    if (isInbox(received)) return receivedBy(received, isNegated(this), { channel: 'email', to, promise });
    const fields = typeof promise === 'string' ? { subject: promise } : fieldsFrom(promise);
    return promised(received, 'toReceiveEmail', { email: { ...whom(to), ...fields } });
  },
  toReceiveNothing(received: unknown, to?: string, fields: FieldsDefinition = {}): Answered {
    if (isInbox(received)) return gotNothing(received, to, fields as MessageFields);
    const wanted = { ...(to !== undefined && whom(to)), ...fields };
    const channels = fields.channel === undefined ? (['sms', 'email'] as const) : [fields.channel];
    const promises = channels.map((channel) => ({ nothing: { ...wanted, channel } }));
    return promised(received, 'toReceiveNothing', ...promises);
  },
  toHaveBeenRoutedVia(received: unknown, via: string, of: string | EachFieldsDefinition = {}): Answered {
    const toWhom = typeof of === 'string' ? { to: of } : of;
    if (isInbox(received)) return routedVia(received, isNegated(this), via, toWhom as MessageFields);
    const fields = typeof of === 'string' ? whom(of) : of;
    return promised(received, 'toHaveBeenRoutedVia', { each: { ...fields, via } });
  },
  toFailWith(
    received: unknown,
    code: NonNullable<ErrorFieldsDefinition['code']>,
    of: string | ErrorFieldsDefinition = {},
  ): MatcherResult {
    const fields = typeof of === 'string' ? whom(of) : of;
    return promised(received, 'toFailWith', { error: { ...fields, code } });
  },
  toOwnNumber(received: unknown, contact: string, number: string): MatcherResult {
    return promised(received, 'toOwnNumber', { state: { two_way: { [number]: contact } } });
  },
};

/** `this` is the state of the matcher, where a test runner calls it. */
const isNegated = (state: unknown): boolean =>
  typeof state === 'object' && state !== null && 'isNot' in state && state.isNot === true;

/** A number with plus and an address are fields of their own; all else is a key. */
function whom(to: string): Pick<SmsFieldsDefinition, 'to' | 'number' | 'address'> {
  // In JavaScript no compiler says so.
  if (typeof to !== 'string')
    throw new TypeError(
      "the first argument is whom it goes to, the second what: ('asha', { contains: '…' })",
    );
  if (/^\+\d+$/.test(to)) return { number: to };
  return to.includes('@') ? { address: to } : { to };
}

const fieldsFrom = <F extends object>(promise: RegExp | F): { readonly matches: string } | F =>
  promise instanceof RegExp ? { matches: patternOf(promise) } : promise;

/** @throws TypeError for flags that the patterns of the scenario language do not have. */
function patternOf({ source, flags }: RegExp): string {
  if (!/[ims]/.test(flags)) return source;
  throw new TypeError(
    `/${source}/${flags}: a promise has no flags: write [Hh] for both cases, or ask run.sent()`,
  );
}

/** Holds more promises against every run; the text is that of `drysend run`. */
function promised(
  received: unknown,
  matcher: string,
  ...definitions: readonly ExpectationDefinition[]
): MatcherResult {
  const judged = runsIn(received, matcher).map((run) => ({ run, verdicts: verdictsOn(run, definitions) }));
  const broken = judged.filter(({ verdicts }) => verdicts.some(({ kept }) => !kept));
  return {
    pass: broken.length === 0,
    message: () =>
      broken.length > 0
        ? broken.map(({ run, verdicts }) => failuresWith(run, verdicts)).join('\n\n')
        : judged.map(({ run, verdicts }) => keptText(run, verdicts)).join('\n\n'),
  };
}

function verdictsOn(run: Run, definitions: readonly ExpectationDefinition[]): Verdict[] {
  const promises = promisesFrom(definitions, run.plan);
  if ('problems' in promises) throw ScenarioError.from(promises.problems, new Map());
  const { source } = run.plan;
  return holdAfter(
    run,
    promises.map((promise) => ({ ...promise, source })),
  );
}

/** Rows that are shown of a promise that was not to be kept. */
const ROWS_MAX = 5;

function keptText({ plan, journal }: Run, verdicts: readonly Verdict[]): string {
  const zone = zoneOfProject(plan.project);
  const people = peopleOf(plan);
  return verdicts
    .flatMap(({ title, entries }) => [
      `${plan.title}\n  ✓ ${title}, which was not to be`,
      ...entries.slice(0, ROWS_MAX).map((index) => {
        const entry = journal.entry(index);
        const kind = entry.kind === 'sent' ? (entry.channel ?? 'sms') : 'error';
        return `      found     ${rowText({ index, kind, entry, to: entry.to }, zone, people)}`;
      }),
      ...(entries.length > ROWS_MAX ? [`      … and ${entries.length - ROWS_MAX} more`] : []),
    ])
    .join('\n');
}
