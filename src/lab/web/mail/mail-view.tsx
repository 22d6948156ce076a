/** Mailboxes: who got which mail, as text, as a safely shut-in page, and as its source. */
import { useState } from 'preact/hooks';
import { shortText, zoneOr } from '../../../web/local-time.ts';
import { BidiText, cut } from '../../../web/parts/bidi-text.tsx';
import { Empty } from '../../../web/parts/empty.tsx';
import { VirtualList } from '../../../web/parts/virtual-list.tsx';
import type { LabState } from '../state/answers.ts';
import { chosen } from '../state/chosen.ts';
import { fold } from '../state/lab.ts';
import type { Mail } from '../state/store.ts';
import { MailFrame } from './mail-frame.tsx';
import { MailHeaders, MailSource } from './mail-source.tsx';
import { MailText } from './mail-text.tsx';

type Face = 'html' | 'text' | 'headers' | 'source';

const SUBJECT_MAX = 500;

export function MailView({ state }: { state: LabState }) {
  const [wanted, setWanted] = useState('');
  const [key, setKey] = useState<string | undefined>(undefined);
  const { mails } = fold();
  if (mails.length === 0) {
    return (
      <Empty title="No mail yet">
        Alerts with an <code>email</code> content land here, one mailbox per address. Let the clock run, or
        press <b>Next message</b>.
      </Empty>
    );
  }
  const words = wanted.trim().toLowerCase();
  const listed = mails
    .filter(({ address, line }) => `${address} ${line.subject ?? ''}`.toLowerCase().includes(words))
    .reverse();
  const open = listed.find((mail) => mail.key === key) ?? listed[0];
  return (
    <div class="mail">
      <aside class="mail-list" aria-label="Mailboxes">
        <input
          type="search"
          aria-label="Search mail"
          placeholder="Address or subject"
          value={wanted}
          onInput={(event) => setWanted(event.currentTarget.value)}
        />
        <VirtualList
          items={listed}
          rowHeight={64}
          label="Mail"
          row={(mail) => (
            <button
              type="button"
              class="list-row"
              aria-pressed={mail === open}
              onClick={() => setKey(mail.key)}
            >
              <span class="list-row-main">
                <strong>
                  <BidiText text={subjectOf(mail)} />
                </strong>
                <small>
                  <BidiText text={mail.address} />
                </small>
              </span>
              <small>{shortText(zoneOr(state.project.timeZone), mail.at)}</small>
            </button>
          )}
        />
      </aside>
      {open ? <MailPage key={open.key} mail={open} /> : <Empty title="No mail answers to that" />}
    </div>
  );
}

function MailPage({ mail }: { mail: Mail }) {
  const { line } = mail;
  const [face, setFace] = useState<Face>(line.html ? 'html' : 'text');
  const faces: readonly (readonly [Face, string])[] = [
    ['html', 'HTML'],
    ['text', 'Text'],
    ['headers', 'Headers'],
    ['source', 'Source'],
  ];
  return (
    <article class="mail-page">
      <h2>
        <BidiText text={subjectOf(mail)} max={SUBJECT_MAX} />
      </h2>
      <p class="hint">
        to <BidiText text={mail.address} /> · via <BidiText text={line.via} />
        {line.language && line.language !== '*' && (
          <>
            {' '}
            · <BidiText text={line.language} />
          </>
        )}
      </p>
      <div class="button-row">
        {faces.map(([name, title]) => (
          <button key={name} type="button" aria-pressed={face === name} onClick={() => setFace(name)}>
            {title}
          </button>
        ))}
        <button
          type="button"
          class="quiet"
          onClick={() => {
            chosen.value = line;
          }}
        >
          Why?
        </button>
      </div>
      {face === 'html' && !line.html && <Empty title="This mail has only text" />}
      {face === 'html' && line.html && (
        <MailFrame html={line.html} title={`Mail: ${cut(subjectOf(mail), SUBJECT_MAX)}`} />
      )}
      {face === 'text' && <MailText label="Text" text={line.text || '(no text)'} isPlain />}
      {face === 'headers' && <MailHeaders id={line.id} />}
      {face === 'source' && <MailSource id={line.id} />}
    </article>
  );
}

const subjectOf = ({ line }: Mail): string => line.subject || '(no subject)';
