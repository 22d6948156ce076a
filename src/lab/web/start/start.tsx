/** Before a session: the scenarios there are, and the sessions already open. */
import { useState } from 'preact/hooks';
import { BidiText, cut } from '../../../web/parts/bidi-text.tsx';
import { Empty } from '../../../web/parts/empty.tsx';
import { scenarios, startSession } from '../state/lab.ts';
import { looksOnly } from '../state/looks.ts';
import { TourButton } from '../tour/tour-button.tsx';
import { SessionList } from './session-list.tsx';

const ABOUT_MAX = 400;

export function Start() {
  return (
    <main class="start">
      <h1>drysend lab</h1>
      <p class="hint">
        Rehearse messages on a virtual clock: phones, mailboxes and gateways, all of them fake. Nothing leaves
        this machine.
      </p>
      <section>
        <TourButton name="A tour of five minutes" />
      </section>
      <SessionList />
      {!looksOnly && <BeginWith />}
    </main>
  );
}

/** A scenario of the package, or one's own. */
function BeginWith() {
  const [wanted, setWanted] = useState('');
  const words = wanted.trim().toLowerCase();
  const listed = scenarios.value.filter(({ title, path, tags }) =>
    [title, path, ...(tags ?? [])].some((text) => text.toLowerCase().includes(words)),
  );
  return (
    <>
      <section>
        <h2>Begin with a scenario</h2>
        <input
          type="search"
          placeholder="Search by title or tag"
          aria-label="Search scenarios"
          value={wanted}
          onInput={(event) => setWanted(event.currentTarget.value)}
        />
        {listed.length === 0 && (
          <Empty title="No scenario found">
            Start the lab with one: <code>drysend serve scenarios/my-story.yaml</code>
          </Empty>
        )}
        <ul class="cards">
          {listed.map(({ path, title, about, tags }) => (
            <li key={path}>
              <button type="button" class="card" onClick={() => startSession({ scenario: path })}>
                <strong>
                  <BidiText text={title} />
                </strong>
                {about && <span dir="auto">{cut(about, ABOUT_MAX)}</span>}
                <small>
                  <BidiText text={(tags ?? []).join(' · ')} />
                </small>
              </button>
            </li>
          ))}
        </ul>
      </section>
      <OwnText />
    </>
  );
}

function OwnText() {
  const [text, setText] = useState('');
  const bring = async (file: File | undefined) => {
    if (file) await startSession({ text: await file.text() });
  };
  return (
    <section>
      <h2>Or bring one</h2>
      <label class="upload">
        A saved story
        <input type="file" accept=".yaml,.yml" onChange={(event) => bring(event.currentTarget.files?.[0])} />
      </label>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void startSession({ text });
        }}
      >
        <textarea
          rows={6}
          spellcheck={false}
          aria-label="Scenario text"
          placeholder="scenario: My story&#10;cases: …"
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <button type="submit" disabled={text.trim() === ''}>
          Open
        </button>
      </form>
    </section>
  );
}
