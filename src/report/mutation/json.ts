/** Changes of scenarios for programs: one JSON document, its keys as in docs/mutation.md. */
import { visibleJson } from '../../core/render/visible.ts';
import { type MutationResult, type Score, scoreOf, scoresByKind } from './result.ts';

/** Raised when a key changes its meaning or goes; new keys do not raise it. */
const VERSION = 1;

export function mutationJson({ mutants, ...result }: MutationResult): string {
  const { stories, promiseNothing, seed, untried } = result;
  const document = {
    version: VERSION,
    ...{ stories, promise_nothing: promiseNothing, seed, untried },
    total: withScore(scoreOf(mutants)),
    kinds: Object.fromEntries(scoresByKind(mutants).map(([kind, score]) => [kind, withScore(score)])),
    mutants: mutants.map(({ endLine, endColumn, killedBy, ...mutant }) => ({
      ...mutant,
      ...(killedBy !== undefined && { killed_by: killedBy }),
    })),
  };
  return `${visibleJson(JSON.stringify(document, null, 2))}\n`;
}

/** 100 is for no survivor alone. */
function withScore({ killed, survived, equal }: Score) {
  const score = Math.round((killed / (killed + survived)) * 1000) / 10;
  return { killed, survived, equal, score: survived === 0 ? 100 : Math.min(99.9, score) };
}
