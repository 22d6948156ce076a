/** The changes of scenarios that were tried, in plain facts; each form of the report reads this. */

import { zoneOfProject } from '../../core/time/zone.ts';
import type { MutationKind } from '../../mutation/mutation.ts';
import { mutationKinds } from '../../mutation/mutation.ts';
import type { Mutated, TriedMutation } from '../../mutation/trials.ts';
import { fieldTexts, promiseText } from './promise-text.ts';

export interface MutationResult {
  readonly stories: number;
  /** Stories without promises: no change can tell anything about them. */
  readonly promiseNothing: readonly string[];
  readonly seed: number;
  readonly untried: number;
  readonly realMs: number;
  readonly mutants: readonly Mutant[];
}

export interface Mutant {
  readonly kind: MutationKind;
  readonly status: 'killed' | 'survived' | 'equal';
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly path: string;
  readonly before: string;
  /** undefined: it is left out. */
  readonly after?: string | undefined;
  /** The promise that noticed. */
  readonly killedBy?: string;
  /** The promise that would notice, as a line of YAML, and in which story. */
  readonly promise?: string;
  readonly story?: string;
  /** The promise that claims the message already, and what it leaves open. */
  readonly amend?: { readonly line: number; readonly fields: readonly string[] } | undefined;
}

export function mutantsOf({ mutations }: Mutated): Mutant[] {
  return mutations.map(({ mutation, tried }) => {
    const { kind, source, endLine, endColumn, path, before, after } = mutation;
    return {
      kind,
      status: tried.status,
      ...source,
      endLine,
      endColumn,
      path,
      before,
      after,
      ...detailOf(tried),
    };
  });
}

function detailOf(tried: TriedMutation['tried']): Partial<Mutant> {
  if (tried.status === 'killed') return { killedBy: tried.by };
  if (tried.status === 'equal') return {};
  const { plan, own, promise } = tried;
  const zone = zoneOfProject(plan.project);
  const { file, line } = plan.source;
  return {
    promise: promiseText(promise, zone),
    story: `${file}:${line}`,
    amend: amendment(promise, own, zone),
  };
}

type Survived = Extract<TriedMutation['tried'], { status: 'survived' }>;

/** What the promise that claims the row does not say of it. */
function amendment(
  promise: Survived['promise'],
  { run }: Survived['own'],
  zone: Parameters<typeof fieldTexts>[1],
): Mutant['amend'] {
  if (promise.kind !== 'count' || !promise.row) return undefined;
  const { index } = promise.row;
  const claim = run.verdicts.find(
    ({ expected, entries }) => isOfOneRow.has(expected?.kind ?? '') && entries.includes(index),
  );
  if (!claim?.source || claim.entries.length !== 1) return undefined;
  const stated = claim.expected && 'fields' in claim.expected ? Object.keys(claim.expected.fields) : [];
  const open = [...promise.fields].filter(
    ([name]) => promise.differs.includes(name) && !stated.includes(name),
  );
  return open.length === 0 ? undefined : { line: claim.source.line, fields: fieldTexts(new Map(open), zone) };
}

const isOfOneRow: ReadonlySet<string> = new Set(['sms', 'email', 'error', 'inbound']);

/** Those that a promise noticed, of those that it could have noticed. */
export interface Score {
  readonly killed: number;
  readonly survived: number;
  readonly equal: number;
}

export function scoreOf(mutants: readonly Mutant[]): Score {
  const count = (status: Mutant['status']): number => mutants.filter((one) => one.status === status).length;
  return { killed: count('killed'), survived: count('survived'), equal: count('equal') };
}

/** Each kind that there is anything of, in the order of tables. */
export function scoresByKind(mutants: readonly Mutant[]): (readonly [MutationKind, Score])[] {
  return (Object.keys(mutationKinds) as MutationKind[]).flatMap((kind) => {
    const own = mutants.filter((one) => one.kind === kind);
    return own.length > 0 ? [[kind, scoreOf(own)] as const] : [];
  });
}
