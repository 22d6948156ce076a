/** What the lab's server answers, as the pages name it: the types are those of the contract. */
import type { AnswerOf } from '../../contract/answers.ts';

export type { Beat, Line } from '../../contract/answers.ts';

/** Everything but the journal. The pages keep the contacts that an answer leaves out. */
export type LabState = Omit<AnswerOf<'State'>, 'contacts'> & { readonly contacts: readonly Contact[] };
export type Contact = NonNullable<AnswerOf<'State'>['contacts']>[number];
export type GatewayState = LabState['gateways'][number];
export type Upcoming = LabState['upcoming'][number];
export type ScenarioInfo = AnswerOf<'Scenarios'>[number];
export type SessionInfo = AnswerOf<'Sessions'>[number];
export type Trail = AnswerOf<'Trail'>;
export type Person = AnswerOf<'Person'>;
export type Author = Person['properties'][number]['changes'][number]['by'];
export type Filled = AnswerOf<'Filled'>;
/** A request to a gateway and what came back. */
export type Exchange = AnswerOf<'Exchanges'>['exchanges'][number];
/** What a program handed to a gateway's socket. */
export type Outside = AnswerOf<'Outside'>['exchanges'][number];
/** What a phone wrote to a program. */
export type OutsideText = AnswerOf<'Outside'>['texts'][number];

/** A moment as the server writes it: ISO 8601 or milliseconds. */
export type Moment = string | number;

/** Something the person at the page can mend. */
export type Problem = Pick<AnswerOf<'Refusal'>, 'found'> & Partial<Omit<AnswerOf<'Refusal'>, 'found'>>;

/** Milliseconds since the epoch; 0 for what is no moment. */
export function msOf(moment: Moment | null | undefined): number {
  if (typeof moment === 'number') return moment;
  const ms = moment ? Date.parse(moment) : 0;
  return Number.isNaN(ms) ? 0 : ms;
}
