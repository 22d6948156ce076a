import { normalizeNumber } from '../contact/number.ts';
import { type DefaultRoute, routeAtProcessing } from '../dispatch/route-message.ts';
import type { Gateway } from '../model/gateway.ts';
import type { PhoneEntry } from '../state/phone-book.ts';
import type { UserRecord } from '../state/records.ts';
import type { SimulationState } from '../state/simulation-state.ts';
import { answerTo, originNow, sendText, systemWords, type Writer } from './reply.ts';

/** What a worker must send back; it may stand anywhere in the text. */
const CODE = '123';
/** How the kinds call the number that answers go to. */
const REPLY_TO = ['reply_to', 'reply_to_phone_number'];

/** Starts HQ's verification of a worker's number (docs/hq/contacts-and-messages.md#s4-4). */
export function startVerification(state: SimulationState, userKey: string, number: string): void {
  const { world } = state;
  const record = world.users.get(userKey);
  const hq = world.projectNamed(record?.project ?? world.project.name).hq;
  const { normalized } = normalizeNumber(number, hq);
  const entry = world.phones.of(userKey).find((each) => each.number === normalized);
  if (!record || !entry) return refuse(state, userKey, number, 'the user has no such number');
  const holder = world.phones.holderBeside(entry);
  if (holder) return refuse(state, userKey, number, `the number is already in use by ${holder.owner}`);
  if (entry.twoWay && entry.verified) return refuse(state, userKey, number, 'the number is verified already');
  const route = routeAtProcessing(world, record.project, entry.number);
  if ('problem' in route) return refuse(state, userKey, number, 'no route leads to it');
  entry.pending = true;
  entry.verified = false;
  ask(state, record, entry, route);
}

/** A reply from a pending number: the code makes it two-way; anything else is not handled. */
export function handleVerification(state: SimulationState, writer: Writer, text: string): boolean {
  const { party, entry } = writer;
  if (!entry.pending || entry.verified || !text.includes(CODE)) return false;
  if (!state.world.phones.claim(entry)) return false;
  const origin = originNow(state, 'verification', 'verification', party);
  answerTo(state, writer, origin, systemWords(state, party, 'sms.verify.successful'));
  return true;
}

/** Names the worker and, where the gateway has one, the number to reply to; one-way, by the default route. */
function ask(
  state: SimulationState,
  party: UserRecord,
  { number }: PhoneEntry,
  { gateway }: Extract<DefaultRoute, { gateway: Gateway }>,
): void {
  const name = party.user.username.split('@')[0]!;
  const replyTo = REPLY_TO.map((key) => gateway.options.get(key)).find((value) => value !== undefined);
  const text = replyTo
    ? systemWords(state, party, 'sms.verify.startwithreplyto', [name, replyTo])
    : systemWords(state, party, 'sms.verify.startwithoutreplyto', [name]);
  const origin = originNow(state, 'verification', 'verification', party);
  sendText(state, { origin, party, text, to: { number, because: { from: 'verification' } } });
}

function refuse(state: SimulationState, user: string, number: string, why: string): void {
  state.world.note({
    kind: 'warning',
    code: 'VERIFICATION_NOT_STARTED',
    message: `${number} of ${user} is not verified: ${why}`,
    about: { user, number },
  });
}
