import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Entry } from '../../../src/core/model/entry.ts';
import type { Plan } from '../../../src/core/model/plan.ts';
import type { JournalView } from '../../../src/core/model/run.ts';
import { rehearsePlan } from '../../../src/rehearse.ts';
import { trailText } from '../../../src/report/why/text.ts';
import { trailOf, type WhyQuestion } from '../../../src/report/why/trail.ts';
import { shippedPlans } from '../../helpers/shipped-plans.ts';

describe.each(shippedPlans())('$name', ({ plan }) => {
  test('why tells one message that went and one that did not, as reviewed', async () => {
    const { journal } = rehearsePlan(plan);
    const questions = [questionFor(journal, went), questionFor(journal, didNot)];
    const texts = questions.flatMap((question) => (question ? [told(plan, journal, question)] : []));
    expect(texts.length).toBeGreaterThan(0);
    const name = `${basename(plan.source.file, '.yaml')}-${plan.source.line}.txt`;
    await expect(texts.join('\n')).toMatchFileSnapshot(`transcripts/${name}`);
  });
});

const went = ({ kind }: Entry): boolean => kind === 'sent';
const didNot = ({ kind, reason }: Entry): boolean =>
  kind === 'error' || kind === 'skipped' || (kind === 'disarmed' && reason !== 'schedule_finished');

function questionFor(journal: JournalView, isWanted: (entry: Entry) => boolean): WhyQuestion | undefined {
  for (const entry of journal.entries()) {
    const name = entry.alert ?? entry.broadcast ?? entry.keyword ?? entry.survey;
    const contact = entry.to ?? entry.recipient ?? entry.case;
    if (!isWanted(entry) || contact === undefined) continue;
    return { to: contact, alert: name, at: entry.due ?? entry.at };
  }
  return undefined;
}

function told(plan: Plan, journal: JournalView, question: WhyQuestion): string {
  const asked = `$ drysend why --to ${question.to}${question.alert === undefined ? '' : ` --alert ${question.alert}`}\n`;
  return asked + trailText(trailOf(plan, journal, question), plan.title, { columns: 80, colour: false });
}
