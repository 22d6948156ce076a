/** Who is in the session, what each has done, and the link for those who only look. */
import { useState } from 'preact/hooks';
import { shortText, zoneOr } from '../../../web/local-time.ts';
import { BidiText, counted } from '../../../web/parts/bidi-text.tsx';
import { LabelText } from '../../../web/parts/label-text.tsx';
import type { AnswerOf } from '../../contract/answers.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { type LabState, msOf } from '../state/answers.ts';
import { sessionPath } from '../state/lab.ts';
import { labelIn } from '../state/labels.ts';
import { Acting } from '../state/looks.ts';
import { callMe, myName, NAME_MAX } from '../state/my-name.ts';
import { useAnswer } from '../state/use-answer.ts';
import { LookLink } from './look-link.tsx';

export function HereDialog({ state }: { state: LabState }) {
  return (
    <div class="here">
      <MyName />
      <ul class="chips" aria-label="Here now">
        {state.people.map(({ name, looks, windows }) => (
          <li key={`${looks} ${name}`} class="chip">
            {name === '' ? 'no name' : <BidiText text={name} />}
            {name !== '' && name === myName.value && ' (you)'}
            {windows > 1 && `, ${counted(windows, 'window')}`}
            {looks && ', looking only'}
          </li>
        ))}
      </ul>
      <Acting>
        <LookLink />
      </Acting>
      <ActsDone state={state} />
    </div>
  );
}

function MyName() {
  const [name, setName] = useState(myName.value);
  return (
    <form
      class="button-row"
      onSubmit={(event) => {
        event.preventDefault();
        callMe(name);
      }}
    >
      <label>
        Your name{' '}
        <input
          dir="auto"
          maxLength={NAME_MAX}
          value={name}
          placeholder="Others see it beside what you do"
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </label>
      <button type="submit" class="accent">
        Use it
      </button>
    </form>
  );
}

/** The last acts first. */
function ActsDone({ state }: { state: LabState }) {
  const { answer, problem } = useAnswer<AnswerOf<'Acts'>>(sessionPath('acts'), state.lastSeq);
  if (problem) return <ProblemNote problem={problem} />;
  if (!answer) return <p class="hint">Loading…</p>;
  const { acts, more } = answer;
  const zone = zoneOr(state.project.timeZone);
  return (
    <section>
      <h3>Done by hand</h3>
      {acts.length === 0 && <p class="hint">Nothing so far.</p>}
      <ol class="acts-done">
        {acts.map(({ at, by, file, verb, keys, moreKeys, text }, index) => (
          <li key={acts.length - index}>
            <small>{shortText(zone, msOf(at))}</small>
            <strong>{by === undefined ? 'no name' : <BidiText text={by} />}</strong>
            <span>
              {verb}{' '}
              {keys.map((key, place) => (
                <span key={key}>
                  {place > 0 && ', '}
                  <LabelText text={labelIn(state.contacts, key)} />
                </span>
              ))}
              {moreKeys > 0 && ` and ${moreKeys} more`}
              {text !== undefined && (
                <>
                  : <BidiText text={text} />
                </>
              )}
              {file !== undefined && (
                <>
                  {' '}
                  from <BidiText text={file} />
                </>
              )}
            </span>
          </li>
        ))}
      </ol>
      {more > 0 && <p class="hint">{more} earlier ones are in the saved story.</p>}
    </section>
  );
}
