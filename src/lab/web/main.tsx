/** Where the page begins. */
import { render } from 'preact';
import { showHiddenCharacters } from '../../web/parts/visible-texts.ts';
import { applyTheme } from '../../web/theme.ts';
import { App } from './app.tsx';
import { openLab } from './state/lab.ts';

showHiddenCharacters();
applyTheme();
render(<App />, document.getElementById('lab')!);
void openLab();
