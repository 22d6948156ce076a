import type { FileAccess } from '../adapters/files/file-access.ts';
import { transcriptsOf, updateTranscripts } from '../adapters/transcript-files.ts';
import type { Plan } from '../core/model/plan.ts';
import type { Run } from '../core/model/run.ts';
import type { Terminal } from './terminal.ts';
import { updateText } from './update-text.ts';

/** The plan with its transcripts as they are now; says of each what changes before it is written. */
export function updatedPlan(
  plan: Plan,
  rehearse: (plan: Plan) => Run,
  access: FileAccess,
  terminal: Pick<Terminal, 'err' | 'errorColour'>,
): Plan {
  if (transcriptsOf(plan).length === 0) return plan;
  return updateTranscripts(rehearse(plan), access, (update) =>
    terminal.err(updateText(update, terminal.errorColour)),
  );
}
