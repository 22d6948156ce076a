import type { Content } from '../../core/model/content.ts';
import type { Schedule } from '../../core/model/schedule.ts';
import type { Texts } from '../../core/model/texts.ts';

/** The words a schedule sends, content by content. A survey asks in its own words: it has none here. */
export const textsOf = ({ events }: Schedule): Texts[] => events.flatMap(({ content }) => wordsIn(content));

function wordsIn(content: Content): Texts[] {
  if (content.kind === 'sms') return [content.texts];
  if (content.kind === 'email') return [content.body.size > 0 ? content.body : content.html];
  return [];
}
