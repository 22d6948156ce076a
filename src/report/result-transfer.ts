/** A scenario's result as a line of JSON and back: from a thread to the command, and from a shard to `drysend merge`. */
import { peopleNamed } from './people.ts';
import type { PromiseResult, ScenarioResult } from './scenario-result.ts';

/** Stands for a map; no key of a result begins so. */
const MAP = '\u0000map';

/** Without line breaks. */
export function encodeResult(story: ScenarioResult): string {
  const { roster, failures, promises } = story;
  const promised = new Set(promises.map(({ failure }) => failure));
  return JSON.stringify(
    {
      ...story,
      // Those of promises stand there: a failure must be one object again.
      failures: failures.filter((failure) => !promised.has(failure)),
      ...(roster && { roster: { ...roster, people: roster.people.names } }),
    },
    (_key, value: unknown) => (value instanceof Map ? { [MAP]: [...value] } : value),
  );
}

export function decodeResult(text: string): ScenarioResult {
  const story = JSON.parse(text, (_key, value: unknown) => (isMap(value) ? new Map(value[MAP]) : value));
  const { roster, failures, promises } = story;
  return {
    ...story,
    failures: [...promises.flatMap(({ failure }: PromiseResult) => failure ?? []), ...failures],
    ...(roster && { roster: { ...roster, people: peopleNamed(roster.people) } }),
  };
}

const isMap = (value: unknown): value is { readonly [MAP]: [unknown, unknown][] } =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, MAP);
