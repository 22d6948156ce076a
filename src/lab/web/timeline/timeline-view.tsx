/** The timeline of a session, and its lines as a list. */
import { useMemo } from 'preact/hooks';
import { shortText, zoneOr } from '../../../web/local-time.ts';
import { BidiText } from '../../../web/parts/bidi-text.tsx';
import { Empty } from '../../../web/parts/empty.tsx';
import { VirtualList } from '../../../web/parts/virtual-list.tsx';
import { Timeline } from '../../../web/timeline/timeline.tsx';
import type { MarkSource } from '../../../web/timeline/timeline-model.ts';
import { LineButton } from '../parts/line-button.tsx';
import { type LabState, type Line, msOf } from '../state/answers.ts';
import { chosen } from '../state/chosen.ts';
import { fold, revision } from '../state/lab.ts';
import { labelIn } from '../state/labels.ts';
import { LaneBook } from './lane-book.ts';

/** Outlives the view, so that coming back to it costs nothing. */
const book = new LaneBook();

export function TimelineView({ state }: { state: LabState }) {
  const lanes = useMemo(() => {
    book.read(fold().lines);
    return book.lanes(state.contacts, state.upcoming);
  }, [revision.value, state.contacts, state.upcoming]);
  const { markedLines } = book;
  if (lanes.length === 0) return <Empty title="No lanes yet">Register someone under People.</Empty>;
  return (
    <Timeline
      lanes={lanes}
      whole={{ from: msOf(state.startsAt), to: msOf(state.endsAt) }}
      nowAt={msOf(state.now)}
      zone={state.project.timeZone}
      chosenSeq={chosen.value?.seq}
      onPick={pick}
    >
      <details class="timeline-lines">
        <summary>The same as a list ({markedLines.length})</summary>
        <VirtualList
          items={markedLines}
          rowHeight={44}
          label="Lines"
          row={(line) => (
            <LineButton line={line}>
              <span class="list-row-main">
                <span>
                  <BidiText text={whoseLine(line, state)} />{' '}
                  <BidiText text={line.text ?? line.code ?? line.reason} />
                </span>
              </span>
              <small>{shortText(zoneOr(state.project.timeZone), msOf(line.at))}</small>
            </LineButton>
          )}
        />
      </details>
    </Timeline>
  );

  function pick({ seq }: MarkSource): void {
    const line = seq === 0 ? undefined : book.markedLines.find((one) => one.seq === seq);
    if (line) chosen.value = line;
  }
}

/** The name of whom a line is about; later lines of a message know only its id. */
function whoseLine(
  { to, contact, number, id, case: about }: Line,
  { contacts }: LabState,
): string | undefined {
  const key = to ?? contact ?? book.whoGot(id);
  return key === undefined ? (number ?? labelIn(contacts, about ?? '')) : labelIn(contacts, key);
}
