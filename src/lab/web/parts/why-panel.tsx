/** Beside a message: what it was, why it went so, and how it went over the wire. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { becauseText } from '../../../report/because-text.ts';
import {
  type LabState,
  type Line,
  msOf,
  type Problem,
  type Trail,
  type TrailStep,
} from '../state/answers.ts';
import { problemOf, read } from '../state/api.ts';
import { chosen, sessionPath } from '../state/lab.ts';
import { clockText, dayText, zoneOr } from '../state/local-time.ts';
import { BidiText, cut } from './bidi-text.tsx';
import { ExchangeList } from './exchange-list.tsx';
import { ProblemNote } from './problem-note.tsx';

const HIDDEN = new Set(['seq', 'at', 'kind', 'text', 'html', 'subject', 'because', 'local']);
const TEXT_MAX = 100_000;
const SUBJECT_MAX = 500;
const FACT_MAX = 2000;
const STEPS_MAX = 200;

export function WhyPanel({ line, state }: { line: Line; state: LabState }) {
  const zone = zoneOr(
    state.contacts.find(({ key }) => key === (line.to ?? line.contact))?.zone.name ?? state.project.timeZone,
  );
  const at = msOf(line.at);
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    if (box.current) box.current.scrollTop = 0;
  }, [line]);
  return (
    <aside class="panel" aria-label="Message and why" ref={box}>
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
      {line.subject && (
        <h3>
          <BidiText text={line.subject} max={SUBJECT_MAX} />
        </h3>
      )}
      {line.text && (
        <p class="panel-text" dir="auto" tabIndex={0}>
          {cut(line.text, TEXT_MAX)}
        </p>
      )}
      <Facts title="Because" facts={Object.entries(becauseText(line.because ?? {}))} />
      <TrailList line={line} />
      {line.id && <ExchangeList id={line.id} />}
      <details>
        <summary>All that the journal says of it</summary>
        <Facts facts={Object.entries(line).filter(([name]) => !HIDDEN.has(name))} />
      </details>
    </aside>
  );
}

function Facts({ title, facts }: { title?: string; facts: readonly (readonly [string, unknown])[] }) {
  const given = facts.filter(([, value]) => value !== undefined);
  if (given.length === 0) return null;
  return (
    <section>
      {title && <h3>{title}</h3>}
      <dl class="facts">
        {given.map(([name, value]) => (
          <div key={name}>
            <dt>{name.replaceAll('_', ' ')}</dt>
            <dd>
              <BidiText
                text={typeof value === 'object' ? JSON.stringify(value) : String(value)}
                max={FACT_MAX}
              />
            </dd>
          </div>
        ))}
      </dl>
    </section>
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
      {trail.sections.map(({ title, steps }) => (
        <details key={title} open={title === line.name || trail.sections.length < 3}>
          <summary>
            <BidiText text={title} /> <small>{steps.length}</small>
          </summary>
          <ol>
            {around(steps, line.seq).map((step) => (
              <Step key={step.seq} step={step} isCurrent={step.seq === line.seq} />
            ))}
          </ol>
        </details>
      ))}
      {trail.endings.map((ending) => (
        <p key={ending} class="hint">
          <BidiText text={ending} max={FACT_MAX} />
        </p>
      ))}
    </section>
  );
}

function Step({ step: { wall, told, facts }, isCurrent }: { step: TrailStep; isCurrent: boolean }) {
  return (
    <li data-current={isCurrent}>
      <time>{wall}</time>
      <BidiText text={told} max={FACT_MAX} />
      {facts.map(([name, value]) => (
        <small key={name}>
          {name}: <BidiText text={value} max={FACT_MAX} />
        </small>
      ))}
    </li>
  );
}

/** The steps up to the line and some after it, when there are too many to show. */
function around(steps: readonly TrailStep[], seq: number): readonly TrailStep[] {
  if (steps.length <= STEPS_MAX) return steps;
  const index = steps.findIndex((step) => step.seq >= seq);
  const end = index < 0 ? steps.length : Math.min(steps.length, index + STEPS_MAX / 4);
  return steps.slice(Math.max(0, end - STEPS_MAX), Math.max(end, STEPS_MAX));
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
