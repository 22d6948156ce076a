/** A scenario written in a program, as the text that the loader reads. */
import { ScenarioError } from './scenario-error.ts';

/** As in a file. */
const depthMax = 100;

/**
 * The value as JSON, which is YAML.
 * @throws ScenarioError naming the path of what no file could say: a function, NaN, a circle.
 */
export function textOfValue(value: object): string {
  tellUnwritable(value, [], new Set());
  return JSON.stringify(value, null, 2);
}

type Steps = readonly (string | number)[];

/** Bounded by the depth, and by the values of the object itself. */
function tellUnwritable(value: unknown, steps: Steps, above: Set<object>): void {
  const why = unwritable(value);
  if (why !== undefined) throw refusal(steps, why);
  if (typeof value !== 'object' || value === null || isWrittenByItself(value)) return;
  if (above.has(value)) throw refusal(steps, 'a circle: it holds itself');
  if (steps.length > depthMax) throw refusal(steps, `more than ${depthMax} levels`);
  above.add(value);
  for (const [step, inside] of entriesOf(value)) tellUnwritable(inside, [...steps, step], above);
  above.delete(value);
}

/** Dates write themselves. */
function isWrittenByItself(value: object): boolean {
  return 'toJSON' in value && typeof value.toJSON === 'function';
}

/** Holes of a list are undefined values. */
function entriesOf(value: object): Iterable<readonly [string | number, unknown]> {
  return Array.isArray(value) ? value.entries() : Object.entries(value);
}

function unwritable(value: unknown): string | undefined {
  switch (typeof value) {
    case 'function':
    case 'symbol':
    case 'bigint':
      return `a ${typeof value}`;
    case 'undefined':
      return 'undefined';
    case 'number':
      return Number.isFinite(value) ? undefined : String(value);
    case 'object':
      return value === null ? undefined : unwritableObject(value);
    default:
      return undefined;
  }
}

function unwritableObject(value: object): string | undefined {
  if (value instanceof Date && Number.isNaN(value.getTime())) return 'an invalid Date';
  if (isWrittenByItself(value)) return undefined;
  if (Object.getOwnPropertySymbols(value).length > 0) return 'a map with a symbol as a key';
  const kind = Object.prototype.toString.call(value).slice('[object '.length, -1);
  return kind === 'Object' || kind === 'Array' ? undefined : `a ${kind}`;
}

function refusal(steps: Steps, found: string): ScenarioError {
  const firstSteps = steps.length > 12 ? [...steps.slice(0, 12), '…'] : steps;
  const path = firstSteps.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
  const where = path.replace(/^\./, '') || 'the scenario';
  return new ScenarioError(`${where}: found ${found}, wanted texts, numbers, yes or no, lists and maps`);
}
