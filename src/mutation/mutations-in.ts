/** Every change that is tried of a scenario, in the order of its tree. Promises, titles and secrets stay as they are. */
import { isSecretName } from '../core/model/secret-names.ts';
import type { ListNode, MapEntry, MapNode, Node, TextNode } from '../scenario/node.ts';
import { changedLeaf } from './changed-leaf.ts';
import { isText, kindOfPath, sectionOf } from './kind-of-path.ts';
import type { Edit, Mutation } from './mutation.ts';
import { type Names, namesOf } from './names.ts';

type Steps = readonly (string | number)[];

/** The parts of a scenario that say what is sent; `import` and `use` bring in others, which are changed where they stand. */
const sections = [
  ...(['project', 'other_projects', 'gateways', 'routing', 'cases'] as const),
  ...(['users', 'web_users', 'groups', 'case_groups', 'locations'] as const),
  ...(['alerts', 'broadcasts', 'rules', 'keywords', 'surveys', 'forwarding', 'timeline'] as const),
];

export function mutationsIn(root: MapNode): Mutation[] {
  const names = namesOf(root);
  return sections.flatMap((section) => {
    const value = root.entries.get(section)?.value;
    return value ? inside(value, [section], names) : [];
  });
}

function inside(node: Node, path: Steps, names: Names): Mutation[] {
  if (node.kind === 'text') return changedText(node, path, names);
  return node.kind === 'map' ? changedMap(node, path, names) : changedList(node, path, names);
}

function changedText(node: TextNode, path: Steps, names: Names): Mutation[] {
  if (node.text === '') return [];
  const isZone = path.length === 2 && path[0] === 'project' && path[1] === 'time_zone';
  return [
    ...changedLeaf(node.text, path, names).map((text) =>
      mutation(node, path, node.text, text, { act: isZone ? 'zone' : 'text', text }),
    ),
    ...negated(node, path),
  ];
}

/** A criterion that is a value alone, turned round. */
function negated(node: TextNode, path: Steps): Mutation[] {
  if (!isCriterion(path)) return [];
  const key: TextNode = {
    ...node,
    text: 'not',
    path: { ...(node.path && { above: node.path }), step: 'not' },
  };
  const map: MapNode = {
    kind: 'map',
    entries: new Map([['not', { key, value: node }]]),
    place: node.place,
    path: node.path,
  };
  return [mutation(node, path, node.text, `{not: ${node.text}}`, { act: 'node', node: map })];
}

/** The place of a criterion on a property. */
function isCriterion(path: Steps): boolean {
  const below = path.slice(path.indexOf('when') + 1);
  if (!path.includes('when') || typeof below.at(-1) !== 'string') return false;
  const isInGroup = (below[0] === 'any' || below[0] === 'all') && typeof below[1] === 'number';
  return below.length === (isInGroup ? 3 : 1) && !otherCriteria.has(String(below.at(-1)));
}

const otherCriteria: ReadonlySet<string> = new Set(['not_modified_for', 'parent_closed', 'owner_location']);

function changedMap(node: MapNode, path: Steps, names: Names): Mutation[] {
  const entries = [...node.entries].filter(([name]) => !isFixed([...path, name]));
  return [
    ...swapped(node, path),
    ...affirmed(node, path),
    ...entries.flatMap(([name, entry]) => [
      ...(mayRemove([...path, name]) ? [removed(entry.key, entry.value, [...path, name])] : []),
      ...renamed(entry, path),
      ...inside(entry.value, [...path, name], names),
    ]),
  ];
}

function changedList(node: ListNode, path: Steps, names: Names): Mutation[] {
  const [first, second] = node.items;
  const isOrdered = path.at(-1) === 'languages' && first && second;
  const turned = isOrdered
    ? [
        mutation(node, path, short(node), 'the first two swapped', {
          act: 'node',
          node: { ...node, items: [second, first, ...node.items.slice(2)] },
        }),
      ]
    : [];
  return [
    ...turned,
    ...node.items.flatMap((item, index) => {
      const below = [...path, index];
      return [...(mayRemove(below) ? [removed(item, item, below)] : []), ...inside(item, below, names)];
    }),
  ];
}

/** Words of two languages in each other's place. */
function swapped(node: MapNode, path: Steps): Mutation[] {
  const [first, second] = [...node.entries];
  const isInLanguages =
    isText(path) && [...node.entries.keys()].every((name) => /^[a-z]{2,3}(?:-\w+)?$|^\*$/.test(name));
  if (!isInLanguages || path.at(-1) === 'choices' || path.at(-1) === 'email' || !first || !second) return [];
  const [[one, oneEntry], [other, otherEntry]] = [first, second];
  if (oneEntry.value.kind !== 'text' || otherEntry.value.kind !== 'text') return [];
  if (oneEntry.value.text === otherEntry.value.text) return [];
  const entries = new Map([...node.entries]);
  entries.set(one, { ...oneEntry, value: otherEntry.value });
  entries.set(other, { ...otherEntry, value: oneEntry.value });
  const change = { act: 'node', node: { ...node, entries } } as const;
  return [
    {
      ...mutation(node, path, `${one}, ${other}`, `the words of ${one} and ${other} swapped`, change),
      kind: 'language',
    },
  ];
}

/** `{not: v}` as `v`. */
function affirmed(node: MapNode, path: Steps): Mutation[] {
  const not = node.entries.size === 1 ? node.entries.get('not')?.value : undefined;
  if (!isCriterion(path) || not?.kind !== 'text') return [];
  return [
    mutation(node, path, `{not: ${not.text}}`, not.text, { act: 'node', node: { ...not, path: node.path } }),
  ];
}

/** A key that has a counterpart. */
function renamed({ key }: MapEntry, path: Steps): Mutation[] {
  const other = counterpart(key.text, path);
  if (other === undefined) return [];
  return [mutation(key, [...path, key.text], key.text, other, { act: 'rename', text: other })];
}

const opposites: Readonly<Record<string, string>> = {
  ...{ before: 'after', after: 'before', at_most: 'more_than', more_than: 'at_most' },
  ...{ at_least: 'less_than', less_than: 'at_least', not: 'value', value: 'not' },
  ...{ any: 'all', all: 'any' },
};

function counterpart(name: string, path: Steps): string | undefined {
  const [section] = sectionOf(path);
  if (section === 'keywords' && sectionOf(path).length === 1) return `${name}X`;
  const tests = path.indexOf('when') >= 0 || path.includes('if') || path.includes('constraint');
  // Of a criterion `not` has no key for its opposite: the leaf is changed instead.
  if (!tests || (path.includes('when') && (name === 'not' || name === 'value'))) return undefined;
  return Object.hasOwn(opposites, name) ? opposites[name] : undefined;
}

/** Names of things, data that a change only carries through, and what a story is tried with. */
function isFixed(path: Steps): boolean {
  const [section, , ...below] = sectionOf(path);
  const name = String(path.at(-1));
  if (isSecretName(name)) return true;
  switch (section) {
    case 'project':
      return sectionOf(path).length === 2 && (name === 'name' || name === 'hq');
    case 'cases':
      return below.length === 1 && fixedInCases.has(name);
    case 'gateways':
      return below.length === 1 && !changedInGateways.has(name);
    case 'users':
    case 'web_users':
      return below.length === 1 && fixedInUsers.has(name);
    case 'alerts':
    case 'broadcasts':
      return name === 'metadata';
    case 'timeline':
      return fixedInTimeline.has(String(below[0])) || name === 'message_id';
    default:
      return false;
  }
}

const fixedInCases: ReadonlySet<string> = new Set(['type', 'name', 'case_id', 'external_id']);
const fixedInUsers: ReadonlySet<string> = new Set([
  'username',
  'user_id',
  'first_name',
  'last_name',
  'phone',
  'phones',
  'email',
]);
const fixedInTimeline: ReadonlySet<string> = new Set(['expect', 'note', 'receipt']);
const changedInGateways: ReadonlySet<string> = new Set([
  ...[
    'numbers',
    'scope',
    'shared',
    'opt_out',
    'opt_in',
    'rate_per_minute',
    'latency',
    'receipts',
    'carrier_opt_out',
  ],
  ...['rejects', 'max_length', 'down', 'fail_next', 'faults'],
]);

/** Sections themselves, and what only holds other things. */
function mayRemove(path: Steps): boolean {
  const own = sectionOf(path);
  const name = path.at(-1);
  if (path[0] === 'other_projects' && path.length <= 3) return false;
  if (own[0] === 'project' && name === 'time_zone') return false;
  if (own[0] === 'routing' && own.length === 2) return false;
  if (own[0] === 'gateways' && own.length === 2) return false;
  if (own[0] === 'timeline') return own.length === 2 || own.length > 3;
  if (name === 'id' || name === 'type' || name === 'case_type') return false;
  return true;
}

const removed = (place: Node, value: Node, path: Steps): Mutation =>
  mutation(place, path, short(value), undefined, { act: 'remove' });

type Change =
  | { readonly act: 'remove' }
  | { readonly act: 'rename' | 'text' | 'zone'; readonly text: string }
  | { readonly act: 'node'; readonly node: Node };

function mutation(
  { place }: Node,
  path: Steps,
  before: string,
  after: string | undefined,
  change: Change,
): Mutation {
  const { origin, start, end } = place;
  const last = origin.lineAt(end);
  return {
    kind: kindOfPath(path),
    source: { file: origin.file, ...origin.lineAt(start) },
    endLine: last.line,
    endColumn: last.column,
    path: pathText(path),
    before: isSecretPath(path) ? '…' : before,
    after,
    edit: { file: origin.file, start, end, ...change } as Edit,
  };
}

const isSecretPath = (path: Steps): boolean => path.some((step) => isSecretName(String(step)));

const pathText = (path: Steps): string =>
  path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .slice(1);

const SHORT_MAX = 60;

/** A value in few words. */
function short(node: Node): string {
  const text = shortText(node);
  return text.length > SHORT_MAX ? `${text.slice(0, SHORT_MAX - 1)}…` : text;
}

function shortText(node: Node): string {
  if (node.kind === 'text') return node.text;
  if (node.kind === 'list') return `[${node.items.map(shortText).join(', ')}]`;
  return `{${[...node.entries].map(([name, { value }]) => `${name}: ${isSecretName(name) ? '…' : shortText(value)}`).join(', ')}}`;
}
