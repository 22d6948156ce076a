/** Where the page begins: its counts are painted at once, its journal is read behind them. */
import { render } from 'preact';
import { showHiddenCharacters } from '../../../web/parts/visible-texts.ts';
import { applyTheme } from '../../../web/theme.ts';
import { App } from './app.tsx';
import { DiffApp } from './diff/diff-app.tsx';
import { contents } from './state/contents.ts';
import { watchPrinting } from './state/printing.ts';
import './styles/main.css';

showHiddenCharacters();
applyTheme();
watchPrinting();
const summary = contents();
render(summary.kind === 'diff' ? <DiffApp summary={summary} /> : <App />, document.getElementById('report')!);
