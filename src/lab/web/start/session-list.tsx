/** The sessions under way, the one used last first: open, rename, duplicate, download, end. */
import { useState } from 'preact/hooks';
import { BidiText, counted } from '../../../web/parts/bidi-text.tsx';
import type { AnswerOf } from '../../contract/answers.ts';
import type { SessionInfo } from '../state/answers.ts';
import { apiPath, post, remove } from '../state/api.ts';
import { attempt, loadStart, sessions } from '../state/lab.ts';
import { looksOnly } from '../state/looks.ts';
import { hashOf } from '../state/route.ts';

const TITLE_MAX = 200;

export function SessionList() {
  if (sessions.value.length === 0) return null;
  const listed = [...sessions.value].sort((a, b) => b.usedAt - a.usedAt);
  return (
    <section>
      <h2>Open sessions</h2>
      <ul class="cards session-cards">
        {listed.map((session) => (
          <SessionCard key={session.id} session={session} />
        ))}
      </ul>
    </section>
  );
}

/** Does it, and shows the list as it then is. */
const change = (task: () => Promise<unknown>): Promise<boolean> =>
  attempt(async () => {
    await task();
    await loadStart();
  });

function SessionCard({ session: { id, title, contacts, usedAt, hasGateways } }: { session: SessionInfo }) {
  const [mode, setMode] = useState<'rename' | 'end' | undefined>(undefined);
  return (
    <li class="card">
      <a class="session-title" href={hashOf(id, 'phones')}>
        <BidiText text={title} max={TITLE_MAX} />
      </a>
      <small>
        {counted(contacts, 'contact')}, last used{' '}
        {new Date(usedAt).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })}
        {hasGateways && ', with gateways for programs'}
      </small>
      {mode === 'rename' && <Rename id={id} title={title} onDone={() => setMode(undefined)} />}
      {mode === 'end' && (
        <div class="button-row" role="group" aria-label={`End ${title}`}>
          <span>It cannot be had back.</span>
          <button
            type="button"
            class="accent"
            onClick={() => change(() => remove(apiPath(['sessions', id])))}
          >
            End it
          </button>
          <button type="button" class="quiet" onClick={() => setMode(undefined)}>
            Keep it
          </button>
        </div>
      )}
      {mode === undefined && !looksOnly && (
        <div class="button-row">
          <button type="button" aria-label={`Rename ${title}`} onClick={() => setMode('rename')}>
            Rename
          </button>
          <button
            type="button"
            aria-label={`Duplicate ${title}`}
            onClick={() => change(() => post<AnswerOf<'Opened'>>(apiPath(['sessions', id, 'duplicate']), {}))}
          >
            Duplicate
          </button>
          <a
            class="button"
            aria-label={`Download ${title}`}
            href={apiPath(['sessions', id, 'scenario.yaml'])}
            download="my-story.yaml"
          >
            Download
          </a>
          <button type="button" class="quiet" aria-label={`End ${title}`} onClick={() => setMode('end')}>
            End
          </button>
        </div>
      )}
    </li>
  );
}

function Rename({ id, title, onDone }: { id: string; title: string; onDone: () => void }) {
  const [name, setName] = useState(title);
  const rename = async (event: Event) => {
    event.preventDefault();
    if (await change(() => post(apiPath(['sessions', id, 'rename']), { title: name }))) onDone();
  };
  return (
    <form class="button-row" onSubmit={rename}>
      <input
        dir="auto"
        aria-label={`New title of ${title}`}
        maxLength={TITLE_MAX}
        value={name}
        onInput={(event) => setName(event.currentTarget.value)}
      />
      <button type="submit" class="accent">
        Save
      </button>
    </form>
  );
}
