/** What the side panel is about. */
import { batch, signal } from '@preact/signals';
import type { Line } from './answers.ts';
import type { Bubble, FromOutside } from './store.ts';

/** The line whose wire exchange and trail are shown in the side panel. */
export const chosen = signal<Line | undefined>(undefined);
/** The contact of whom everything is shown in the side panel. */
export const chosenPerson = signal<string | undefined>(undefined);
/** What came from outside, that is shown in the side panel. */
export const chosenOutside = signal<FromOutside | undefined>(undefined);

/** Opens the side panel about a contact. */
export function choosePerson(key: string): void {
  batch(() => {
    chosen.value = undefined;
    chosenOutside.value = undefined;
    chosenPerson.value = key;
  });
}

/** Opens the side panel about a message. */
export function chooseMessage({ line, outside }: Pick<Bubble, 'line' | 'outside'>): void {
  batch(() => {
    chosen.value = outside ? undefined : line;
    chosenOutside.value = outside;
  });
}

/** Closes the side panel, whatever it is about. */
export function closePanel(): void {
  batch(() => {
    chosen.value = undefined;
    chosenOutside.value = undefined;
    chosenPerson.value = undefined;
  });
}

/** On Esc, unless a dialog takes it; the keyboard goes back to the message that the panel was about. */
export function closePanelByKey({ key, defaultPrevented }: KeyboardEvent): void {
  const isOpen = (chosen.peek() ?? chosenOutside.peek() ?? chosenPerson.peek()) !== undefined;
  if (key !== 'Escape' || defaultPrevented || !isOpen || document.querySelector('dialog[open]')) return;
  document.querySelector<HTMLElement>('[data-chosen="true"]')?.focus();
  closePanel();
}
