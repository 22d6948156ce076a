/** Looks now and then whether the file of a session's story has changed on disk. */
import { unwatchFile, watchFile } from 'node:fs';
import { readText } from '../../adapters/files/read-file.ts';
import { SENT_TEXT } from '../server/offered.ts';
import type { LiveSession } from '../session/live-session.ts';
import { firstStory } from '../session/scenario-text.ts';

const LOOK_MS = 1000;

/** Notes in the session that its file differs from what it was opened with, or no longer does. Gives the way to stop. */
export function watchStory(session: LiveSession): () => void {
  const { path } = session;
  if (path === SENT_TEXT) return () => {};
  const look = (): void => {
    const isChanged = differs(session);
    if (isChanged === session.isFileChanged) return;
    session.isFileChanged = isChanged;
    session.changed();
  };
  watchFile(path, { interval: LOOK_MS, persistent: false }, look);
  return () => unwatchFile(path, look);
}

/** A file that is gone for a moment, as while an editor saves it, has not changed. */
function differs({ path, draft }: LiveSession): boolean {
  const read = readText(path);
  if (!('text' in read)) return false;
  try {
    return firstStory(read.text).text !== draft.base;
  } catch {
    return true;
  }
}
