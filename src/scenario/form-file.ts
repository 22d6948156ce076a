/** A survey's questions from an XForm beside the scenario. */
import type { XForm } from '../core/model/xform.ts';
import { readForm } from '../xform/read-form.ts';
import { unreadWords } from './files-beside.ts';
import type { Node, Origin, Place } from './node.ts';
import type { ParseContext } from './parse-context.ts';

/** The form of a file; undefined after telling what is wrong with it, by its own lines. */
export function formFrom(file: string, survey: string, node: Node, context: ParseContext): XForm | undefined {
  const path = context.beside(file, node);
  const found = context.read(path, 'form');
  if ('problem' in found) return context.problem(node, ...unreadWords(path, found));
  const read = readForm(found.text);
  if ('problems' in read) {
    for (const { line, found: what, wanted, hint } of read.problems) {
      context.problem(lineOf(path, line, node), what, wanted, hint);
    }
    return undefined;
  }
  for (const { line, message } of read.warnings) {
    context.notice('FORM_NOT_FOLLOWED', `${path}:${line}: ${message}`, { survey, line: String(line) });
  }
  return read.form;
}

/** A place in the form's file, for the path of the scenario that names it. */
function lineOf(file: string, line: number, { path }: Node): Node {
  const origin: Origin = { file, lineAt: (offset) => ({ line: offset, column: 1 }) };
  const place: Place = { origin, start: line, end: line };
  return { kind: 'text', text: '', place, path };
}
