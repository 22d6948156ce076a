/** A text that nobody takes, or that gets no answer: HQ says so nowhere, so we do, in plain words. */
import type { Entry } from '../../core/model/entry.ts';

/** What became of the default reply: it went its way, HQ lost it without a word, or the project has none. */
export type DefaultReply = 'made' | 'lost' | 'none';

/** Why the text gets no answer; undefined: it is none, or somebody takes it. */
export function whyUnanswered(
  { kind, handled_by: by, contact }: Entry,
  reply: DefaultReply,
): string | undefined {
  if (kind !== 'inbound') return undefined;
  if (by === undefined && contact === undefined) return 'no two-way contact has this number';
  if (by === undefined)
    return 'the number of the contact is not two-way, the contact is closed or inactive, or the project takes no texts';
  if (by !== 'default_reply' || reply === 'made') return undefined;
  if (reply === 'lost') return 'no answer: the default reply could not be sent, and HQ tells nobody';
  return 'no answer: no keyword, no survey open, no default reply';
}

/** Whether a line after the text, at the same instant, is the default reply to it. */
export const isDefaultReplyTo = (inbound: Entry, { at, cause, to }: Entry): boolean =>
  cause === 'default_reply' && at === inbound.at && to === inbound.contact;
