import { qrModules } from '../lab/qr-modules.ts';
import { onPaper } from '../report/text/terminal-text.ts';

/**
 * A QR code for a terminal, two rows of it in a line. In colour it is dark on light whatever the terminal's colours
 * are; without, full blocks are its light parts, as most terminals write light on dark.
 * @returns undefined when a line has not so many cells
 */
export function qrText(text: string, columns: number, colour: boolean): string | undefined {
  const modules = qrModules(text);
  if (modules.length > columns) return undefined;
  const isInk = (row: number, column: number): boolean => (modules[row]?.[column] ?? false) === colour;
  const lines: string[] = [];
  for (let row = 0; row < modules.length; row += 2) {
    const line = modules.map((_, column) => block(isInk(row, column), isInk(row + 1, column))).join('');
    lines.push(colour ? onPaper(line) : line);
  }
  return `${lines.join('\n')}\n`;
}

function block(upper: boolean, lower: boolean): string {
  if (upper) return lower ? '█' : '▀';
  return lower ? '▄' : ' ';
}
