/** What was done by hand, as a scenario whose expectations are what happened. */

import { useEffect, useState } from 'preact/hooks';
import { DialogFoot } from '../parts/dialog-foot.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { copyText, downloadBlob } from '../parts/text-file.ts';
import type { Problem } from '../state/answers.ts';
import { problemOf, readFile } from '../state/api.ts';
import { sessionPath } from '../state/lab.ts';

/** Characters that are shown: a text box of some megabytes holds up the page. */
const SHOWN_MAX = 100_000;
/** Bytes that `drysend run` reads of one story. */
const RUN_MAX = 5_000_000;

interface Saved {
  readonly file: Blob;
  /** Its beginning. */
  readonly text: string;
}

export function SaveDialog() {
  const [saved, setSaved] = useState<Saved | undefined>(undefined);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const [notice, setNotice] = useState('');
  useEffect(() => {
    readFile(sessionPath('saved.yaml'))
      .then(async (file) => setSaved({ file, text: await file.slice(0, SHOWN_MAX).text() }))
      .catch((thrown: unknown) => setProblem(problemOf(thrown)));
  }, []);

  if (problem) return <ProblemNote problem={problem} />;
  if (saved === undefined) return <p>Writing down what happened…</p>;
  const { file, text } = saved;
  const isCut = file.size > SHOWN_MAX;
  const copy = async () => setNotice((await copyText(text)) ? 'Copied.' : 'Select the text and copy it.');
  return (
    <div class="save">
      <p class="hint">
        Everything done so far, with expectations filled in from what happened. It passes when you run it:{' '}
        <code>drysend run my-story.yaml</code>
        {file.size > RUN_MAX && ' reads 5 MB at most: this story is longer, so save it sooner.'}
      </p>
      <textarea readOnly rows={20} spellcheck={false} aria-label="Scenario" value={text} />
      {isCut && (
        <p class="hint">
          The first {SHOWN_MAX.toLocaleString()} of {file.size.toLocaleString()} bytes: Download has all of
          it.
        </p>
      )}
      <DialogFoot>
        <button type="button" class="accent" onClick={() => downloadBlob('my-story.yaml', file)}>
          Download
        </button>
        {!isCut && (
          <button type="button" onClick={copy}>
            Copy
          </button>
        )}
        <span role="status">{notice}</span>
      </DialogFoot>
    </div>
  );
}
