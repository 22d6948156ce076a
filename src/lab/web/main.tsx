/** Where the page begins. */
import { render } from 'preact';
import { App } from './app.tsx';
import { openLab } from './state/lab.ts';
import { applyTheme } from './state/theme.ts';

applyTheme();
render(<App />, document.getElementById('lab')!);
void openLab();
