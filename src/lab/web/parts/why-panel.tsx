/** Beside a message: what it was, how it went over the wire, and why. */
import { useEffect, useState } from 'preact/hooks';
import { type LabState, type Line, msOf, type Problem, type Trail } from '../state/answers.ts';
import { problemOf, read } from '../state/api.ts';
import { chosen, sessionPath } from '../state/lab.ts';
import { clockText, dayText, zoneOr } from '../state/wall.ts';
import { ExchangeList } from './exchange-list.tsx';
import { ProblemNote } from './problem-note.tsx';

const HIDDEN = new Set(['seq', 'at', 'kind', 'text', 'html', 'because', 'local']);

export function WhyPanel({ line, state }: { line: Line; state: LabState }) {
  const zone = zoneOr(state.project.timeZone);
  const at = msOf(line.at);
  return (
    <aside class="panel" aria-label="Message and why">
      <header class="dialog-head">
        <h2>
          {line.kind} · {clockText(zone, at)}
        </h2>
        <button
          type="button"
          class="quiet"
          aria-label="Close"
          onClick={() => {
            chosen.value = undefined;
          }}
        >
          ✕
        </button>
      </header>
      <p class="hint">
        {dayText(zone, at)}, {zone.name}
      </p>
      {line.text && (
        <p class="panel-text" dir="auto">
          {line.text}
        </p>
      )}
      <Facts line={line} />
      {line.id && <ExchangeList id={line.id} />}
      <TrailList line={line} />
    </aside>
  );
}

function Facts({ line }: { line: Line }) {
  const facts = Object.entries(line).filter(([name, value]) => !HIDDEN.has(name) && value !== undefined);
  const reasons = Object.entries(line.because ?? {});
  return (
    <dl class="facts">
      {[...facts, ...reasons.map(([name, value]) => [`${name}, because`, value] as const)].map(
        ([name, value]) => (
          <div key={name}>
            <dt>{name.replaceAll('_', ' ')}</dt>
            <dd dir="auto">{typeof value === 'object' ? JSON.stringify(value) : String(value)}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

function TrailList({ line }: { line: Line }) {
  const [trail, setTrail] = useState<Trail | undefined>(undefined);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  useEffect(() => {
    let isCurrent = true;
    setTrail(undefined);
    setProblem(undefined);
    read<Trail>(`${sessionPath('why')}?${questionAbout(line)}`)
      .then((answer) => isCurrent && setTrail(answer))
      .catch((thrown: unknown) => isCurrent && setProblem(problemOf(thrown)));
    return () => {
      isCurrent = false;
    };
  }, [line]);
  if (problem) return <ProblemNote problem={problem} />;
  if (!trail) return <p class="hint">Reading the trail…</p>;
  return (
    <section class="trail">
      <h3>Why</h3>
      {trail.chapters.map(({ title, steps }) => (
        <details key={title} open={title === line.name || trail.chapters.length < 3}>
          <summary dir="auto">
            {title} <small>{steps.length}</small>
          </summary>
          <ol>
            {steps.slice(-200).map((step) => (
              <li key={step.seq} data-current={step.seq === line.seq}>
                <time>{step.wall}</time>
                <span dir="auto">{step.told}</span>
                {step.facts.map(([name, value]) => (
                  <small key={name} dir="auto">
                    {name}: {value}
                  </small>
                ))}
              </li>
            ))}
          </ol>
        </details>
      ))}
      {trail.endings.map((ending) => (
        <p key={ending} class="hint" dir="auto">
          {ending}
        </p>
      ))}
    </section>
  );
}

/** The trail of the contact, narrowed to the alert when there is one. */
function questionAbout({ to, case: record, contact, number, alert }: Line): string {
  const who = to ?? contact ?? number;
  const given: Record<string, string> = {};
  if (record) given.case = record;
  if (who) given.to = who;
  if (alert) given.alert = alert;
  return new URLSearchParams(given).toString();
}
