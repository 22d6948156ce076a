/** The name that whoever sits at this browser goes by in sessions. */
import { signal } from '@preact/signals';

const KEPT_AS = 'drysend-name';
export const NAME_MAX = 40;

/** '' until they give one. */
export const myName = signal(keptName());

addEventListener('storage', ({ key }) => {
  if (key === KEPT_AS) myName.value = keptName();
});

export function callMe(name: string): void {
  const own = name.trim().slice(0, NAME_MAX);
  try {
    localStorage.setItem(KEPT_AS, own);
  } catch {
    // Nothing can be kept here: the name holds until the page is closed.
  }
  myName.value = own;
}

function keptName(): string {
  try {
    return localStorage.getItem(KEPT_AS) ?? '';
  } catch {
    return '';
  }
}
