/** A survey's questions from an XForm beside the scenario. */
import type { XForm } from '../core/model/xform.ts';
import { readForm } from '../xform/read-form.ts';
import type { Node, Origin, Place } from './node.ts';
import { unreadWords } from './read-file.ts';
import type { Reading } from './reading.ts';

/** The form of a file; undefined after telling what is wrong with it, by its own lines. */
export function formFrom(file: string, survey: string, node: Node, reading: Reading): XForm | undefined {
  const path = reading.beside(file, node);
  const found = reading.read(path, 'form');
  if ('problem' in found) return reading.problem(node, ...unreadWords(path, found));
  const read = readForm(found.text);
  if ('problems' in read) {
    for (const { line, found: what, wanted, hint } of read.problems) {
      reading.problem(lineOf(path, line, node), what, wanted, hint);
    }
    return undefined;
  }
  for (const { line, message } of read.warnings) {
    reading.notice('FORM_NOT_FOLLOWED', `${path}:${line}: ${message}`, { survey, line: String(line) });
  }
  return read.form;
}

/** A place in the form's file, for the path of the scenario that names it. */
function lineOf(file: string, line: number, { path }: Node): Node {
  const origin: Origin = { file, lineAt: (offset) => ({ line: offset, column: 1 }) };
  const place: Place = { origin, start: line, end: line };
  return { kind: 'text', text: '', place, path };
}
