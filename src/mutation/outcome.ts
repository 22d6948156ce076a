/** What of a run a promise can be about: its rows with their fields, and how the world is at the end. */
import type { Entry } from '../core/model/entry.ts';
import type { PromisedState } from '../core/model/expectation.ts';
import type { WorldView } from '../core/ports.ts';
import { type Row, RowCollector } from '../expect/rows.ts';

/** What a run touched of the world, by a name; each asks a world how that stands. */
type States = ReadonlyMap<string, (world: WorldView) => PromisedState | undefined>;

export interface Outcome {
  readonly rows: readonly Row[];
  readonly states: States;
  readonly world: WorldView | undefined;
}

/** Follows one run. Warnings are drysend's own remarks: a run that differs in nothing else is the same. */
export class OutcomeCollector {
  readonly #rows = new RowCollector();
  readonly #states = new Map<string, (world: WorldView) => PromisedState | undefined>([
    ['queued', (world) => ({ queued: world.queued() })],
    ['opted out', (world) => ({ optedOut: world.optedOut() })],
  ]);
  #world: WorldView | undefined;
  #seen = 0;

  record(entry: Entry): void {
    if (entry.kind !== 'warning') this.#rows.take(entry, this.#seen);
    this.#seen += 1;
    const { kind, case: record, cause } = entry;
    // What the timeline writes is known.
    if (kind === 'updated' && record !== undefined && cause !== undefined)
      for (const property of entry.changed ?? []) this.#property(record, property);
    if (kind === 'ownership') this.#owner(entry.number);
    if (kind === 'survey') this.#session(entry.contact);
  }

  end(world: WorldView): void {
    this.#world = world;
  }

  outcome(): Outcome {
    return { rows: this.#rows.rows, states: this.#states, world: this.#world };
  }

  #property(record: string, property: string): void {
    this.#states.set(`property ${record} ${property}`, (world) => {
      const value = world.property(record, property);
      return value === undefined
        ? value
        : { property: { case: record, values: new Map([[property, value]]) } };
    });
  }

  #owner(number: string): void {
    this.#states.set(`two_way ${number}`, (world) => ({
      twoWay: new Map([[number, world.twoWayOwner(number) ?? null]]),
    }));
  }

  #session(contact: string): void {
    this.#states.set(`session ${contact}`, (world) => {
      const status = world.surveyStatus(contact);
      return status && { session: new Map([[contact, status]]) };
    });
  }
}

/** The fields of a row that a promise may name, as a scenario has them. */
export function rowFields({ kind, entry, to, status }: Row): ReadonlyMap<string, string | number> {
  const { address, code, via, language, text, subject, html, detail } = entry;
  const isSent = kind === 'sms' || kind === 'email';
  const fields = {
    channel: kind,
    code,
    to,
    address: to === undefined ? address : undefined,
    case: to === undefined ? entry.case : undefined,
    at: entry.at,
    via,
    in: isSent ? language : undefined,
    ...{ alert: entry.alert, broadcast: entry.broadcast, keyword: entry.keyword, survey: entry.survey },
    // Words that were not sent were read by nobody.
    ...(kind !== 'error' && { says: text, subject, html_contains: html }),
    from_number: entry.from_number,
    segments: entry.segments,
    encoding: entry.encoding,
    attempts: entry.attempts,
    status: isSent ? status : undefined,
    detail: typeof detail === 'string' ? detail : undefined,
    handled_by: entry.handled_by,
    invalid_answer: kind === 'inbound' && entry.invalid_answer ? 'yes' : undefined,
  };
  return new Map(
    Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
}
