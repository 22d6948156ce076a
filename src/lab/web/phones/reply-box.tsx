/** Below a phone: what it answers, to HQ or to an application that writes to it through a gateway. */
import { useState } from 'preact/hooks';
import type { Contact, LabState } from '../state/answers.ts';
import { act, writeToApplication } from '../state/lab.ts';
import { type Phone, titleOf } from '../state/phones.ts';
import type { Bubble } from '../state/store.ts';

interface Props {
  readonly phone: Phone;
  readonly thread: readonly Bubble[];
  readonly owner: Contact | undefined;
  readonly state: LabState;
}

/** Stands for HQ among names of gateways. */
const HQ = '';

export function ReplyBox({ phone, thread, owner, state }: Props) {
  const [text, setText] = useState('');
  const [wanted, setWanted] = useState<string | undefined>(undefined);
  const gateways = gatewaysToAnswer(thread, state);
  const goesTo = wanted !== undefined && [HQ, ...gateways].includes(wanted) ? wanted : lastWriter(thread);
  const send = async (words: string) => {
    if (words.trim() === '') return;
    const from = phone.contacts.length === 1 && owner ? owner.key : phone.number;
    const isSent =
      goesTo === HQ
        ? await act({ verb: 'inbound', from, text: words })
        : await writeToApplication(phone.number, words, goesTo);
    if (isSent) setText('');
  };
  return (
    <form
      class="reply"
      onSubmit={(event) => {
        event.preventDefault();
        void send(text);
      }}
    >
      <input
        dir="auto"
        autocomplete="off"
        aria-label={`Reply from ${titleOf(phone)}`}
        placeholder={goesTo === HQ ? 'Reply' : 'Reply to the application'}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <button type="submit" class="accent">
        Send
      </button>
      <div class="button-row">
        <button type="button" class="small" onClick={() => send('STOP')}>
          STOP
        </button>
        <button type="button" class="small" onClick={() => send('START')}>
          START
        </button>
        {gateways.length > 0 && (
          <label class="reply-to">
            to
            <select
              aria-label={`Replies from ${titleOf(phone)} go to`}
              value={goesTo}
              onChange={(event) => setWanted(event.currentTarget.value)}
            >
              <option value={HQ}>HQ</option>
              {gateways.map((name) => (
                <option key={name} value={name}>
                  application at {name}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
    </form>
  );
}

/** Gateways behind which an application is, or that one has written through. */
function gatewaysToAnswer(thread: readonly Bubble[], { gateways }: LabState): string[] {
  const used = new Set(thread.flatMap(({ outside, line }) => (outside ? (line.via ?? []) : [])));
  return gateways.flatMap(({ name, textsGoTo }) => (textsGoTo !== null || used.has(name) ? name : []));
}

/** A reply goes to who wrote last. */
function lastWriter(thread: readonly Bubble[]): string {
  const last = thread.findLast(({ isReply, state }) => !isReply && state === 'arrived');
  return last?.outside ? (last.line.via ?? HQ) : HQ;
}
