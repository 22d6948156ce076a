/** Every text of the page passes here on its way into the document, whatever view writes it. */
import { options, type VNode } from 'preact';
import { visible } from '../../core/render/visible.ts';

/** Attributes whose words a person reads. What a field holds stays as it is. */
const READ_ATTRIBUTES = ['title', 'aria-label', 'placeholder', 'alt', 'label'] as const;

/** From now on, hidden characters in texts and in attributes that are read are shown by their code points. */
export function showHiddenCharacters(): void {
  const before = options.vnode;
  options.vnode = (vnode: VNode) => {
    if (vnode.type === null) showText(vnode);
    else if (typeof vnode.type === 'string') showAttributes(vnode.props as Record<string, unknown>);
    before?.(vnode);
  };
}

/** Of a text, Preact keeps the words themselves where an element has its properties. */
function showText(vnode: { props: unknown }): void {
  if (typeof vnode.props === 'string') vnode.props = visible(vnode.props);
}

function showAttributes(props: Record<string, unknown>): void {
  for (const name of READ_ATTRIBUTES) {
    const words = props[name];
    if (typeof words === 'string' && visible(words) !== words) props[name] = visible(words);
  }
}
