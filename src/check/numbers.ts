/** Phones that several contacts share, and strangers of the timeline whose number is almost a contact's. */

import { type NumberIndex, nearNumber, nearNumbers } from '../core/contact/near-number.ts';
import { isVerifiedFlag, normalizeNumber } from '../core/contact/number.ts';
import type { SourceLocation } from '../core/model/expectation.ts';
import type { Plan } from '../core/model/plan.ts';
import { grouped } from '../core/text/grouped.ts';
import { RepeatedTexts } from '../core/text/text-numbers.ts';
import { type CaseCheck, caseName, type Emit, namedCase } from './finding.ts';

interface Holder {
  readonly number: string;
  readonly owner: string;
  readonly ownerKind: 'case' | 'user';
  readonly isTwoWay: boolean;
  readonly source: SourceLocation;
  /** '' for a user. */
  readonly name: string;
}

/** All who have one number. */
interface Shared {
  /** The first of them. */
  readonly named: string[];
  count: number;
  owner: Holder | undefined;
  secondSource: SourceLocation | undefined;
  /** Somebody who is registered twice is reported as such. */
  isOnePerson: boolean;
  readonly person: string;
}

/** Contacts named for one number. */
const NAMED_MAX = 4;

export function checkNumbers(plan: Plan, emit: Emit): CaseCheck {
  const repeated = new RepeatedTexts();
  for (const { phones, active } of plan.users.values())
    for (const phone of active ? phones : []) repeated.add(numberIn(phone));
  return {
    take({ closed, properties }) {
      if (!closed) repeated.add(numberIn(properties.get('contact_phone_number')));
    },
    end() {
      for (const [number, shared] of repeated.size === 0 ? [] : sharedNumbers(plan, repeated))
        if (!shared.isOnePerson) tellShared(number, shared, emit);
      tellNearNumbers(plan, emit);
    },
  };
}

function tellNearNumbers(plan: Plan, emit: Emit): void {
  const strangers = plan.timeline.flatMap(({ act, source }) =>
    act.verb === 'inbound' && act.fromKind === 'number' ? [{ from: act.from, source }] : [],
  );
  if (strangers.length === 0) return;
  const phones = firstHolders(plan, strangers.length > STRANGERS_MAX ? undefined : strangers);
  for (const { from, source } of strangers) {
    const near = nearNumber(from, phones);
    if (!near) continue;
    const { entry, how } = near;
    emit({
      code: 'NEAR_NUMBER',
      message: `${from} is nobody's, and ${how === 'digit' ? 'one digit' : 'a prefix'} away from ${entry.number} of ${caseName(plan, entry.owner)}`,
      hint: 'if it is the same phone, correct the stored number',
      about: { number: from, [entry.ownerKind]: entry.owner },
      source,
    });
  }
}

/** Each has more than a thousand numbers that are near: of many strangers all numbers are remembered instead. */
const STRANGERS_MAX = 200;

/** The first holder of each number that is near one of these; of every number, where they are not given. */
function firstHolders(plan: Plan, strangers: readonly { readonly from: string }[] | undefined): NumberIndex {
  const near = strangers?.flatMap(({ from }) => (/^[0-9]+$/.test(from) ? [from, ...nearNumbers(from)] : []));
  const wanted = near && new Set(near);
  const first = new Map<string, Holder[]>();
  for (const holder of holdersOf(plan))
    if (!first.has(holder.number) && wanted?.has(holder.number) !== false) first.set(holder.number, [holder]);
  return { withNumber: (number) => first.get(number) ?? [] };
}

/** Everybody with a number, in the order of the file, which is that of registration as a rule. */
function* holdersOf(plan: Plan): Generator<Holder> {
  for (const { key, phones, verified, active } of plan.users.values()) {
    if (!active) continue;
    for (const phone of phones) {
      const number = numberIn(phone);
      const user = {
        owner: key,
        ownerKind: 'user',
        isTwoWay: verified,
        source: plan.source,
        name: '',
      } as const;
      if (number !== undefined) yield { number, ...user };
    }
  }
  for (const { key, closed, properties, name, source = plan.source } of plan.cases.values()) {
    const number = closed ? undefined : numberIn(properties.get('contact_phone_number'));
    if (number === undefined) continue;
    const isTwoWay = isVerifiedFlag(properties.get('contact_phone_number_is_verified'));
    yield { number, owner: key, ownerKind: 'case', isTwoWay, source, name };
  }
}

function numberIn(text: string | undefined): string | undefined {
  const { normalized, sendable } = normalizeNumber(text);
  return sendable ? (normalized ?? undefined) : undefined;
}

/** By number, in the order of their first holders; of numbers with one holder hashes are enough. */
function sharedNumbers(plan: Plan, repeated: RepeatedTexts): ReadonlyMap<string, Shared> {
  const shared = new Map<string, Shared>();
  for (const holder of holdersOf(plan)) {
    if (!repeated.has(holder.number)) continue;
    const { owner, name, isTwoWay, source } = holder;
    const person = name.toLowerCase().trim() || owner;
    const known = shared.get(holder.number) ?? {
      ...{ named: [], count: 0, owner: undefined, secondSource: undefined },
      ...{ isOnePerson: true, person },
    };
    shared.set(holder.number, known);
    known.count += 1;
    if (known.named.length < NAMED_MAX) known.named.push(nameOf(holder));
    if (known.count === 2) known.secondSource = source;
    if (isTwoWay) known.owner ??= holder;
    known.isOnePerson &&= person === known.person;
  }
  return shared;
}

const nameOf = ({ owner, name }: Holder): string => namedCase(owner, name);

function tellShared(number: string, { named, count, owner, secondSource }: Shared, emit: Emit): void {
  const more = count - named.length;
  const whose = owner
    ? `replies belong to ${nameOf(owner)}, the first with a verified number`
    : 'nobody owns it two-way, so replies belong to nobody';
  emit({
    code: 'NUMBER_SHARED',
    message: `${number} stands with ${grouped(count)} contacts: ${named.join(', ')}${more > 0 ? ` and ${grouped(more)} more` : ''}; ${whose}`,
    hint: 'write the name into the text, and let one contact be verified: the one who answers',
    about: { number, ...(owner && { owner: owner.owner }), count: String(count) },
    source: secondSource!,
  });
}
