/** Where the page begins. */
import { render } from 'preact';
import { App } from './app.tsx';
import { showHiddenCharacters } from './parts/visible-texts.ts';
import { openLab } from './state/lab.ts';
import { applyTheme } from './state/theme.ts';

showHiddenCharacters();
applyTheme();
render(<App />, document.getElementById('lab')!);
void openLab();
