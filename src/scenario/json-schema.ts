import { scenarioShape } from './scenario-shape.ts';
import type { Definitions, JsonSchema } from './shape.ts';

/** The scenario language as JSON Schema (draft 2020-12), from the tables the loader reads by. */
export function jsonSchema(): JsonSchema {
  const definitions: Definitions = new Map();
  const scenario = scenarioShape.schema(definitions);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'drysend scenario',
    description: 'What is set up, what happens, and what people must receive.',
    ...scenario,
    $defs: Object.fromEntries([...definitions].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}
