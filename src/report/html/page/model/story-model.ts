/** One story as the page shows it: its rows, its people and its lanes, made in one walk through its journal. */

import { contactZones } from '../../../../core/contact/contact-zones.ts';
import type { Entry } from '../../../../core/model/entry.ts';
import type { Zone } from '../../../../core/time/zone.ts';
import { zoneOfProject } from '../../../../core/time/zone.ts';
import {
  type Lane,
  lanesFrom,
  type MarkKind,
  type MarkSource,
} from '../../../../web/timeline/timeline-model.ts';
import { type People, peopleOf } from '../../../people.ts';
import { rowOf, waitingRow } from '../../../roster/row.ts';
import type { Subject } from '../../../why/belongs.ts';
import { type Trail, trailOf } from '../../../why/trail.ts';
import type { StoryData } from '../../data/story-data.ts';
import { userName } from '../state/labels.ts';
import { inboundRow, type PageRow, pageRow } from './page-row.ts';
import { TrailIndex } from './trail-index.ts';

/** What is asked of the decision trail. */
export interface TrailQuestion extends Subject {
  readonly alert?: string | undefined;
}

export class StoryModel {
  readonly people: People;
  /** The project's. */
  readonly zone: Zone;
  /** In the order of the journal; whoever got nothing comes last. */
  readonly rows: readonly PageRow[];
  /** Every registered case, and everybody else whom a row is about. */
  readonly persons: readonly string[];
  private readonly data: StoryData;
  private readonly index: TrailIndex;
  private readonly marks: MarkSource[] = [];
  private readonly byName = new Map<string, PageRow>();
  private readonly byPerson = new Map<string, PageRow[]>();
  private drawn: readonly Lane[] | undefined;

  constructor(data: StoryData) {
    this.data = data;
    this.people = peopleOf(data.plan);
    this.zone = zoneOfProject(data.plan.project);
    this.index = new TrailIndex(data.plan, data.journal);
    this.rows = this.walked();
    for (const row of this.rows) {
      this.byName.set(nameOf(row), row);
      for (const key of new Set([row.person, row.case ?? row.person])) this.rowsTo(key).push(row);
    }
    this.persons = [...this.byPerson.keys()];
  }

  /** By the name that `nameOf` gives it. */
  row(name: string): PageRow | undefined {
    return this.byName.get(name);
  }

  /** Rows to the person, and those about the case that it is. */
  rowsOf(person: string): readonly PageRow[] {
    return this.byPerson.get(person) ?? [];
  }

  entry(seq: number): Entry {
    return this.data.journal.entry(seq - 1);
  }

  /** Every line of one message, in order. */
  linesOf({ id, person }: PageRow): readonly Entry[] {
    if (id === undefined) return [];
    const lines = this.index.linesAbout({ to: person });
    return lines.map((index) => this.data.journal.entry(index)).filter((entry) => entry.id === id);
  }

  /** The clock on the wall of a person at an instant. */
  zoneOf(person: string, at = Number.POSITIVE_INFINITY): Zone {
    return (
      contactZones(this.data.plan)(person, at as Parameters<ReturnType<typeof contactZones>>[1]) ?? this.zone
    );
  }

  /** As `drysend why` shows it, with the lines of the whole journal. */
  trail(question: TrailQuestion): Trail {
    const lines = this.index.linesAbout(question);
    const trail = trailOf(this.data.plan, this.index.sourceOf(lines), question);
    const sections = trail.sections.map(({ title, steps }) => ({
      title,
      steps: steps.map((step) => ({ ...step, seq: lines[step.seq - 1]! + 1 })),
    }));
    return { ...trail, sections };
  }

  /** One for each person, in the order in which the journal names them. */
  get lanes(): readonly Lane[] {
    const zones = contactZones(this.data.plan);
    this.drawn ??= lanesFrom(
      this.persons.map((key) => ({
        key,
        name: userName(this.people, key),
        zone: (zones(key, LATEST) ?? this.zone).name,
      })),
      this.marks,
    );
    return this.drawn;
  }

  private rowsTo(person: string): PageRow[] {
    const known = this.byPerson.get(person) ?? [];
    this.byPerson.set(person, known);
    return known;
  }

  private walked(): PageRow[] {
    const { journal, waiting, gotNothing } = this.data;
    const rows: PageRow[] = [];
    const open = new Map<string, Entry>();
    let seq = 0;
    for (const entry of journal.entries()) {
      seq += 1;
      const queued = entry.id === undefined ? undefined : open.get(entry.id);
      this.index.record(seq - 1, entry, queued);
      this.mark(seq, entry, queued);
      const row = rowOf(seq, entry);
      if (row) rows.push(pageRow(row, entry.id));
      if (entry.kind === 'registered') this.rowsTo(entry.case);
      if (entry.kind === 'inbound') rows.push(inboundRow(seq, entry));
      if (entry.kind === 'queued') open.set(entry.id, entry);
    }
    for (const [line, reason] of waiting) {
      const queued = journal.entry(line - 1);
      rows.push(pageRow(waitingRow(line, queued, reason ?? undefined), queued.id));
    }
    for (const { reason, detail, people } of gotNothing) {
      for (const to of people)
        rows.push(pageRow({ outcome: 'nothing', cause: '', to, reason, detail, text: detail }));
    }
    return rows;
  }

  private mark(seq: number, entry: Entry, queued: Entry | undefined): void {
    const kind = markOf[entry.kind];
    if (!kind) return;
    const whom = queued ?? entry;
    const lane =
      whom.to ?? whom.contact ?? whom.case ?? (whom.number === undefined ? whom.address : `+${whom.number}`);
    const until = entry.until ?? entry.retry_at;
    if (lane !== undefined)
      this.marks.push({ lane, at: entry.at, kind, seq, ...(until !== undefined && { until }) });
  }
}

const markOf: Partial<Record<Entry['kind'], MarkKind>> = {
  sent: 'sent',
  inbound: 'inbound',
  attempt: 'attempt',
  held: 'held',
  error: 'error',
};

/** After every change of a contact's zone. */
const LATEST = Number.POSITIVE_INFINITY as Parameters<ReturnType<typeof contactZones>>[1];

/** In a link: the id of the message, or the line of the journal; of somebody who got nothing neither. */
export const nameOf = ({ id, seq, person }: PageRow): string =>
  id ?? (seq === undefined ? `nothing-${person}` : `line-${seq}`);
