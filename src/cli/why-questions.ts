/** Whom `drysend why --case … --to …` asks about: each contact that the words may mean is a question of its own. */

import type { Plan } from '../core/model/plan.ts';
import { visibleLine } from '../core/render/visible.ts';
import { type People, peopleOf } from '../report/people.ts';
import { nearNumbers } from '../report/why/near-numbers.ts';
import type { WhyQuestion } from '../report/why/trail.ts';
import type { EntrySource } from '../report/why/trail-plan.ts';
import { type Meant, type Register, whomMeans } from '../report/why/whom.ts';
import { didYouMean } from '../scenario/near.ts';
import { exitCodes } from './exit-codes.ts';
import { Stop } from './stop.ts';

interface Asked {
  readonly case?: string | undefined;
  readonly to?: string | undefined;
  readonly alert?: string | undefined;
}

export interface Questions {
  readonly questions: readonly WhyQuestion[];
  /** Whom the words may mean, where that is not plain. */
  readonly note: string | undefined;
}

/** Contacts listed for words that may mean several. */
const MEANT_MAX = 8;
/** Contacts named in a sentence. */
const NAMED_MAX = 12;

/** Ends the command when somebody asked for is nobody. */
export function questionsFor(
  plan: Plan,
  journal: EntrySource,
  { case: record, to, alert }: Asked,
): Questions {
  const people = peopleOf(plan);
  const cases =
    record === undefined ? undefined : meant('case', record, { plan, journal, people, casesOnly: true });
  const contacts = to === undefined ? undefined : meant('recipient', to, { plan, journal, people });
  const pairs = (cases?.keys ?? [undefined]).flatMap((one) =>
    (contacts?.keys ?? [undefined]).map((other) => ({ case: one, to: other, alert })),
  );
  const notes = [
    cases && noteOf(record!, cases, people),
    contacts && noteOf(to!, contacts, people),
    pairs.length > MEANT_MAX ? `the first ${MEANT_MAX} are told; write more of it for another` : undefined,
  ].filter((note) => note !== undefined);
  return {
    questions: pairs.slice(0, MEANT_MAX),
    note: notes.length === 0 ? undefined : notes.join('; '),
  };
}

function meant(noun: string, asked: string, register: Register): Meant {
  const found = whomMeans(asked, register);
  if (found.keys.length > 0) return found;
  const { plan } = register;
  const keys = [...plan.cases.keys(), ...(register.casesOnly ? [] : plan.users.keys())];
  throw new Stop(
    exitCodes.usage,
    `no ${noun} is called ${asked}: it is no number, name or id of one, nor the beginning of one`,
    notCaseText(asked, register) ?? nearText(asked, register) ?? didYouMean(asked, keys) ?? listed(keys),
  );
}

/** Of a number that only others than cases have: `it is the number or address of nurse: give --to nurse` */
function notCaseText(asked: string, register: Register): string | undefined {
  if (!register.casesOnly) return undefined;
  const { keys, by } = whomMeans(asked, { ...register, casesOnly: false });
  if (by !== 'number or address') return undefined;
  return `it is the ${by} of ${listed(keys.map(register.people.label))}: give --to "${visibleLine(asked)}"`;
}

/** `0784210369 of Amina Lema (3bc36664) is near: give --to 0784210369` */
function nearText(asked: string, { plan, people, casesOnly }: Register): string | undefined {
  const near = nearNumbers(asked, casesOnly ? { cases: plan.cases, users: new Map() } : plan);
  const [first] = near;
  if (!first) return undefined;
  const named = near.map(({ key, raw }) => `${visibleLine(raw)} of ${people.label(key)}`);
  return `${named.join(', ')} ${near.length === 1 ? 'is' : 'are'} near: give ${casesOnly ? '--case' : '--to'} "${visibleLine(first.raw)}"`;
}

function noteOf(asked: string, { keys, by, others }: Meant, people: People): string | undefined {
  const labels = (all: readonly string[]): string => listed(all.map((key) => people.label(key)));
  if (keys.length > 1) return `${visibleLine(asked)} may mean ${labels(keys)}`;
  if (others.length > 0)
    return `${visibleLine(asked)} is the ${by} of ${labels(keys)}; also called so: ${labels(others)}`;
  return by === 'key' ? undefined : `${visibleLine(asked)} is the ${by} of ${labels(keys)}`;
}

function listed(names: readonly string[]): string {
  const more = names.length > NAMED_MAX ? `, … (${names.length})` : '';
  return names.slice(0, NAMED_MAX).map(visibleLine).join(', ') + more;
}
