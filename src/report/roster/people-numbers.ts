/** People by number, so that the tally of each alert remembers a few bits of a person and not the key once more. */
import type { Entry } from '../../core/model/entry.ts';
import type { Plan } from '../../core/model/plan.ts';

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

  private isIndividual(key: string): boolean {
    return this.numbers.has(key) || this.plan?.cases.has(key) === true || this.plan?.users.has(key) === true;
  }
}

const reached = (number: string | undefined, address: string | undefined): string | undefined =>
  number === undefined ? address : `+${number}`;
