/** People by number, so that the tally of each alert remembers a few bits of a person and not the key once more. */
import type { RecipientRef } from '../../core/model/alert.ts';
import type { Entry } from '../../core/model/entry.ts';
import type { Plan } from '../../core/model/plan.ts';
import { personOf, type RosterRow } from './row.ts';

/** A person is a registered case, or whoever a message was made for. */
export class PeopleNumbers {
  private readonly numbers = new Map<string, number>();
  private readonly keys: string[] = [];
  private readonly plan: Plan | undefined;

  constructor(plan: Plan | undefined) {
    this.plan = plan;
  }

  get size(): number {
    return this.keys.length;
  }

  /** Numbers count from 0, in the order in which keys were first asked for. */
  numberOf(key: string): number {
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    const number = this.keys.push(key) - 1;
    this.numbers.set(key, number);
    return number;
  }

  keyOf(number: number): string {
    return this.keys[number]!;
  }

  /** The case and the contact of an entry, each once; a group or a location is nobody, its members are. */
  namedBy({ case: record, to, recipient, number, address }: Entry): number[] {
    const whom =
      to ??
      (recipient !== undefined && this.isIndividual(recipient) ? recipient : undefined) ??
      (record === undefined ? reached(number, address) : undefined);
    const people = record === undefined ? [] : [this.numberOf(record)];
    if (whom !== undefined && whom !== record) people.push(this.numberOf(whom));
    return people;
  }

  /** The one whom a row is about; of a recipient that nobody stands for, such as the children of a case without any, the case. */
  personOf(row: RosterRow): string {
    const { to, case: record } = row;
    const isNobody = to !== undefined && kindsOfRecipients.has(to) && !this.isIndividual(to);
    return isNobody && record !== undefined ? record : personOf(row);
  }

  private isIndividual(key: string): boolean {
    return this.numbers.has(key) || this.plan?.cases.has(key) === true || this.plan?.users.has(key) === true;
  }
}

/** Under their names the journal has recipients that nobody was found for. */
const kindsOfRecipients: ReadonlySet<string> = new Set<RecipientRef['kind']>([
  ...(['owner', 'parent', 'children', 'last_submitting_user', 'host_owner_location'] as const),
  ...(['host_owner_location_parent', 'case_owner_location_parent'] as const),
  ...(['user_property', 'user_id_property', 'email_property'] as const),
]);

const reached = (number: string | undefined, address: string | undefined): string | undefined =>
  number === undefined ? address : `+${number}`;
