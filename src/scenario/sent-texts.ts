/** The texts that alerts and broadcasts send, one after the other. */
import type { Alert, Broadcast } from '../core/model/alert.ts';
import type { Content } from '../core/model/content.ts';
import type { Texts } from '../core/model/texts.ts';

export interface SentTexts {
  readonly sender: Alert | Broadcast;
  /** From 0. */
  readonly event: number;
  readonly kind: 'sms' | 'subject' | 'body' | 'html';
  readonly texts: Texts;
}

/** A survey asks in its own words: it has none here; custom content is sent as it stands. */
export const sentTextsOf = (sender: Alert | Broadcast): SentTexts[] =>
  sender.schedule.events.flatMap(({ content }, event) =>
    textsIn(content).map(([kind, texts]) => ({ sender, event, kind, texts })),
  );

function textsIn(content: Content): (readonly [SentTexts['kind'], Texts])[] {
  if (content.kind === 'sms') return [['sms', content.texts]];
  if (content.kind !== 'email') return [];
  const parts = [
    ['subject', content.subject],
    ['body', content.body],
    ['html', content.html],
  ] as const;
  return parts.filter(([, texts]) => texts.size > 0);
}

/** `{alert: 'visit'}` */
export const aboutSender = ({ kind, key }: Alert | Broadcast): Readonly<Record<string, string>> => ({
  [kind]: key,
});
