/** The packed data of the page, unpacked when a view asks for them. */
import { signal } from '@preact/signals';
import { decodeStory } from '../../data/story-data.ts';
import type { KeptExchange } from '../../exchange-keeper.ts';
import { StoryModel } from '../model/story-model.ts';
import { storiesFor } from './summary.ts';

/** A story that was read; a text says why it cannot be. */
export type ReadStory = StoryModel | string;

/** By place in the report. */
export const read = signal<ReadonlyMap<number, ReadStory>>(new Map());

const asked = new Set<number>();
const wires = new Map<number, Promise<readonly KeptExchange[]>>();

/** Reads what has not been read, one story after another. */
export async function readStories(indexes: readonly number[]): Promise<void> {
  await whole;
  for (const index of indexes.filter((one) => !asked.has(one))) {
    asked.add(index);
    const story = await readStory(index);
    read.value = new Map(read.value).set(index, story);
  }
}

/** What went over the wire for one message, as much of it as the page holds. */
export async function exchangesOf(index: number, id: string): Promise<readonly KeptExchange[]> {
  await whole;
  const wire = wires.get(index) ?? readWire(index);
  wires.set(index, wire);
  return (await wire).filter((exchange) => exchange.id === id);
}

/** The data stand behind the program: they are there when the document is. */
const whole = new Promise<void>((resolve) => {
  if (document.readyState === 'loading')
    addEventListener('DOMContentLoaded', () => resolve(), { once: true });
  else resolve();
});

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

async function readWire(index: number): Promise<readonly KeptExchange[]> {
  const bytes = await unpacked(`wire-${index}`);
  return bytes ? (JSON.parse(new TextDecoder().decode(bytes)) as readonly KeptExchange[]) : [];
}

/** undefined: the page has no such data. */
async function unpacked(id: string): Promise<Uint8Array | undefined> {
  const packed = document.getElementById(id)?.textContent;
  if (!packed) return undefined;
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
