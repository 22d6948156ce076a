/** The packed data of the page, unpacked when a view asks for them. */
import { signal } from '@preact/signals';
import { decodeStory } from '../../data/story-data.ts';
import type { KeptExchange } from '../../exchange-keeper.ts';
import { StoryModel } from '../model/story-model.ts';
import { storiesFor } from './summary.ts';
import { unpacked, unpackedJson } from './unpacked.ts';

/** A story that was read; a text says why it cannot be. */
export type ReadStory = StoryModel | string;

/** By place in the report. */
export const read = signal<ReadonlyMap<number, ReadStory>>(new Map());

const asked = new Set<number>();
const wires = new Map<number, Promise<readonly KeptExchange[]>>();

/** Reads what has not been read, one story after another. */
export async function readStories(indexes: readonly number[]): Promise<void> {
  for (const index of indexes.filter((one) => !asked.has(one))) {
    asked.add(index);
    const story = await readStory(index);
    read.value = new Map(read.value).set(index, story);
  }
}

/** What went over the wire for one message, as much of it as the page holds. */
export async function exchangesOf(index: number, id: string): Promise<readonly KeptExchange[]> {
  const wire = wires.get(index) ?? readWire(index);
  wires.set(index, wire);
  return (await wire).filter((exchange) => exchange.id === id);
}

async function readStory(index: number): Promise<ReadStory> {
  if (storiesFor(index)[0]?.story.counts === undefined)
    return 'drysend could not rehearse this story: it has no people and no messages.';
  try {
    const bytes = await unpacked(`story-${index}`);
    if (bytes) return new StoryModel(decodeStory(bytes));
  } catch (error) {
    return `The data of this story cannot be read: ${error instanceof Error ? error.message : error}`;
  }
  return 'The journal of this story is too long for a page. drysend roster FILE tells its people, drysend why FILE one of them.';
}

const readWire = async (index: number): Promise<readonly KeptExchange[]> =>
  (await unpackedJson<readonly KeptExchange[]>(`wire-${index}`)) ?? [];
