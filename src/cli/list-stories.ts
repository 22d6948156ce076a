/** `drysend run --list`: the stories that would run, and the files that would be passed over. */
import type { Plan } from '../core/model/plan.ts';
import { visibleJson } from '../core/render/visible.ts';
import { counted, stories } from '../report/text/span.ts';
import { displayWidth, padEnd, plainLine } from '../report/text/terminal-text.ts';
import type { Terminal } from './terminal.ts';

/** Widest that the column of places may get. */
const PLACE_CELLS_MAX = 60;

export function listStories(
  plans: readonly Plan[],
  passedOver: readonly string[],
  { json }: { readonly json?: true },
  terminal: Terminal,
): void {
  terminal.out(json ? jsonOf(plans, passedOver) : textOf(plans, passedOver));
}

function jsonOf(plans: readonly Plan[], passedOver: readonly string[]): string {
  const list = plans.map(({ title, tags, seed, source: { file, line } }) => ({
    title,
    file,
    line,
    tags,
    seed,
  }));
  return `${visibleJson(JSON.stringify({ stories: list, passed_over: passedOver }, null, 2))}\n`;
}

/** `scenarios/visits.yaml:1  Visit reminders  #dst #slow` */
function textOf(plans: readonly Plan[], passedOver: readonly string[]): string {
  const places = plans.map(({ source: { file, line } }) => plainLine(`${file}:${line}`));
  const cells = Math.min(PLACE_CELLS_MAX, Math.max(0, ...places.map(displayWidth)));
  const lines = plans.map(({ title, tags }, index) =>
    [padEnd(places[index]!, cells), plainLine(title), tags.map((tag) => `#${plainLine(tag)}`).join(' ')]
      .join('  ')
      .trimEnd(),
  );
  const files = new Set(plans.map(({ source }) => source.file)).size;
  const others = passedOver.map((path) => `passed over  ${plainLine(path)}`);
  return `${[...lines, '', `${stories(plans.length)} in ${counted(files, 'file')}`, ...others].join('\n')}\n`;
}
