/** Light, dark, or as the system has it. */
import { signal } from '@preact/signals';

export type Theme = 'system' | 'light' | 'dark';

const KEPT_AS = 'drysend-theme';
const themes: readonly Theme[] = ['system', 'light', 'dark'];

export const theme = signal<Theme>(themes.find((one) => one === keptTheme()) ?? 'system');

export function applyTheme(): void {
  const root = document.documentElement;
  if (theme.value === 'system') root.removeAttribute('data-theme');
  else root.dataset.theme = theme.value;
}

/** The next of the three. */
export function turnTheme(): void {
  theme.value = themes[(themes.indexOf(theme.value) + 1) % themes.length]!;
  applyTheme();
  try {
    localStorage.setItem(KEPT_AS, theme.value);
  } catch {
    // A page from a file may not keep anything: the choice holds until it is closed.
  }
}

function keptTheme(): string | null {
  try {
    return localStorage.getItem(KEPT_AS);
  } catch {
    return null;
  }
}
