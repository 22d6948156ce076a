import { readFileSync, writeFileSync } from 'node:fs';
import type { Plan } from '../core/model/plan.ts';
import type { Run } from '../core/model/run.ts';
import { zoneNamed } from '../core/time/zone.ts';
import { RowBook } from '../expect/rows.ts';
import { printTranscript } from '../expect/transcript.ts';

/** The files that a plan's `transcript` expectations name, found beside the scenario. */
export function transcriptFiles({ expectations, timeline }: Plan): string[] {
  const checks = timeline.flatMap(({ act }) => (act.verb === 'expect' ? act.expectations : []));
  return [...expectations, ...checks].flatMap((each) => (each.kind === 'transcript' ? [each.file] : []));
}

/** Their texts; one that is not there is left out, and its promise breaks. */
export function readTranscripts(plan: Plan): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const file of transcriptFiles(plan)) {
    try {
      texts.set(file, readFileSync(file, 'utf8'));
    } catch {
      // Told as a broken promise, with the cure.
    }
  }
  return texts;
}

/** Writes what happened into the files; the paths written. */
export function updateTranscripts({ plan, journal }: Run): string[] {
  const files = transcriptFiles(plan);
  if (files.length === 0) return [];
  const book = new RowBook();
  let index = 0;
  for (const entry of journal.entries()) book.take(entry, index++);
  const text = printTranscript(book.rows, zoneNamed(plan.project.timeZone) ?? zoneNamed('UTC')!);
  for (const file of files) writeFileSync(file, text);
  return files;
}
