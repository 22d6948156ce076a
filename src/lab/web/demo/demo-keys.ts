/** The keys of the demo: what each does, and what its help says. */

export type DemoOrder =
  | 'next-message'
  | 'previous-phone'
  | 'next-phone'
  | 'reply'
  | 'restart'
  | 'keys'
  | 'leave';

interface KeyHelp {
  readonly keys: readonly string[];
  /** As they stand on a keyboard. */
  readonly caps: string;
  readonly order: DemoOrder;
  readonly does: string;
}

/** `keys` are names of KeyboardEvent.key; Page Down is what the button of a presenter's remote sends. */
export const demoKeys: readonly KeyHelp[] = [
  { keys: [' ', 'PageDown'], caps: 'Space or Page Down', order: 'next-message', does: 'the next message' },
  { keys: ['ArrowLeft'], caps: '←', order: 'previous-phone', does: 'the phone before' },
  { keys: ['ArrowRight'], caps: '→', order: 'next-phone', does: 'the phone after' },
  {
    keys: ['Enter'],
    caps: 'Enter',
    order: 'reply',
    does: 'reply from the phone in the frame; Enter sends, Esc stops',
  },
  { keys: ['Home'], caps: 'Home', order: 'restart', does: 'back to the start' },
  { keys: ['?'], caps: '?', order: 'keys', does: 'these keys' },
  { keys: ['Escape'], caps: 'Esc', order: 'leave', does: 'leaves the demo' },
];

/** Keys that the element with the focus needs for itself. */
const ownKeys: readonly { readonly where: string; readonly keys: readonly string[] | 'all' }[] = [
  { where: 'input, textarea, select', keys: 'all' },
  { where: 'button, a', keys: [' ', 'Enter'] },
];

/** What a key asks of the demo; undefined when it is meant for something else. */
export function orderOf(event: KeyboardEvent): DemoOrder | undefined {
  const { key, target } = event;
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.isComposing) return undefined;
  const isTaken =
    target instanceof Element &&
    ownKeys.some(({ where, keys }) => target.matches(where) && (keys === 'all' || keys.includes(key)));
  return isTaken ? undefined : demoKeys.find(({ keys }) => keys.includes(key))?.order;
}
