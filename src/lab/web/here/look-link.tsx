/** The address for those who only look, to copy. */
import { useState } from 'preact/hooks';
import type { AnswerOf } from '../../contract/answers.ts';
import { copyText } from '../parts/text-file.ts';
import { sessionPath } from '../state/lab.ts';
import { useAnswer } from '../state/use-answer.ts';

export function LookLink() {
  const { answer } = useAnswer<AnswerOf<'LookLink'>>(sessionPath('look-link'), 0);
  const [notice, setNotice] = useState('');
  if (!answer) return null;
  const address = `${location.origin}${answer.path}`;
  const copy = async () =>
    setNotice((await copyText(address)) ? 'Copied.' : 'Select the address and copy it.');
  return (
    <section>
      <h3>A link that only looks</h3>
      <p class="hint">Who opens it sees all of this session, and can change nothing.</p>
      <div class="button-row">
        <input
          readOnly
          class="look-link"
          aria-label="Link that only looks"
          value={address}
          onFocus={(event) => event.currentTarget.select()}
        />
        <button type="button" class="accent" onClick={copy}>
          Copy
        </button>
        <span role="status">{notice}</span>
      </div>
    </section>
  );
}
