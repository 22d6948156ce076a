/** What the whole story sends: its calendar by day, what it costs, and who gets what. */
import { useState } from 'preact/hooks';
import { BidiText, counted } from '../../../web/parts/bidi-text.tsx';
import { Empty } from '../../../web/parts/empty.tsx';
import { LabelText } from '../../../web/parts/label-text.tsx';
import type { AnswerOf } from '../../contract/answers.ts';
import { AlertChoice } from '../parts/alert-choice.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import type { LabState } from '../state/answers.ts';
import { sessionPath } from '../state/lab.ts';
import { useAnswer } from '../state/use-answer.ts';

type Planned = AnswerOf<'Planned'>;
type Bucket = Planned['days'][number];

export function PlanView({ state }: { state: LabState }) {
  const [alert, setAlert] = useState('');
  const [who, setWho] = useState('');
  const asked = Object.entries({ alert, case: who.trim() }).filter(([, value]) => value !== '');
  const query = asked.length === 0 ? '' : `?${new URLSearchParams(asked)}`;
  const { answer, problem } = useAnswer<Planned>(sessionPath('plan') + query, state.contactsRevision);
  return (
    <div class="report-view">
      <div class="filter">
        <AlertChoice alerts={state.alerts} value={alert} onChoose={setAlert} />
        <label>
          Name
          <input type="search" value={who} onInput={(event) => setWho(event.currentTarget.value)} />
        </label>
      </div>
      {problem && <ProblemNote problem={problem} />}
      {!answer && !problem && <p class="loading">Playing the story to its end…</p>}
      {answer && <Plan planned={answer} />}
    </div>
  );
}

function Plan({ planned }: { planned: Planned }) {
  const { all, contacts, days, months, gateways, causes, errors, messages, moreMessages } = planned;
  const hasCost = Object.keys(all.cost).length > 0;
  if (all.messages === 0 && Object.keys(errors).length === 0)
    return <Empty title="Nothing will be sent">Register someone, or ask for other names.</Empty>;
  return (
    <>
      <p class="report-sum">
        {counted(all.messages, 'message')} to {counted(contacts, 'contact')},{' '}
        {counted(all.segments, 'segment')}, <strong>{hasCost ? costText(all.cost) : 'no price known'}</strong>
        {hasCost &&
          all.unpriced_segments > 0 &&
          `, ${counted(all.unpriced_segments, 'segment')} without a price`}
        {!hasCost && (
          <small>
            {' '}
            A gateway’s <code>price</code> in the story gives costs.
          </small>
        )}
      </p>
      {Object.keys(errors).length > 0 && (
        <ul class="chips" aria-label="Not sent">
          {Object.entries(errors).map(([code, count]) => (
            <li key={code} class="chip chip-bad">
              {count} {code}
            </li>
          ))}
        </ul>
      )}
      <BucketTable title="Calendar" first="Day" buckets={days} hasCost={hasCost} />
      <div class="report-cards">
        <BucketTable title="By month" first="Month" buckets={months} hasCost={hasCost} />
        <BucketTable title="By gateway" first="Gateway" buckets={gateways} hasCost={hasCost} />
        <BucketTable title="By alert" first="Alert" buckets={causes} hasCost={hasCost} />
      </div>
      <section>
        <h2>Who gets what</h2>
        <div class="table-box" tabIndex={0} role="group" aria-label="Who gets what">
          <table>
            <thead>
              <tr>
                <th scope="col">When, on their clock</th>
                <th scope="col">Who</th>
                <th scope="col">What</th>
                <th scope="col">Through</th>
                {hasCost && (
                  <th scope="col" class="number">
                    Cost
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {messages.map(({ person, label, local, cause, gateway, cost, currency, text }, index) => (
                <tr key={`${index} ${person}`}>
                  <td>{local.slice(0, 16).replace('T', ' ')}</td>
                  <td>
                    <LabelText text={label} max={60} />
                  </td>
                  <td>
                    <BidiText text={text ?? cause} max={120} />
                  </td>
                  <td>
                    <BidiText text={gateway ?? ''} />
                  </td>
                  {hasCost && <td class="number">{cost === undefined ? '' : `${cost} ${currency ?? ''}`}</td>}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        {moreMessages > 0 && <p class="hint">and {moreMessages} more; ask for a name to see theirs</p>}
      </section>
    </>
  );
}

function BucketTable({
  title,
  first,
  buckets,
  hasCost,
}: {
  title: string;
  first: string;
  buckets: readonly Bucket[];
  hasCost: boolean;
}) {
  const most = Math.max(1, ...buckets.map(({ messages }) => messages));
  return (
    <section>
      <h2>{title}</h2>
      <div class="table-box" tabIndex={0} role="group" aria-label={title}>
        <table>
          <thead>
            <tr>
              <th scope="col">{first}</th>
              <th scope="col">Messages</th>
              <th scope="col" class="number">
                Segments
              </th>
              {hasCost && (
                <th scope="col" class="number">
                  Cost
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {buckets.map(({ key, messages, segments, cost }) => (
              <tr key={key}>
                <th scope="row">
                  <BidiText text={key || 'none'} />
                </th>
                <td class="metered">
                  {messages} <meter min={0} max={most} value={messages} aria-label={`Messages of ${key}`} />
                </td>
                <td class="number">{segments}</td>
                {hasCost && <td class="number">{costText(cost)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

const costText = (cost: Bucket['cost']): string =>
  Object.entries(cost)
    .map(([currency, amount]) => `${amount} ${currency}`)
    .join(', ');
