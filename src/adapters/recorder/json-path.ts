/**
 * The part of JSONPath that request patterns use: `$.a.b`, `$['a']`, `$.list[0]`, `[*]`, `.*`, `..name` and
 * filters with one comparison, `$.list[?(@.to == '+27831')]` or `[?(@.to)]`.
 */
export type JsonPath = (document: unknown) => readonly unknown[];

type Step = (node: unknown) => readonly unknown[];

/** Values that one path may come by; a document with more is not looked into further. */
const NODES_MAX = 100_000;

const STEP =
  /^(?:\.\.(?<deep>[\w-]+|\*)|\.(?<name>[\w$-]+|\*)|\[(?<index>-?\d{1,9}|\*)\]|\[(?:'(?<single>[^']*)'|"(?<double>[^"]*)")\]|\[\?\((?<filter>[^)]*)\)\])/;

/** Parses a path; a problem says where parsing stopped. */
export function jsonPathFrom(source: string): JsonPath | { readonly problem: string } {
  if (!source.startsWith('$')) return { problem: `${source}: a JSONPath begins with $` };
  const steps: Step[] = [];
  let rest = source.slice(1);
  while (rest !== '') {
    const match = STEP.exec(rest);
    const step = match?.groups && stepFrom(match.groups);
    if (!match || !step) {
      return {
        problem: `${source}: cannot read ${rest}; there are .name ['name'] [0] [*] ..name [?(@.name == 'value')]`,
      };
    }
    steps.push(step);
    rest = rest.slice(match[0].length);
  }
  return (document) => steps.reduce<readonly unknown[]>(oneStep, [document]);
}

function oneStep(nodes: readonly unknown[], step: Step): unknown[] {
  const found: unknown[] = [];
  for (const node of nodes) {
    for (const next of step(node)) if (found.length < NODES_MAX) found.push(next);
  }
  return found;
}

function stepFrom(groups: Readonly<Record<string, string | undefined>>): Step | undefined {
  const { deep, name, index, single, double, filter } = groups;
  if (deep !== undefined) return (node) => descendants(node).flatMap((each) => child(each, deep));
  if (index !== undefined && index !== '*') {
    return (node) => (Array.isArray(node) ? defined(node.at(Number(index))) : []);
  }
  if (filter !== undefined) return filterFrom(filter);
  const wanted = name ?? index ?? single ?? double ?? '';
  return (node) => (single === undefined && double === undefined ? child(node, wanted) : own(node, wanted));
}

const child = (node: unknown, name: string): readonly unknown[] =>
  name === '*' ? childrenOf(node) : own(node, name);

function own(node: unknown, name: string): readonly unknown[] {
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return [];
  return Object.hasOwn(node, name) ? defined((node as Record<string, unknown>)[name]) : [];
}

const childrenOf = (node: unknown): readonly unknown[] =>
  typeof node === 'object' && node !== null ? Object.values(node) : [];

const defined = (value: unknown): readonly unknown[] => (value === undefined ? [] : [value]);

/** The node and all below it, without recursion: a document may be deep. */
function descendants(node: unknown): unknown[] {
  const found = [node];
  for (let index = 0; index < found.length && found.length < NODES_MAX; index += 1) {
    for (const each of childrenOf(found[index])) found.push(each);
  }
  return found;
}

const FILTER = /^\s*@(?<path>(?:\.[\w$-]+)+)\s*(?:(?<operator>==|!=|<=|>=|<|>)\s*(?<value>.+?)\s*)?$/;

function filterFrom(source: string): Step | undefined {
  const groups = FILTER.exec(source)?.groups;
  if (!groups) return undefined;
  const { path = '', operator, value = '' } = groups;
  const read = jsonPathFrom(`$${path}`);
  if (typeof read !== 'function') return undefined;
  if (operator === undefined) return (node) => candidates(node).filter((each) => read(each).length > 0);
  const wanted = literal(value);
  if (wanted === undefined) return undefined;
  return (node) =>
    candidates(node).filter((each) => read(each).some((one) => compares(one, operator, wanted)));
}

/** Of a list its members; an object itself, as WireMock's library has it. */
const candidates = (node: unknown): readonly unknown[] => (Array.isArray(node) ? node : [node]);

function literal(text: string): string | number | boolean | null | undefined {
  const quoted = /^'([^']*)'$|^"([^"]*)"$/.exec(text);
  if (quoted) return quoted[1] ?? quoted[2] ?? '';
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  return { true: true, false: false, null: null }[text];
}

function compares(one: unknown, operator: string, wanted: string | number | boolean | null): boolean {
  if (operator === '==') return one === wanted;
  if (operator === '!=') return one !== wanted;
  if (typeof one !== 'number' || typeof wanted !== 'number') return false;
  if (operator === '<') return one < wanted;
  if (operator === '>') return one > wanted;
  return operator === '<=' ? one <= wanted : one >= wanted;
}
