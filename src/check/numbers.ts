/** Phones that several contacts share, and strangers of the timeline whose number is almost a contact's. */

import { nearNumber } from '../core/contact/near-number.ts';
import { isVerifiedFlag, normalizeNumber } from '../core/contact/number.ts';
import type { SourceLocation } from '../core/model/expectation.ts';
import type { Plan } from '../core/model/plan.ts';
import { grouped } from '../core/text/grouped.ts';
import { caseName, type Emit } from './finding.ts';

interface Holder {
  readonly number: string;
  readonly owner: string;
  readonly ownerKind: 'case' | 'user';
  readonly isTwoWay: boolean;
  readonly source: SourceLocation;
}

/** Contacts named for one number. */
const NAMED_MAX = 4;

export function checkNumbers(plan: Plan, emit: Emit): void {
  const byNumber = holdersOf(plan);
  for (const [number, holders] of byNumber) {
    if (Array.isArray(holders) && !isOnePerson(plan, holders)) tellShared(plan, number, holders, emit);
  }
  const phones = { withNumber: (number: string) => listOf(byNumber.get(number)) };
  for (const { act, source } of plan.timeline) {
    if (act.verb !== 'inbound' || act.fromKind !== 'number') continue;
    const near = nearNumber(act.from, phones);
    if (!near) continue;
    const { entry, how } = near;
    emit({
      code: 'NEAR_NUMBER',
      message: `${act.from} is nobody's, and ${how === 'digit' ? 'one digit' : 'a prefix'} away from ${entry.number} of ${caseName(plan, entry.owner)}`,
      hint: 'if it is the same phone, correct the stored number',
      about: { number: act.from, [entry.ownerKind]: entry.owner },
      source,
    });
  }
}

type Holders = Holder | Holder[];

const listOf = (holders: Holders | undefined): readonly Holder[] =>
  holders === undefined ? [] : Array.isArray(holders) ? holders : [holders];

/** In the order of the file, which is that of registration as a rule. One holder stands alone, to save memory. */
function holdersOf(plan: Plan): ReadonlyMap<string, Holders> {
  const byNumber = new Map<string, Holders>();
  const add = (holder: Holder): void => {
    const before = byNumber.get(holder.number);
    if (before === undefined) byNumber.set(holder.number, holder);
    else if (Array.isArray(before)) before.push(holder);
    else byNumber.set(holder.number, [before, holder]);
  };
  for (const { key, phones, verified, active } of plan.users.values()) {
    if (!active) continue;
    for (const phone of phones) {
      const { normalized, sendable } = normalizeNumber(phone);
      if (!sendable || normalized === null) continue;
      add({ number: normalized, owner: key, ownerKind: 'user', isTwoWay: verified, source: plan.source });
    }
  }
  for (const { key, closed, properties, source = plan.source } of plan.cases.values()) {
    const { normalized, sendable } = normalizeNumber(properties.get('contact_phone_number'));
    if (closed || !sendable || normalized === null) continue;
    const isTwoWay = isVerifiedFlag(properties.get('contact_phone_number_is_verified'));
    add({ number: normalized, owner: key, ownerKind: 'case', isTwoWay, source });
  }
  return byNumber;
}

/** Somebody who is registered twice is reported as such. */
const isOnePerson = ({ cases }: Plan, holders: readonly Holder[]): boolean =>
  new Set(holders.map(({ owner }) => cases.get(owner)?.name.toLowerCase().trim() || owner)).size === 1;

function tellShared(plan: Plan, number: string, holders: readonly Holder[], emit: Emit): void {
  const owner = holders.find(({ isTwoWay }) => isTwoWay);
  const names = holders.slice(0, NAMED_MAX).map((one) => caseName(plan, one.owner));
  const more = holders.length - names.length;
  const whose = owner
    ? `replies belong to ${caseName(plan, owner.owner)}, the first with a verified number`
    : 'nobody owns it two-way, so replies belong to nobody';
  emit({
    code: 'NUMBER_SHARED',
    message: `${number} stands with ${grouped(holders.length)} contacts: ${names.join(', ')}${more > 0 ? ` and ${grouped(more)} more` : ''}; ${whose}`,
    hint: 'write the name into the text, and let one contact be verified: the one who answers',
    about: { number, ...(owner && { owner: owner.owner }), count: String(holders.length) },
    source: holders[1]!.source,
  });
}
