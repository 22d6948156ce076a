import type { Stage } from '../engine/stage.ts';
import type { Answer } from '../model/answer.ts';
import { hqParts } from '../render/billing.ts';
import { segmentsOf } from '../render/segments.ts';
import { isoLocal } from '../time/format.ts';
import { fail, failedAttempt } from './end.ts';
import { type Ending, type Message, messageEntry } from './message.ts';

/** What the gateway's answer means for the message. */
export function settle(stage: Stage, message: Message, answer: Answer): void {
  switch (answer.kind) {
    case 'taken':
      return sent(stage, message);
    case 'refused':
      message.attempts += 1;
      fail(
        stage,
        message,
        answer.code,
        answer.code === 'GATEWAY_ERROR' ? `Gateway error: ${answer.detail ?? ''}` : answer.detail,
      );
      return;
    case 'busy':
      failedAttempt(stage, message, answer.answer);
  }
}

function sent(stage: Stage, message: Message): void {
  const { world, outbox } = stage;
  message.attempts += 1;
  outbox.end(message);
  world.note(messageEntry('sent', message, endingOf(message, isoLocal(message.origin.zone, world.now))));
  stage.receipts.expect(world, message);
}

function endingOf({ channel, text, from, attempts }: Message, local: string): Ending {
  if (channel === 'email') return { attempts, local };
  const { segments, encoding } = segmentsOf(text);
  const from_number = from?.startsWith('+') ? from.slice(1) : from;
  return { from_number, segments, hq_parts: hqParts(text), encoding, attempts, local };
}
