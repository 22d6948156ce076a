/** A file that is no sound scenario as a result, so that a pipeline shows each of its problems on its line. */
import type { Problem } from '../scenario/problem.ts';
import { noTotals, type PromiseResult, type ScenarioResult, shellWord } from './scenario-result.ts';
import { labelled } from './verdict/evidence-line.ts';

/** A file, and what is wrong with it: problems with their places, or why it was not even read. */
export interface UnreadFile {
  readonly path: string;
  readonly problems: readonly Problem[];
  readonly refusal?: string | undefined;
}

/** Nothing of it ran: it has a test that failed for each problem. */
export function unreadResult({ path, problems, refusal }: UnreadFile): ScenarioResult {
  const unread = {
    file: path,
    line: 1,
    column: 1,
    path: '',
    found: `cannot be read: ${refusal}`,
    wanted: '',
  };
  const promises = (refusal === undefined ? problems : [unread]).map(problemTest);
  return {
    title: path,
    file: path,
    line: promises[0]?.source?.line ?? 1,
    tags: [],
    outcome: 'stopped',
    seed: 1,
    tz: '',
    zone: 'UTC',
    startsAt: 0,
    endsAt: 0,
    digest: '',
    totals: noTotals,
    keptCount: 0,
    promises,
    failures: promises.flatMap(({ failure }) => failure ?? []),
    transcript: [],
    transcriptLeftOut: 0,
    unsent: [],
    unsentLeftOut: 0,
    warnings: [],
    warningKinds: [],
    warningsPromised: 0,
    realMs: 0,
    replay: `drysend run ${shellWord(path)}`,
  };
}

function problemTest({ file, line, column, path, found, wanted, hint }: Problem): PromiseResult {
  const title = path === '' ? found : `${path}: found ${found}`;
  const lines = [
    ...(wanted === '' ? [] : [labelled('wanted', wanted)]),
    ...(hint === undefined ? [] : [labelled('hint', hint)]),
  ];
  const where = `${file}:${line}:${column}`;
  return {
    kind: 'expectation',
    title,
    source: { file, line, column },
    failure: { kind: 'stopped', title, lines, where },
  };
}
