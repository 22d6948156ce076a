import type { Answer } from '../model/answer.ts';
import { hqParts, segmentsOf } from '../render/segments.ts';
import { type Message, type SentFields, sentEntry } from '../state/message.ts';
import type { SimulationState } from '../state/simulation-state.ts';
import { isoLocal } from '../time/format.ts';
import { fail, failedAttempt } from './end.ts';
import { warnOfReader } from './reader-warnings.ts';

/** What the gateway's answer means for the message. */
export function settle(state: SimulationState, message: Message, answer: Answer): void {
  noteOnPhone(state, message, answer);
  switch (answer.kind) {
    case 'taken':
      return sent(state, message, answer.receipts !== undefined);
    case 'refused':
      message.attempts += 1;
      fail(
        state,
        message,
        answer.code,
        answer.code === 'GATEWAY_ERROR' ? `Gateway error: ${answer.detail ?? ''}` : answer.detail,
      );
      return;
    case 'busy':
      failedAttempt(state, message, answer.answer);
      return;
    case 'waiting':
      message.attempts += 1;
      noteSilence(state, message);
  }
}

/** The message stays where it is, neither sent nor ended: a worker of HQ's is held until somebody stops it. */
function noteSilence({ world }: SimulationState, message: Message): void {
  world.note({
    kind: 'warning',
    code: 'GATEWAY_NEVER_ANSWERS',
    message: 'the gateway does not answer, and HQ’s client of this kind waits for ever',
    hint: 'the message is neither sent nor tried again; a worker of HQ is held for as long',
    about: aboutMessage(message),
  });
}

const aboutMessage = ({ id, gateway, number, address }: Message) => ({
  id,
  via: gateway?.name ?? '',
  to: number ?? address ?? '',
});

/** HQ tries again what the gateway has accepted already: the phone gets it twice, and HQ will not know. */
function noteOnPhone({ world }: SimulationState, message: Message, answer: Answer): void {
  const isOnPhone = answer.kind === 'taken' || answer.committed === true;
  if (!isOnPhone || message.copies === 'several') return;
  message.copies = message.copies === 'one' || (answer.copies ?? 1) > 1 ? 'several' : 'one';
  if (message.copies !== 'several') return;
  world.note({
    kind: 'warning',
    code: 'DUPLICATE_ON_PHONE',
    message: 'the gateway accepted this message more than once',
    hint: 'an attempt that HQ heard fail had been accepted: the phone gets every copy',
    about: aboutMessage(message),
  });
}

function sent(state: SimulationState, message: Message, hasReceipts: boolean): void {
  const { world, outbox } = state;
  message.attempts += 1;
  outbox.end(message);
  world.note(sentEntry(message, endingOf(message, isoLocal(message.origin.zone, world.now))));
  warnOfReader(state, message);
  state.receipts.expect(world, message, hasReceipts);
}

/** How a message was sent, once it is. */
export function endingOf({ channel, text, from, attempts }: Message, local: string): SentFields {
  if (channel === 'email') return { attempts, local };
  const from_number = from?.startsWith('+') ? from.slice(1) : from;
  const { segments, hq_parts, encoding } = partsOf(text);
  return { from_number, segments, hq_parts, encoding, attempts, local };
}

/** How many parts an SMS has. */
export function partsOf(text: string): Required<Pick<SentFields, 'segments' | 'hq_parts' | 'encoding'>> {
  const { segments, encoding } = segmentsOf(text);
  return { segments, hq_parts: hqParts(text), encoding };
}
