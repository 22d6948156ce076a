/** A real form that was damaged on its way is refused with its line, or read: it never breaks the reader. */
import { readFileSync } from 'node:fs';
import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { FormFault } from '../../src/core/model/survey.ts';
import { FormPlay } from '../../src/core/xform/form-play.ts';
import { readForm } from '../../src/xform/read-form.ts';
import { aContext } from '../helpers/xform.ts';

const sound = readFileSync(new URL('../../scenarios/two-way/fever.xml', import.meta.url), 'utf8');
const lines = sound.split('\n');
const line = fc.nat(lines.length - 1);

/** Lines left out, lines said twice, and words put where they do not belong. */
const damaged = fc
  .array(
    fc.oneof(
      fc.record({ at: line, as: fc.constant('') }),
      fc.record({ at: line, as: line.map((other) => lines[other]!) }),
      fc.record({
        at: line,
        as: fc.constantFrom('<a/>', '&x;', '<group>', '</data>', '<bind nodeset="/data"/>', ']]>'),
      }),
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((changes) => changes.reduce((all, { at, as }) => all.with(at, as), lines).join('\n'));

test.prop([damaged], { seed: 20260305, numRuns: 1500 })('a damaged form', (text) => {
  const read = readForm(text);
  if ('problems' in read) {
    const ends = text.split('\n').length;
    expect(read.problems.length).toBeGreaterThan(0);
    for (const problem of read.problems) expect(problem.line).toBeLessThanOrEqual(ends);
    return;
  }
  try {
    const play = new FormPlay(read.form, 'swa', aContext());
    while (play.next().question) if (play.answer('1').kind !== 'kept') break;
    play.submission();
  } catch (error) {
    expect(error).toBeInstanceOf(FormFault);
  }
});
