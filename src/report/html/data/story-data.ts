/** All that the page knows of one story beside its summary: its people, its journal, who waits and who got nothing. */
import type { NothingGroup } from '../../roster/nothing.ts';
import type { TrailPlan } from '../../why/trail-plan.ts';
import { ByteReader } from './byte-reader.ts';
import { ByteWriter } from './byte-writer.ts';
import { encodeJournal } from './journal-encoder.ts';
import { fromMapJson, mapJson } from './map-json.ts';
import { PackedJournal } from './packed-journal.ts';

export interface StoryFacts {
  readonly plan: TrailPlan;
  readonly gotNothing: readonly NothingGroup[];
  /** Messages that still wait at the end: the line that made each, and why it waits. */
  readonly waiting: readonly (readonly [seq: number, reason: string | null])[];
}

export interface StoryData extends StoryFacts {
  readonly journal: PackedJournal;
}

export function encodeStory(facts: StoryFacts, entries: Parameters<typeof encodeJournal>[0]): Uint8Array {
  const writer = new ByteWriter();
  writer.section(new TextEncoder().encode(mapJson(facts)));
  writer.section(encodeJournal(entries));
  return writer.end();
}

export function decodeStory(bytes: Uint8Array): StoryData {
  const reader = new ByteReader(bytes);
  const facts = fromMapJson(new TextDecoder().decode(reader.section())) as StoryFacts;
  return { ...facts, journal: new PackedJournal(reader.section()) };
}
