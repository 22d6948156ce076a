/** Beside a message: what it was, why it went so, and how it went over the wire. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { becauseText } from '../../../report/because-text.ts';
import { clockText, dayText, zoneOr } from '../../../web/local-time.ts';
import { BidiText } from '../../../web/parts/bidi-text.tsx';
import { Facts } from '../../../web/parts/facts.tsx';
import { TrailSections } from '../../../web/parts/trail-sections.tsx';
import { type LabState, type Line, msOf, type Problem, type Trail } from '../state/answers.ts';
import { problemOf, read } from '../state/api.ts';
import { chosen } from '../state/chosen.ts';
import { sessionPath } from '../state/lab.ts';
import { ExchangeList } from './exchange-list.tsx';
import { FilledText } from './filled-text.tsx';
import { ProblemNote } from './problem-note.tsx';
import { TitleBar } from './title-bar.tsx';

const HIDDEN = new Set(['seq', 'at', 'kind', 'text', 'html', 'subject', 'because', 'local', 'words', 'cure']);
const SUBJECT_MAX = 500;

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
      <TitleBar
        onClose={() => {
          chosen.value = undefined;
        }}
      >
        {line.kind} · {clockText(zone, at)}
      </TitleBar>
      <p class="hint">
        {dayText(zone, at)}, {zone.name}
      </p>
      {line.subject && (
        <h3>
          <BidiText text={line.subject} max={SUBJECT_MAX} />
        </h3>
      )}
      {line.text && <FilledText line={line} />}
      {line.words && (
        <Facts
          title={line.code ?? line.reason ?? 'What became of it'}
          facts={[
            ['What', line.words],
            ['Cure', line.cure],
          ]}
        />
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
  return <TrailSections trail={trail} seq={line.seq} open={line.name} />;
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
