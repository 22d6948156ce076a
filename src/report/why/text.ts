import { visibleLine as line } from '../../core/render/visible.ts';
import { displayWidth, type Ink, inkFor, padEnd, wrap, wrapHanging } from '../text/terminal-text.ts';
import { foldedSteps } from './repeats.ts';
import type { Step, Trail } from './trail.ts';

/** Where a trail is shown. */
interface Look {
  readonly columns: number;
  readonly colour: boolean;
  /** Every step, also those that are the same as one before. */
  readonly all?: boolean;
}

/** The trail as text for a terminal, no line wider than it: how it ended first, then step by step. */
export function trailText(trail: Trail, story: string, { columns, colour, all = false }: Look): string {
  const ink = inkFor(colour);
  const lines = [
    ...headLines(trail, story, columns, ink),
    ...trail.notes.flatMap((note) => wrap(line(note), columns)),
    '',
    ...trail.endings.flatMap((ending, index) => endingLines(line(ending), index, columns, ink)),
  ];
  for (const { title, steps } of trail.sections) {
    lines.push('', ink.strong(line(title)));
    const width = Math.max(...steps.map(({ wall }) => wall.length));
    const parts = all ? [{ steps, more: '' }] : foldedSteps(steps);
    for (const part of parts) {
      for (const step of part.steps) lines.push(...stepLines(step, width, columns, ink));
      if (part.more !== '') lines.push(...moreLines(part.more, width, columns, ink));
    }
  }
  return `${lines.join('\n')}\n`;
}

/** `Amina Lema (3bc36664)  woman "Amina Lema"  A story · times in Africa/Nairobi` */
function headLines({ label, about, zone }: Trail, story: string, columns: number, ink: Ink): string[] {
  const who = line(label);
  const rest = `${about === undefined ? '' : `${line(about)}  `}${line(story)} · times in ${zone}`;
  const [first = '', ...more] = wrapHanging(`${who}  `, rest, columns);
  const head = first.startsWith(who) ? ink.strong(who) + ink.quiet(first.slice(who.length)) : first;
  return [head, ...more.map((each) => ink.quiet(each))];
}

function endingLines(ending: string, index: number, columns: number, ink: Ink): string[] {
  const lines = wrapHanging('so  ', ending, columns);
  return lines.map((each, place) => {
    if (place > 0 || !each.startsWith('so')) return each;
    return `${index === 0 ? ink.strong('so') : '  '}${each.slice(2)}`;
  });
}

function stepLines(
  { wall, kind, sentence, facts }: Step,
  width: number,
  columns: number,
  ink: Ink,
): string[] {
  const paint = kind === 'error' ? ink.bad : kind === 'sent' ? ink.good : (text: string) => text;
  const indent = ' '.repeat(width + 4);
  const label = Math.max(0, ...facts.map(([name]) => displayWidth(line(name))));
  const words = wrap(line(sentence), columns - indent.length);
  return [
    ...words.map(
      (each, index) => `${index === 0 ? `  ${ink.quiet(wall.padEnd(width))}  ` : indent}${paint(each)}`,
    ),
    ...facts.flatMap(([name, value]) =>
      factLines(padEnd(line(name), label), line(value), indent, columns, ink),
    ),
  ];
}

function moreLines(more: string, width: number, columns: number, ink: Ink): string[] {
  const indent = ' '.repeat(width + 4);
  return wrap(`… ${more} (--all has them)`, columns - indent.length).map(
    (each) => `${indent}${ink.quiet(each)}`,
  );
}

/** How it ended for one of several people, and how to ask about that one. */
export function shortTrailText(
  { contact, label, endings }: Trail,
  option: string,
  { columns }: Look,
): string {
  const [, short = ''] = /\(([^()]+)\)$/.exec(label) ?? [];
  const key = option === '--to' && short !== '' && contact.startsWith(short) ? short : contact;
  const words = `${endings.map(line).join('; ')} (${option} ${line(key)})`;
  return `${wrapHanging(`${line(label)}  `, words, columns).join('\n')}\n`;
}

function factLines(name: string, value: string, indent: string, columns: number, ink: Ink): string[] {
  const lines = wrap(value, columns - indent.length - displayWidth(name) - 2);
  const hanging = ' '.repeat(displayWidth(name));
  return lines.map((each, index) => `${indent}${index === 0 ? ink.quiet(name) : hanging}  ${each}`);
}
