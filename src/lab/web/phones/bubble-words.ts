/** What stands below a message on a phone that only a tester sees, and what stands for a message without words. */
import type { Bubble, BubbleState } from '../state/store.ts';

const stateWords: Readonly<Record<BubbleState, string>> = {
  arrived: '',
  waiting: 'waiting',
  retrying: 'will try again',
  held: 'held',
  lost: 'not sent',
};

/** `toWhom`: whom of several on one phone it was sent to. */
export function bubbleWords(bubble: Bubble, toWhom: string): string[] {
  const { line, isReply, outside } = bubble;
  if (outside) return [outsideText(bubble), line.via ?? '', stateText(bubble)].filter(Boolean);
  return [
    toWhom !== '' && !isReply ? `to ${toWhom}` : '',
    line.language && line.language !== '*' ? line.language : '',
    line.via ?? '',
    line.segments ? `${line.segments} segment${line.segments === 1 ? '' : 's'}` : '',
    stateText(bubble),
  ].filter(Boolean);
}

/** That it is no message of the rehearsal; '' of one that is. */
export function outsideText({ isReply, outside }: Pick<Bubble, 'isReply' | 'outside'>): string {
  if (!outside) return '';
  return isReply ? 'to the application' : 'from outside';
}

/** How far it came, unless it simply arrived. What stands in place of the text is not said again. */
export const stateText = (bubble: Pick<Bubble, 'state' | 'note' | 'line'>): string => {
  const { state, note, line } = bubble;
  const words = !line.text && line.words && state === 'lost' ? (line.code ?? note) : note;
  return [stateWords[state], words].filter(Boolean).join(': ');
};

/** A message that never got words says why it has none. */
export const emptyText = ({ state, line }: Bubble): string =>
  state === 'lost' && line.words ? `${line.words}.` : '(no text)';
