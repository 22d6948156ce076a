/** Beside the phones: everything that is known of a contact, what has changed it, and surveys under way. */
import { useEffect, useState } from 'preact/hooks';
import { BidiText } from '../../../web/parts/bidi-text.tsx';
import { LabelText } from '../../../web/parts/label-text.tsx';
import type { LabState, Person, Problem } from '../state/answers.ts';
import { problemOf, read } from '../state/api.ts';
import { chosenPerson } from '../state/chosen.ts';
import { revision, sessionPath } from '../state/lab.ts';
import { authorText } from './author-text.ts';
import { ProblemNote } from './problem-note.tsx';
import { TitleBar } from './title-bar.tsx';

const NAME_MAX = 80;
const VALUE_MAX = 500;
/** A run that goes on asks again only so often. */
const ASK_MS = 300;

export function PersonPanel({ contactKey, state }: { contactKey: string; state: LabState }) {
  const { person, problem } = usePerson(contactKey);
  const contact = state.contacts.find(({ key }) => key === contactKey);
  return (
    <aside class="panel" aria-label="Everything about a contact">
      <TitleBar
        onClose={() => {
          chosenPerson.value = undefined;
        }}
      >
        <LabelText text={contact?.label ?? contactKey} max={NAME_MAX} />
      </TitleBar>
      <p class="hint">
        {contact?.type ?? contact?.kind}, times in {person?.zone ?? state.project.timeZone}
      </p>
      {problem && <ProblemNote problem={problem} />}
      {person?.surveys.map((survey) => (
        <SurveyCard key={survey.survey} survey={survey} />
      ))}
      {person && person.properties.length > 0 && (
        <section>
          <h3>Properties</h3>
          <dl class="properties">
            {person.properties.map((property) => (
              <PropertyRow key={property.name} property={property} />
            ))}
          </dl>
        </section>
      )}
    </aside>
  );
}

function PropertyRow({ property: { name, value, changes } }: { property: Person['properties'][number] }) {
  const last = changes.at(-1);
  const isChanged = last !== undefined && (changes.length > 1 || last.before !== undefined);
  return (
    <div data-changed={isChanged}>
      <dt>
        <BidiText text={name} max={NAME_MAX} />
      </dt>
      <dd>
        {value === '' ? <i>empty</i> : <BidiText text={value} max={VALUE_MAX} />}
        {last && (
          <small>
            {last.wall}, <BidiText text={authorText(last.by)} />
            {last.before !== undefined && (
              <>
                , before: <BidiText text={last.before || 'empty'} max={NAME_MAX} />
              </>
            )}
          </small>
        )}
        {changes.length > 1 && (
          <details>
            <summary>{changes.length} values so far</summary>
            <ol>
              {changes.map((change) => (
                <li key={`${change.at} ${change.value}`}>
                  <BidiText text={change.value || 'empty'} max={NAME_MAX} />{' '}
                  <small>
                    {change.wall}, <BidiText text={authorText(change.by)} />
                  </small>
                </li>
              ))}
            </ol>
          </details>
        )}
      </dd>
    </div>
  );
}

function SurveyCard({ survey }: { survey: Person['surveys'][number] }) {
  const answers = Object.entries(survey.answers);
  return (
    <section class="survey-card" aria-label={`Survey ${survey.survey}`}>
      <h3>
        Survey <BidiText text={survey.survey} max={NAME_MAX} />
      </h3>
      {survey.question !== undefined && (
        <p class="panel-text">
          <BidiText text={survey.question} max={VALUE_MAX} />
        </p>
      )}
      <p class="hint">
        {answers.length === 1 ? '1 answer' : `${answers.length} answers`} so far; ends {survey.expires.wall}
        {survey.reminders.length > 0 &&
          `; reminders to come: ${survey.reminders.map(({ wall }) => wall).join(', ')}`}
      </p>
      {answers.length > 0 && (
        <dl class="properties">
          {answers.map(([path, answer]) => (
            <div key={path}>
              <dt>
                <BidiText text={path} max={NAME_MAX} />
              </dt>
              <dd>
                <BidiText text={answer} max={VALUE_MAX} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

/** The person as the lab knows it now: read again whenever the journal has grown. */
function usePerson(key: string) {
  const [person, setPerson] = useState<Person | undefined>(undefined);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  useEffect(() => {
    let isCurrent = true;
    const waiting = setTimeout(
      () => {
        read<Person>(`${sessionPath('person')}?${new URLSearchParams({ key })}`)
          .then((answer) => {
            if (!isCurrent) return;
            setPerson(answer);
            setProblem(undefined);
          })
          .catch((thrown: unknown) => isCurrent && setProblem(problemOf(thrown)));
      },
      person?.key === key ? ASK_MS : 0,
    );
    return () => {
      isCurrent = false;
      clearTimeout(waiting);
    };
  }, [key, revision.value]);
  return person?.key === key ? { person, problem } : { person: undefined, problem };
}
