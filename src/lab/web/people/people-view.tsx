/** Everyone who can be reached: a table, a form that explains, and a way to bring in a file. */
import { useState } from 'preact/hooks';
import { numberText } from '../../../core/contact/number-text.ts';
import { clockText, zoneOr } from '../../../web/local-time.ts';
import { BidiText } from '../../../web/parts/bidi-text.tsx';
import { Empty } from '../../../web/parts/empty.tsx';
import { LabelText } from '../../../web/parts/label-text.tsx';
import { VirtualList } from '../../../web/parts/virtual-list.tsx';
import { Dialog } from '../parts/dialog.tsx';
import type { Contact, LabState } from '../state/answers.ts';
import { act, minute } from '../state/lab.ts';
import { Acting } from '../state/looks.ts';
import { CaseForm } from './case-form.tsx';
import { ImportForm } from './import-form.tsx';

const NUMBER = 'contact_phone_number';

type Open = { form: 'new' } | { form: 'edit'; contact: Contact } | { form: 'import' } | undefined;

export function PeopleView({ state }: { state: LabState }) {
  const [wanted, setWanted] = useState('');
  const [open, setOpen] = useState<Open>(undefined);
  const close = () => setOpen(undefined);
  const words = wanted.trim().toLowerCase();
  const listed = words === '' ? state.contacts : state.contacts.filter((one) => answersTo(one, words));
  return (
    <div class="people">
      <div class="button-row">
        <input
          type="search"
          aria-label="Search people"
          placeholder={`Search ${state.contacts.length} ${state.contacts.length === 1 ? 'person' : 'people'}`}
          value={wanted}
          onInput={(event) => setWanted(event.currentTarget.value)}
        />
        <Acting>
          <button type="button" class="accent" onClick={() => setOpen({ form: 'new' })}>
            Register someone
          </button>
          <button type="button" onClick={() => setOpen({ form: 'import' })}>
            Import cases
          </button>
        </Acting>
      </div>
      {listed.length === 0 ? (
        <Empty title={state.contacts.length === 0 ? 'Nobody here yet' : 'Nobody answers to that'}>
          <Acting>Register someone, or import a case export.</Acting>
        </Empty>
      ) : (
        <>
          <div class="people-row people-head" aria-hidden="true">
            <span>Name</span>
            <span>Number</span>
            <span>Local time</span>
            <span>Language</span>
            <span>Gateway</span>
            <span>State</span>
            <span />
          </div>
          <VirtualList
            items={listed}
            rowHeight={64}
            label="People"
            row={(contact) => <Person contact={contact} onEdit={() => setOpen({ form: 'edit', contact })} />}
          />
        </>
      )}
      {open?.form === 'new' && (
        <Dialog title="Register someone" onClose={close}>
          <CaseForm state={state} onDone={close} />
        </Dialog>
      )}
      {open?.form === 'edit' && (
        <Dialog title="Edit" about={open.contact.label} onClose={close}>
          <CaseForm state={state} contact={open.contact} onDone={close} />
        </Dialog>
      )}
      {open?.form === 'import' && (
        <Dialog title="Import cases" onClose={close}>
          <ImportForm state={state} onDone={close} />
        </Dialog>
      )}
    </div>
  );
}

const answersTo = ({ label, key, number, type, language, zone }: Contact, words: string): boolean =>
  [label, key, number, type, language, zone.name].some((text) => (text ?? '').toLowerCase().includes(words));

function Person({ contact, onEdit }: { contact: Contact; onEdit: () => void }) {
  const { key, label, kind, type, registered, closed, zone, language, normalized, problems, email, gateway } =
    contact;
  const isCase = kind === 'case';
  const isSilent = contact.optedOut ? 'opted out' : '';
  const narrow = registered
    ? [isSilent, closed ? 'closed' : ''].filter(Boolean).join(', ')
    : 'not registered';
  return (
    <div class="people-row">
      <span class="two-lines">
        <strong>
          <LabelText text={label} />
        </strong>
        <small>
          <BidiText text={type ?? kind} />
          {narrow !== '' && <span class="where-narrow"> · {narrow}</span>}
        </small>
      </span>
      <span class="two-lines">
        <BidiText text={normalized === undefined ? 'no number' : numberText(normalized)} />
        <small>
          <BidiText
            text={
              email || contact.country || [contact.number, problems[0]?.message].filter(Boolean).join(': ')
            }
          />
        </small>
      </span>
      <span class="two-lines">
        {clockText(zoneOr(zone.name), minute.value)}
        <small title={zone.from}>
          <BidiText text={zone.name} />
        </small>
      </span>
      <span class="two-lines">
        <BidiText text={language || 'default'} />
      </span>
      <span class="two-lines" title={gateway?.because}>
        <BidiText text={gateway?.name ?? 'none'} />
        <small>
          <BidiText text={gateway?.because} />
        </small>
      </span>
      <span class="chips">
        {!registered && <span class="chip">not yet registered</span>}
        {registered && normalized !== undefined && (
          <span class={contact.twoWay ? 'chip' : 'chip chip-warn'}>
            {contact.twoWay ? 'two-way' : 'one-way'}
          </span>
        )}
        {contact.optedOut && <span class="chip chip-bad">opted out</span>}
        {closed && <span class="chip chip-warn">closed</span>}
        {problems
          .filter(({ property, code }) => code !== undefined && !(property === NUMBER && contact.optedOut))
          .map(({ property, code, message, cure }) => (
            <span key={property} class="chip chip-bad" title={[message, cure].filter(Boolean).join('. ')}>
              {code}
            </span>
          ))}
      </span>
      <span class="button-row">
        <Acting>
          {isCase && !registered && (
            <button type="button" onClick={() => act({ verb: 'register', register: key })}>
              Register
            </button>
          )}
          {isCase && registered && (
            <button type="button" onClick={onEdit}>
              Edit
            </button>
          )}
          {isCase && registered && (
            <button
              type="button"
              class="quiet"
              onClick={() => act(closed ? { verb: 'reopen', reopen: key } : { verb: 'close', close: key })}
            >
              {closed ? 'Reopen' : 'Close'}
            </button>
          )}
        </Acting>
      </span>
    </div>
  );
}
