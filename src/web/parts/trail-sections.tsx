/** A decision trail: each alert, broadcast and keyword with its steps, and how it ended. */
import { BidiText } from './bidi-text.tsx';

/** As `drysend why` shows it. */
interface ShownTrail {
  readonly sections: readonly { readonly title: string; readonly steps: readonly ShownStep[] }[];
  readonly endings: readonly string[];
}

interface ShownStep {
  readonly seq: number;
  readonly wall: string;
  readonly sentence: string;
  readonly facts: readonly (readonly string[])[];
}

interface Props {
  readonly trail: ShownTrail;
  /** Line of the journal that is looked at. */
  readonly seq?: number | undefined;
  /** Title of the section that is open from the start, when there are many. */
  readonly open?: string | undefined;
}

const WORDS_MAX = 2000;
const STEPS_MAX = 200;
/** So many sections are all open. */
const OPEN_MAX = 2;

export function TrailSections({ trail: { sections, endings }, seq, open }: Props) {
  return (
    <section class="trail">
      <h3>Why</h3>
      {sections.map(({ title, steps }) => (
        <details key={title} open={title === open || sections.length <= OPEN_MAX}>
          <summary>
            <BidiText text={title} /> <small>{steps.length}</small>
          </summary>
          <ol>
            {around(steps, seq).map((step, index) => (
              <Step key={`${step.seq} ${index}`} step={step} isCurrent={step.seq === seq} />
            ))}
          </ol>
        </details>
      ))}
      {endings.map((ending) => (
        <p key={ending} class="hint">
          <BidiText text={ending} max={WORDS_MAX} />
        </p>
      ))}
    </section>
  );
}

function Step({ step: { wall, sentence, facts }, isCurrent }: { step: ShownStep; isCurrent: boolean }) {
  return (
    <li data-current={isCurrent}>
      <time>{wall}</time>
      <BidiText text={sentence} max={WORDS_MAX} />
      {facts.map(([name, value]) => (
        <small key={name}>
          {name}: <BidiText text={value} max={WORDS_MAX} />
        </small>
      ))}
    </li>
  );
}

/** The steps up to the line and some after it, when there are too many to show. */
function around(steps: readonly ShownStep[], seq: number | undefined): readonly ShownStep[] {
  if (steps.length <= STEPS_MAX) return steps;
  const index = seq === undefined ? 0 : steps.findIndex((step) => step.seq >= seq);
  const end = index < 0 ? steps.length : Math.min(steps.length, index + STEPS_MAX / 4);
  return steps.slice(Math.max(0, end - STEPS_MAX), Math.max(end, STEPS_MAX));
}
