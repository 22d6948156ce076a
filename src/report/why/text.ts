import { createColors } from 'picocolors';
import type { Step, Trail } from './trail.ts';

/** The trail as text for a terminal. */
export function trailText(trail: Trail, story: string, colour: boolean): string {
  const ink = createColors(colour);
  const lines = [
    `${ink.bold(trail.contact)}${trail.about === undefined ? '' : `  ${trail.about}`}  ${ink.dim(`${story} · times in ${trail.zone}`)}`,
  ];
  lines.push(...trail.notes);
  for (const { title, steps } of trail.chapters) {
    lines.push('', ink.bold(title));
    const width = Math.max(...steps.map(({ wall }) => wall.length));
    for (const step of steps) lines.push(...stepLines(step, width, ink));
  }
  lines.push(
    '',
    ...trail.endings.map((ending, index) => `${index === 0 ? ink.bold('so') : '  '}  ${ending}`),
  );
  return `${lines.join('\n')}\n`;
}

type Ink = ReturnType<typeof createColors>;

function stepLines({ wall, kind, told, facts }: Step, width: number, ink: Ink): string[] {
  const paint = kind === 'error' ? ink.red : kind === 'sent' ? ink.green : (text: string) => text;
  const first = `  ${ink.dim(wall.padEnd(width))}  ${paint(told)}`;
  const indent = ' '.repeat(width + 4);
  const label = Math.max(0, ...facts.map(([name]) => name.length));
  return [first, ...facts.map(([name, value]) => `${indent}${ink.dim(name.padEnd(label))}  ${value}`)];
}
