/** Registers or edits a case; says of each of the six properties what HQ will make of it, as it is typed. */

import { useEffect, useRef, useState } from 'preact/hooks';
import { BidiText } from '../../../web/parts/bidi-text.tsx';
import type { AnswerOf } from '../../contract/answers.ts';
import { DialogFoot } from '../parts/dialog-foot.tsx';
import type { Contact, LabState, Problem } from '../state/answers.ts';
import { post, problemOf } from '../state/api.ts';
import { contactProperties, type Remark, remarksOf } from '../state/contact-properties.ts';
import { sessionPath } from '../state/lab.ts';
import { keyFrom, otherLinesOf, propertiesOf, saving, type Values } from './case-values.ts';

const TYPING_MS = 200;

interface Props {
  readonly state: LabState;
  readonly contact?: Contact;
  readonly onDone: () => void;
}

export function CaseForm({ state, contact, onDone }: Props) {
  const before = useRef(propertiesOf(contact)).current;
  const [values, setValues] = useState<Values>(before);
  const [name, setName] = useState(contact?.name ?? '');
  const [type, setType] = useState(contact?.type ?? state.contacts.find((one) => one.type)?.type ?? '');
  const othersBefore = useRef(otherLinesOf(contact)).current;
  const [others, setOthers] = useState(othersBefore);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const remarks = useRemarks(values, contact?.key);

  const save = async (event: Event) => {
    event.preventDefault();
    const key = contact?.key ?? keyFrom(name, state.contacts);
    try {
      const body = saving({
        key,
        name,
        type,
        values,
        others,
        othersBefore,
        before,
        isNew: contact === undefined,
      });
      await post(sessionPath('act'), body);
      onDone();
    } catch (thrown) {
      setProblem(problemOf(thrown));
    }
  };
  return (
    <form class="case-form" onSubmit={save}>
      <div class="pair">
        <label>
          Name
          <input dir="auto" required value={name} onInput={(event) => setName(event.currentTarget.value)} />
        </label>
        <label>
          Case type
          <input required value={type} onInput={(event) => setType(event.currentTarget.value)} />
        </label>
      </div>
      {contactProperties.map((property) => (
        <Field
          key={property.name}
          property={property}
          value={values[property.name] ?? ''}
          choices={choicesFor(property.name, state)}
          remarks={remarks.filter((remark) => remark.name === property.name)}
          onInput={(value) => setValues({ ...values, [property.name]: value })}
        />
      ))}
      <label>
        <span>
          Other properties, one <code>name: value</code> a line
        </span>
        <textarea
          rows={Math.min(12, 3 + others.split('\n').length)}
          value={others}
          onInput={(event) => setOthers(event.currentTarget.value)}
        />
      </label>
      <ul class="remarks" aria-live="polite">
        {remarks
          .filter((remark) => !contactProperties.some((property) => property.name === remark.name))
          .map((remark) => (
            <li key={remark.name + remark.text} data-bad={remark.isBad}>
              {remark.name && `${remark.name.replaceAll('_', ' ')}: `}
              <BidiText text={remark.text} />
            </li>
          ))}
      </ul>
      <DialogFoot problem={problem}>
        <button type="submit" class="accent">
          {contact ? 'Save' : 'Register'}
        </button>
        <button type="button" class="quiet" onClick={onDone}>
          Cancel
        </button>
      </DialogFoot>
    </form>
  );
}

interface FieldProps {
  readonly property: (typeof contactProperties)[number];
  readonly value: string;
  readonly choices: readonly string[];
  readonly remarks: readonly Remark[];
  readonly onInput: (value: string) => void;
}

function Field({ property: { name, label, about }, value, choices, remarks, onInput }: FieldProps) {
  return (
    <div class="field">
      <label for={`field-${name}`}>
        {label} <code>{name}</code>
      </label>
      <input
        id={`field-${name}`}
        value={value}
        list={choices.length > 0 ? `choices-${name}` : undefined}
        aria-describedby={`about-${name}`}
        autocomplete="off"
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      {choices.length > 0 && (
        <datalist id={`choices-${name}`}>
          {choices.map((choice) => (
            <option key={choice} value={choice} />
          ))}
        </datalist>
      )}
      <p class="hint" id={`about-${name}`} aria-live="polite">
        {remarks.length === 0
          ? about
          : remarks.map((remark) => (
              <span key={remark.text} data-bad={remark.isBad}>
                <BidiText text={remark.text || about} />
              </span>
            ))}
      </p>
    </div>
  );
}

function choicesFor(name: string, state: LabState): readonly string[] {
  if (name === 'language_code') return state.project.languages;
  if (name === 'contact_backend_id') return state.gateways.map((gateway) => gateway.name);
  if (name === 'time_zone') return [...new Set(state.contacts.map(({ zone }) => zone.name))];
  return [];
}

/** Asks the lab what it makes of the values, a moment after the last key. */
function useRemarks(values: Values, key: string | undefined): readonly Remark[] {
  const [remarks, setRemarks] = useState<readonly Remark[]>([]);
  useEffect(() => {
    let isCurrent = true;
    const properties = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
    const waiting = setTimeout(() => {
      post<AnswerOf<'Findings'>>(sessionPath('check-case'), { properties, key })
        .then((answer) => isCurrent && setRemarks(remarksOf(answer)))
        .catch(() => undefined);
    }, TYPING_MS);
    return () => {
      isCurrent = false;
      clearTimeout(waiting);
    };
  }, [values, key]);
  return remarks;
}
