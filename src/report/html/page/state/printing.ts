/** Whether the page is being printed: long lists are then laid out instead of scrolled. */
import { signal } from '@preact/signals';

export const isPrinting = signal(false);

export function watchPrinting(): void {
  addEventListener('beforeprint', () => {
    isPrinting.value = true;
  });
  addEventListener('afterprint', () => {
    isPrinting.value = false;
  });
}
