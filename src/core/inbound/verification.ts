import { normalizeNumber } from '../contact/number.ts';
import { routeAtProcessing } from '../dispatch/route-message.ts';
import type { PhoneEntry } from '../state/phone-book.ts';
import type { Party } from '../state/records.ts';
import type { Stage } from '../state/simulation-state.ts';
import { originNow, systemWords } from './reply.ts';

/** What a worker must send back; it may stand anywhere in the text. */
const CODE = '123';

/** Starts HQ's verification of a worker's number (spec/contacts 4.4). */
export function startVerification(stage: Stage, userKey: string, number: string): void {
  const { world } = stage;
  const record = world.users.get(userKey);
  const { normalized } = normalizeNumber(number, world.project.hq);
  const entry = world.phones.of(userKey).find((each) => each.number === normalized);
  if (!record || !entry) return refuse(stage, userKey, number, 'the user has no such number');
  const holder = world.phones.holderBeside(entry);
  if (holder) return refuse(stage, userKey, number, `the number is already in use by ${holder.owner}`);
  if (entry.twoWay && entry.verified) return refuse(stage, userKey, number, 'the number is verified already');
  entry.pending = true;
  entry.verified = false;
  ask(stage, record, entry);
}

/** A reply from a pending number: the code makes it two-way; anything else is not handled. */
export function handleVerification(stage: Stage, entry: PhoneEntry, party: Party, text: string): boolean {
  if (!entry.pending || entry.verified || !text.includes(CODE)) return false;
  if (!stage.world.phones.claim(entry)) return false;
  queue(stage, party, entry.number, systemWords(stage, party, 'sms.verify.successful'));
  return true;
}

function ask(stage: Stage, party: Party, entry: PhoneEntry): void {
  const route = routeAtProcessing(stage.world, party.project, entry.number);
  const replyTo = 'gateway' in route ? route.gateway.options.get('reply_to') : undefined;
  const text = replyTo
    ? systemWords(stage, party, 'sms.verify.startwithreplyto', [CODE, replyTo])
    : systemWords(stage, party, 'sms.verify.startwithoutreplyto', [CODE]);
  queue(stage, party, entry.number, text);
}

/** Goes to the very number that is verified, whichever the contact's first number is. */
function queue(stage: Stage, party: Party, number: string, text: string): void {
  const { world } = stage;
  const origin = originNow(stage, 'verification', 'verification', party);
  const because = { zone: origin.zoneBecause, number: 'the number to verify' };
  stage.outbox.add({ channel: 'sms', origin, party, number, text, because }, world);
}

function refuse(stage: Stage, user: string, number: string, why: string): void {
  stage.world.note({
    kind: 'warning',
    code: 'VERIFICATION_NOT_STARTED',
    message: `${number} of ${user} is not verified: ${why}`,
    about: { user, number },
  });
}
