/** Which stories failed in the last runs of a folder: what `drysend run --last-failed` runs again. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readRegular } from './read-file.ts';
import { replaceFile } from './whole-file.ts';

/** A story, as it is found again when the lines of its file have moved. */
export interface StoryName {
  readonly file: string;
  readonly title: string;
}

/** Below the present folder; not there: nothing failed. */
export const FAILED_STORIES_FILE = join('.drysend', 'last-failed.json');
const BYTES_MAX = 10_000_000;

export const nameOfStory = ({ file, title }: StoryName): string => JSON.stringify([file, title]);

/** Of the present folder; a file that is not there, or is not ours, names none. */
export function readFailedStories(): readonly StoryName[] {
  const read = readRegular(FAILED_STORIES_FILE, BYTES_MAX);
  if (!('bytes' in read)) return [];
  try {
    const { failed } = JSON.parse(read.bytes.toString('utf8')) as { failed?: unknown };
    return Array.isArray(failed) ? failed.filter(isStoryName) : [];
  } catch {
    return [];
  }
}

const isStoryName = (value: unknown): value is StoryName =>
  typeof value === 'object' &&
  value !== null &&
  'file' in value &&
  'title' in value &&
  typeof value.file === 'string' &&
  typeof value.title === 'string';

/**
 * Remembers what failed among those that ran; of others what is known stays. Where nothing failed, and nothing did before,
 * no file is made. A folder that cannot be written is no error: the run itself went well.
 */
export function keepFailedStories(ran: readonly (StoryName & { readonly isFailed: boolean })[]): void {
  const names = new Set(ran.map(nameOfStory));
  const failed = [
    ...readFailedStories().filter((story) => !names.has(nameOfStory(story))),
    ...ran.filter(({ isFailed }) => isFailed).map(({ file, title }) => ({ file, title })),
  ];
  if (failed.length === 0 && !existsSync(FAILED_STORIES_FILE)) return;
  try {
    replaceFile(FAILED_STORIES_FILE, `${JSON.stringify({ failed }, null, 2)}\n`);
    const ignored = join(dirname(FAILED_STORIES_FILE), '.gitignore');
    if (!existsSync(ignored)) replaceFile(ignored, '*\n');
  } catch {
    // Only --last-failed misses it.
  }
}
