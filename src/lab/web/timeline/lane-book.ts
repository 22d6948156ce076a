/** Lanes that grow with the journal. What has not changed since the last reading stays the same object. */

import {
  type Lane,
  type LaneSource,
  lanesFrom,
  type MarkSource,
} from '../../../web/timeline/timeline-model.ts';
import type { Contact, Line, Upcoming } from '../state/answers.ts';
import { laneSources, marksFrom } from './marks-from.ts';

const markedKinds: ReadonlySet<string> = new Set(['sent', 'inbound', 'attempt', 'held', 'error']);

interface Kept {
  readonly lane: Lane;
  readonly marks: number;
  /** What was still to come, in a text that can be compared. */
  readonly due: string;
}

export class LaneBook {
  #lines: readonly Line[] = [];
  #readCount = 0;
  #markedLines: Line[] = [];
  #laneOfMessage = new Map<string, string>();
  #marks = new Map<string, MarkSource[]>();
  #kept = new Map<string, Kept>();

  /** Lines that have a mark. */
  get markedLines(): readonly Line[] {
    return this.#markedLines;
  }

  /** Whose message it is, by its id. */
  whoGot(id: string | undefined): string | undefined {
    return id === undefined ? undefined : this.#laneOfMessage.get(id);
  }

  /** Reads what was added to `lines` since the last time; another list is another journal. */
  read(lines: readonly Line[]): void {
    if (lines !== this.#lines) this.#begin(lines);
    const fresh = lines.slice(this.#readCount);
    this.#readCount = lines.length;
    for (const mark of marksFrom(fresh, [], this.#laneOfMessage)) put(this.#marks, mark);
    for (const line of fresh) if (markedKinds.has(line.kind)) this.#markedLines.push(line);
  }

  /** A lane per contact, with what has happened and what is still to come. */
  lanes(contacts: readonly Contact[], upcoming: readonly Upcoming[]): readonly Lane[] {
    const due = new Map<string, MarkSource[]>();
    for (const mark of marksFrom([], upcoming)) put(due, mark);
    return laneSources(contacts).map((source) => this.#lane(source, due.get(source.key) ?? []));
  }

  #lane(source: LaneSource, due: readonly MarkSource[]): Lane {
    const marks = this.#marks.get(source.key) ?? [];
    const dueText = due.map(({ at, text }) => `${at} ${text ?? ''}`).join();
    const kept = this.#kept.get(source.key);
    const isSame = kept?.marks === marks.length && kept.due === dueText;
    if (kept && isSame && kept.lane.name === source.name && kept.lane.zone === source.zone) return kept.lane;
    const [lane] = lanesFrom([source], [...marks, ...due]);
    if (!lane) throw new Error(`no lane for ${source.key}`);
    this.#kept.set(source.key, { lane, marks: marks.length, due: dueText });
    return lane;
  }

  #begin(lines: readonly Line[]): void {
    this.#lines = lines;
    this.#readCount = 0;
    this.#markedLines = [];
    this.#laneOfMessage = new Map();
    this.#marks = new Map();
    this.#kept = new Map();
  }
}

function put(byLane: Map<string, MarkSource[]>, mark: MarkSource): void {
  const marks = byLane.get(mark.lane);
  if (marks) marks.push(mark);
  else byLane.set(mark.lane, [mark]);
}
