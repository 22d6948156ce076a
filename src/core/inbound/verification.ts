import { normalizeNumber } from '../contact/number.ts';
import { routeAtProcessing } from '../dispatch/route-message.ts';
import type { PhoneEntry } from '../state/phone-book.ts';
import type { Party } from '../state/records.ts';
import type { SimulationState } from '../state/simulation-state.ts';
import { originNow, systemWords } from './reply.ts';

/** What a worker must send back; it may stand anywhere in the text. */
const CODE = '123';

/** Starts HQ's verification of a worker's number (docs/hq/contacts-and-messages.md#s4-4). */
export function startVerification(state: SimulationState, userKey: string, number: string): void {
  const { world } = state;
  const record = world.users.get(userKey);
  const { normalized } = normalizeNumber(number, world.project.hq);
  const entry = world.phones.of(userKey).find((each) => each.number === normalized);
  if (!record || !entry) return refuse(state, userKey, number, 'the user has no such number');
  const holder = world.phones.holderBeside(entry);
  if (holder) return refuse(state, userKey, number, `the number is already in use by ${holder.owner}`);
  if (entry.twoWay && entry.verified) return refuse(state, userKey, number, 'the number is verified already');
  entry.pending = true;
  entry.verified = false;
  ask(state, record, entry);
}

/** A reply from a pending number: the code makes it two-way; anything else is not handled. */
export function handleVerification(
  state: SimulationState,
  entry: PhoneEntry,
  party: Party,
  text: string,
): boolean {
  if (!entry.pending || entry.verified || !text.includes(CODE)) return false;
  if (!state.world.phones.claim(entry)) return false;
  queue(state, party, entry.number, systemWords(state, party, 'sms.verify.successful'));
  return true;
}

function ask(state: SimulationState, party: Party, entry: PhoneEntry): void {
  const route = routeAtProcessing(state.world, party.project, entry.number);
  const replyTo = 'gateway' in route ? route.gateway.options.get('reply_to') : undefined;
  const text = replyTo
    ? systemWords(state, party, 'sms.verify.startwithreplyto', [CODE, replyTo])
    : systemWords(state, party, 'sms.verify.startwithoutreplyto', [CODE]);
  queue(state, party, entry.number, text);
}

/** Goes to the very number that is verified, whichever the contact's first number is. */
function queue(state: SimulationState, party: Party, number: string, text: string): void {
  const { world } = state;
  const origin = originNow(state, 'verification', 'verification', party);
  const because = { zone: origin.zoneBecause, number: { from: 'verification' } } as const;
  state.outbox.add({ channel: 'sms', origin, party, number, text, because }, world);
}

function refuse(state: SimulationState, user: string, number: string, why: string): void {
  state.world.note({
    kind: 'warning',
    code: 'VERIFICATION_NOT_STARTED',
    message: `${number} of ${user} is not verified: ${why}`,
    about: { user, number },
  });
}
