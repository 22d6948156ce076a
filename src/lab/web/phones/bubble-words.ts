/** What stands below a message on a phone that only a tester sees, and what stands for a message without words. */
import { wordsFor } from '../../../report/roster/cures.ts';
import { counted } from '../../../report/text/span.ts';
import type { Bubble, BubbleState } from '../state/store.ts';

const stateWords: Readonly<Record<BubbleState, string>> = {
  arrived: '',
  waiting: 'waiting',
  retrying: 'will try again',
  held: 'held',
  lost: 'not sent',
};

export function bubbleWords({ line, state, note, isReply }: Bubble, isShared: boolean): string[] {
  return [
    isShared && !isReply ? `to ${line.to ?? ''}` : '',
    line.language && line.language !== '*' ? line.language : '',
    line.via ?? '',
    line.segments ? counted(line.segments, 'segment') : '',
    [stateWords[state], noteWords(note)].filter(Boolean).join(': '),
  ].filter(Boolean);
}

/** A code with its sentence: `GATEWAY_NOT_FOUND (Gateway could not be found)`. */
function noteWords(note: string): string {
  const words = note === '' ? '' : wordsFor(note);
  return words === note ? note : `${note} (${words})`;
}

/** A message that never got words says why it has none. */
export function emptyText({ state, note }: Bubble): string {
  return state === 'lost' && note !== '' ? `${wordsFor(note)}.` : '(no text)';
}
