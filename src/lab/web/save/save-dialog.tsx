/** What was done by hand, as a scenario whose expectations are what happened. */

import { useEffect, useState } from 'preact/hooks';
import type { AnswerOf } from '../../contract/answers.ts';
import { DialogFoot } from '../parts/dialog-foot.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { copyText, downloadText } from '../parts/text-file.ts';
import type { Problem } from '../state/answers.ts';
import { post, problemOf } from '../state/api.ts';
import { sessionPath } from '../state/lab.ts';

export function SaveDialog() {
  const [yaml, setYaml] = useState<string | undefined>(undefined);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const [notice, setNotice] = useState('');
  useEffect(() => {
    post<AnswerOf<'Saved'>>(sessionPath('save'), {})
      .then((saved) => setYaml(saved.yaml))
      .catch((thrown: unknown) => setProblem(problemOf(thrown)));
  }, []);

  if (problem) return <ProblemNote problem={problem} />;
  if (yaml === undefined) return <p>Writing down what happened…</p>;
  const copy = async () => setNotice((await copyText(yaml)) ? 'Copied.' : 'Select the text and copy it.');
  return (
    <div class="save">
      <p class="hint">
        Everything done so far, with expectations filled in from what happened. It passes when you run it:{' '}
        <code>drysend run my-story.yaml</code>
      </p>
      <textarea readOnly rows={20} spellcheck={false} aria-label="Scenario" value={yaml} />
      <DialogFoot>
        <button type="button" class="accent" onClick={() => downloadText('my-story.yaml', yaml)}>
          Download
        </button>
        <button type="button" onClick={copy}>
          Copy
        </button>
        <span role="status">{notice}</span>
      </DialogFoot>
    </div>
  );
}
