/** Somebody's name and id: the name is written in its own direction, and the id stands behind it in any. */
import { labelParts } from '../label-parts.ts';
import { cut } from './bidi-text.tsx';

const NAME_MAX = 300;

export function LabelText({ text, max = NAME_MAX }: { text: string; max?: number }) {
  const [name, id] = labelParts(text);
  return (
    <bdi class="label" dir="ltr">
      <bdi class="label-name">{cut(name, max)}</bdi>
      {id !== '' && (
        <bdi class="label-id" dir="ltr">
          {id}
        </bdi>
      )}
    </bdi>
  );
}
