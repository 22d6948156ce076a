/** Brings in a case export. */
import { useState } from 'preact/hooks';
import { DialogFoot } from '../parts/dialog-foot.tsx';
import type { Problem } from '../state/answers.ts';
import { post, problemOf } from '../state/api.ts';
import { sessionPath } from '../state/lab.ts';

const SIZE_MAX = 10_000_000;

export function ImportForm({ onDone }: { onDone: () => void }) {
  const [file, setFile] = useState<File | undefined>(undefined);
  const [type, setType] = useState('');
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const bringIn = async (event: Event) => {
    event.preventDefault();
    if (!file) return setProblem({ found: 'no file', wanted: 'a CSV with a header line' });
    if (file.size > SIZE_MAX) return setProblem({ found: `${file.size} bytes`, wanted: 'at most 10 MB' });
    try {
      await post(sessionPath('import'), { name: file.name, text: await file.text(), type });
      onDone();
    } catch (thrown) {
      setProblem(problemOf(thrown));
    }
  };
  return (
    <form class="case-form" onSubmit={bringIn}>
      <label>
        File
        <input
          type="file"
          accept=".csv,.json,text/csv"
          onChange={(event) => setFile(event.currentTarget.files?.[0])}
        />
      </label>
      <label>
        Case type
        <input
          required
          placeholder="pregnancy"
          value={type}
          onInput={(event) => setType(event.currentTarget.value)}
        />
      </label>
      <p class="hint">A header line with property names, one case per line, as CommCare exports them.</p>
      <DialogFoot problem={problem}>
        <button type="submit" class="accent">
          Import
        </button>
      </DialogFoot>
    </form>
  );
}
