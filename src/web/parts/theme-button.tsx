/** Turns the page light, dark, or as the system has it. */
import { theme, turnTheme } from '../theme.ts';

export function ThemeButton() {
  return (
    <button type="button" class="quiet" onClick={turnTheme} aria-label={`Theme: ${theme.value}`}>
      {{ system: '◐', light: '☀', dark: '☾' }[theme.value]}
    </button>
  );
}
