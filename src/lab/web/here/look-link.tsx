/** The address for those who only look, to copy. */
import { useState } from 'preact/hooks';
import type { AnswerOf } from '../../contract/answers.ts';
import { copyText } from '../parts/text-file.ts';
import { apiPath } from '../state/api.ts';
import { sessionPath } from '../state/lab.ts';
import { useAnswer } from '../state/use-answer.ts';

export function LookLink() {
  const { answer } = useAnswer<AnswerOf<'LookLink'>>(sessionPath('look-link'), 0);
  const network = useAnswer<AnswerOf<'Addresses'>>(apiPath(['addresses']), 0);
  const [notice, setNotice] = useState('');
  if (!answer || !(network.answer || network.problem)) return null;
  const address = `${originFor(network.answer?.addresses ?? [])}${answer.path}`;
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

/** As others open it: at the address of this page when that is one of the network, else at the likeliest of them. */
function originFor(addresses: readonly string[]): string {
  const origins = addresses.map((address) => new URL(address).origin);
  return origins.includes(location.origin) ? location.origin : (origins[0] ?? location.origin);
}
