import { visibleLine as line } from '../../core/render/visible.ts';
import { type Ink, inkFor } from '../text/ink.ts';
import { displayWidth, padEnd } from '../text/width.ts';
import type { Step, Trail } from './trail.ts';

/** The trail as text for a terminal. */
export function trailText(trail: Trail, story: string, colour: boolean): string {
  const ink = inkFor(colour);
  const lines = [
    `${ink.strong(line(trail.contact))}${trail.about === undefined ? '' : `  ${line(trail.about)}`}  ${ink.quiet(`${line(story)} · times in ${trail.zone}`)}`,
  ];
  lines.push(...trail.notes.map(line));
  for (const { title, steps } of trail.sections) {
    lines.push('', ink.strong(line(title)));
    const width = Math.max(...steps.map(({ wall }) => wall.length));
    for (const step of steps) lines.push(...stepLines(step, width, ink));
  }
  lines.push(
    '',
    ...trail.endings.map((ending, index) => `${index === 0 ? ink.strong('so') : '  '}  ${line(ending)}`),
  );
  return `${lines.join('\n')}\n`;
}

function stepLines({ wall, kind, told, facts }: Step, width: number, ink: Ink): string[] {
  const paint = kind === 'error' ? ink.bad : kind === 'sent' ? ink.good : (text: string) => text;
  const first = `  ${ink.quiet(wall.padEnd(width))}  ${paint(line(told))}`;
  const indent = ' '.repeat(width + 4);
  const label = Math.max(0, ...facts.map(([name]) => displayWidth(line(name))));
  return [
    first,
    ...facts.map(([name, value]) => `${indent}${ink.quiet(padEnd(line(name), label))}  ${line(value)}`),
  ];
}
