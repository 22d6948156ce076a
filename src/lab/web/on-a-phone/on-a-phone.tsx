/** Where another device opens this very page: a QR code for its camera, and the address in words. */
import { useState } from 'preact/hooks';
import type { AnswerOf } from '../../contract/answers.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { apiPath } from '../state/api.ts';
import { sessionPath } from '../state/lab.ts';
import { useAnswer } from '../state/use-answer.ts';
import { QrPicture } from './qr-picture.tsx';

export function OnAPhone() {
  const { answer, problem } = useAnswer<AnswerOf<'Addresses'>>(apiPath(['addresses']), undefined);
  const look = useAnswer<AnswerOf<'LookLink'>>(sessionPath('look-link'), undefined);
  const [chosen, setChosen] = useState(0);
  // The link that can do all is shown only to who asks for it: somebody may be looking over a shoulder.
  const [looks, setLooks] = useState(true);
  if (problem) return <ProblemNote problem={problem} />;
  if (look.problem) return <ProblemNote problem={look.problem} />;
  if (!answer || !look.answer) return <p>Looking for this machine’s addresses…</p>;
  const { addresses } = answer;
  if (addresses.length === 0) return <NotOpen />;
  const full = addresses[chosen] ?? addresses[0]!;
  const start = looks ? `${new URL(full).origin}${look.answer.path}` : full;
  const address = `${start}${location.hash}`;
  return (
    <div class="on-a-phone">
      <QrPicture text={address} />
      <div class="button-row" role="group" aria-label="What the phone may do">
        <button type="button" aria-pressed={looks} onClick={() => setLooks(true)}>
          It only looks
        </button>
        <button type="button" aria-pressed={!looks} onClick={() => setLooks(false)}>
          It may do all
        </button>
      </div>
      <p>
        Point the camera of a phone in the same network at it, or open <a href={address}>{address}</a>
      </p>
      {addresses.length > 1 && (
        <label>
          This machine is in several networks; the phone is in that of
          <select value={chosen} onChange={(event) => setChosen(Number(event.currentTarget.value))}>
            {addresses.map((one, index) => (
              <option key={one} value={index}>
                {new URL(one).hostname}
              </option>
            ))}
          </select>
        </label>
      )}
      <p class="hint">
        {looks
          ? 'Whoever has this address sees all of this session, and can change nothing.'
          : 'Whoever has this address can do all that you can here.'}
      </p>
    </div>
  );
}

function NotOpen() {
  return (
    <div class="on-a-phone">
      <p>This lab listens to this machine alone. For phones in the same network, start it with</p>
      <pre>drysend serve story.yaml --host 0.0.0.0 --token a-long-secret-text</pre>
    </div>
  );
}
