import type { XForm } from '../../src/core/model/xform.ts';
import { FormPlay } from '../../src/core/xform/form-play.ts';
import type { FormCase, FormContext } from '../../src/core/xform/scope.ts';
import { readForm } from '../../src/xform/read-form.ts';

/** The parts of a form that a test is about; the rest is the least that makes an XForm. */
export interface FormParts {
  /** What stands in `<data>`. */
  readonly data: string;
  /** `<bind>`, `<setvalue>`, `<instance>` and `<itext>`. */
  readonly model?: string;
  readonly body?: string;
}

/** An XForm of these parts; its first line is the line 1 of the file. */
export function formText({ data, model = '', body = '' }: FormParts): string {
  return `<h:html xmlns:h="http://www.w3.org/1999/xhtml" xmlns="http://www.w3.org/2002/xforms" xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/jr/xforms"><h:head><h:title>A form</h:title><model><instance><data xmlns="http://example.org/form">
${data}
</data></instance>
${model}
</model></h:head><h:body>
${body}
</h:body></h:html>`;
}

/** A form that must be sound. */
export function soundForm(parts: FormParts | string): XForm {
  const read = readForm(typeof parts === 'string' ? parts : formText(parts));
  if ('problems' in read) throw new Error(JSON.stringify(read.problems, undefined, 1));
  return read.form;
}

/** What is wrong with a form, as `line: found`. */
export function problemsOf(parts: FormParts | string): readonly string[] {
  const read = readForm(typeof parts === 'string' ? parts : formText(parts));
  return 'problems' in read ? read.problems.map(({ line, found }) => `${line}: ${found}`) : [];
}

/** What of a form is not played, as `line: message`. */
export function warningsOf(parts: FormParts): readonly string[] {
  const read = readForm(formText(parts));
  if ('problems' in read) throw new Error(JSON.stringify(read.problems, undefined, 1));
  return read.warnings.map(({ line, message }) => `${line}: ${message}`);
}

const aCase: FormCase = {
  caseId: 'case-1',
  type: 'child',
  name: 'Amina',
  ownerId: 'worker-1',
  isClosed: false,
  properties: new Map([['dob', '2025-01-02']]),
  indices: new Map([['parent', 'case-2']]),
};

const aParent: FormCase = { ...aCase, caseId: 'case-2', type: 'mother', name: 'Grace', indices: new Map() };

/** Thursday 5 March 2026, 09:30 UTC, about one case. */
export function aContext(parts: Partial<FormContext> = {}): FormContext {
  return {
    now: () => Date.UTC(2026, 2, 5, 9, 30),
    random: () => 0.5,
    caseId: 'case-1',
    caseWithId: (id) => [aCase, aParent].find(({ caseId }) => caseId === id),
    user: { id: 'user-1', name: 'amina', data: new Map([['role', 'mother']]) },
    ...parts,
  };
}

export const playOf = (parts: FormParts | string, language = 'en', context = aContext()): FormPlay =>
  new FormPlay(soundForm(parts), language, context);

/** What one calculation gives, as the form would submit it. */
export function calculated(expression: string, data = '', context = aContext()): string {
  const escaped = expression.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
  const form = soundForm({
    data: `<result/>${data}<case case_id="case-1" xmlns="http://commcarehq.org/case/transaction/v2"><update><result/></update></case>`,
    model: `<bind nodeset="/data/result" calculate="${escaped}"/><bind nodeset="/data/case/update/result" calculate="/data/result"/>`,
  });
  const play = new FormPlay(form, 'en', context);
  return play.submission()[0]!.set.get('result')!;
}
