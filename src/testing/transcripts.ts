/** Runs as transcripts: every message, error, warning and incoming text, a line each, for snapshots. */
import type { Run } from '../core/model/run.ts';
import { zoneOfProject } from '../core/time/zone.ts';
import { RowCollector } from '../expect/rows.ts';
import { printTranscript } from '../expect/transcript.ts';
import { isRun } from './received.ts';

/** `2026-03-09 09:00 sms asha via KENYA "Hello"`, times in the project's zone: what a `transcript` promise holds. */
export function transcriptOf({ plan, journal }: Run): string {
  const rows = new RowCollector();
  let index = 0;
  for (const entry of journal.entries()) {
    rows.take(entry, index);
    index += 1;
  }
  return printTranscript(rows.rows, zoneOfProject(plan.project));
}

/** `expect.addSnapshotSerializer(transcriptSerializer)`: a run in a snapshot is its transcript. */
export const transcriptSerializer = {
  test: (value: unknown): boolean => isRun(value),
  serialize: (value: Run): string => transcriptOf(value).trimEnd(),
};
