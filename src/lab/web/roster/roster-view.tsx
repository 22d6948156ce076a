/** What became of everybody so far: how far each alert came, who got nothing and why, and what was odd. */
import { useState } from 'preact/hooks';
import { BidiText, counted } from '../../../web/parts/bidi-text.tsx';
import { Empty } from '../../../web/parts/empty.tsx';
import { LabelText } from '../../../web/parts/label-text.tsx';
import type { AnswerOf } from '../../contract/answers.ts';
import { AlertChoice } from '../parts/alert-choice.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import type { LabState } from '../state/answers.ts';
import { choosePerson } from '../state/chosen.ts';
import { revision, sessionPath } from '../state/lab.ts';
import { useAnswer } from '../state/use-answer.ts';

type Roster = AnswerOf<'Roster'>;

export function RosterView({ state }: { state: LabState }) {
  const [alert, setAlert] = useState('');
  const query = alert === '' ? '' : `?${new URLSearchParams({ alert })}`;
  const { answer, problem } = useAnswer<Roster>(sessionPath('roster') + query, revision.value);
  return (
    <div class="report-view">
      <div class="filter">
        <AlertChoice alerts={state.alerts} value={alert} onChoose={setAlert} />
      </div>
      {problem && <ProblemNote problem={problem} />}
      {answer && <Counts roster={answer} />}
    </div>
  );
}

function Counts({ roster: { contacts, funnels, gotNothing, warnings } }: { roster: Roster }) {
  const silent = gotNothing.reduce((sum, { count }) => sum + count, 0);
  if (funnels.length === 0 && contacts === 0)
    return <Empty title="Nobody yet">Register someone, or let the clock run.</Empty>;
  return (
    <>
      <div class="report-cards">
        {funnels.map((funnel) => (
          <FunnelCard key={funnel.cause} funnel={funnel} />
        ))}
      </div>
      {silent > 0 && (
        <section>
          <h2>
            Got nothing: {silent} of {counted(contacts, 'contact')}
          </h2>
          <ul class="notice-kinds">
            {gotNothing.map(({ reason, means, cure, count, people }) => (
              <li key={reason + means} data-severity="error">
                <strong>{reason}</strong> {count}: <BidiText text={means} />
                {cure && <small>{cure}</small>}
                <span class="chips">
                  {people.map(({ key, label }) => (
                    <button
                      key={key}
                      type="button"
                      class="chip chip-button"
                      onClick={() => choosePerson(key)}
                    >
                      <LabelText text={label} max={60} />
                    </button>
                  ))}
                  {count > people.length && <span class="chip">and {count - people.length} more</span>}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {warnings.length > 0 && (
        <section>
          <h2>Warnings</h2>
          <ul class="notice-kinds">
            {warnings.map(({ code, severity, count, example, hint }) => (
              <li key={code} data-severity={severity}>
                <strong>{code}</strong> {severity}, {count}
                <small>
                  such as <BidiText text={example} max={300} />
                </small>
                {hint && <small>{hint}</small>}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

/** The reason in code; where one code has several meanings, what it means here. */
const reasonIn = (
  { outcomes }: Roster['funnels'][number],
  {
    outcome,
    reason,
    means,
  }: Pick<Roster['funnels'][number]['outcomes'][number], 'outcome' | 'reason' | 'means'>,
): string | undefined =>
  outcomes.filter((one) => one.outcome === outcome && one.reason === reason).length > 1
    ? (means ?? reason)
    : reason;

function FunnelCard({ funnel }: { funnel: Roster['funnels'][number] }) {
  const { cause, cases, case_type: type, matched, started, fell_due: due, outcomes, gotNothing } = funnel;
  const isAlert = cause.startsWith('alert ');
  const steps: readonly (readonly [string, number])[] = [
    ...(cases === undefined ? [] : [[`cases of type ${type ?? ''}`, cases] as const]),
    ...(isAlert ? [['rule matched', matched] as const] : []),
    ...(/^(?:alert|broadcast) /.test(cause) ? [['started', started] as const] : []),
    ['fell due', due],
  ];
  const most = Math.max(1, ...steps.map(([, count]) => count));
  return (
    <section class="report-card" aria-label={cause}>
      <h2>
        <BidiText text={cause} />
      </h2>
      <dl>
        {steps.map(([label, count]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              {count}
              <meter min={0} max={most} value={count} aria-label={label} />
            </dd>
          </div>
        ))}
        {outcomes.map(({ outcome, reason, means, rows, people }) => (
          <div key={`${outcome} ${reason} ${means}`} data-bad={outcome === 'error'}>
            <dt title={means}>
              {[outcome, reasonIn(funnel, { outcome, reason, means })].filter(Boolean).join(', ')}
            </dt>
            <dd>
              {rows}{' '}
              <small>
                {outcome === 'sent' ? 'to' : 'for'} {people === 1 ? '1 person' : `${people} people`}
              </small>
            </dd>
          </div>
        ))}
        {gotNothing > 0 && (
          <div data-bad>
            <dt>got nothing</dt>
            <dd>{gotNothing}</dd>
          </div>
        )}
      </dl>
    </section>
  );
}
