import { gatewayCatalogue } from '../../mock-gateways/index.ts';
import type { Gateway, GatewayScope, Routing } from '../core/model/gateway.ts';
import type { GatewayOption } from '../core/model/wire.ts';
import { faults, tellUnsoundFaults } from './fault-shape.ts';
import { amount, currency } from './money-shape.ts';
import { didYouMean } from './near.ts';
import { keyOf, type MapNode, type Node } from './node.ts';
import type { ParseContext } from './parse-context.ts';
import { quoted } from './problem.ts';
import { choice, duration, text, whole, word, yesNo } from './scalars.ts';
import {
  byKind,
  convert,
  field,
  type JsonSchema,
  listOf,
  mapOf,
  named,
  oneOrMore,
  type RecordOf,
  record,
  required,
  type Shape,
} from './shape.ts';

const kindNames = [...gatewayCatalogue.keys()];

const kind: Shape<string> = {
  read: (node, context) => {
    if (node.kind === 'text' && gatewayCatalogue.has(node.text)) return node.text;
    const wanted = 'a kind of gateway';
    const found = node.kind === 'text' ? node.text : '';
    return context.unwanted(
      node,
      wanted,
      () => didYouMean(found, kindNames) ?? `there are ${kindNames.join(', ')}`,
    );
  },
  schema: () => ({ enum: kindNames }),
};

const shared = record({
  from: field(word, 'The project that owns it'),
  accepted: field(yesNo, 'Whether this project has accepted it; default yes'),
});

const scope = byKind<GatewayScope | 'shared'>('project, global or shared', {
  text: convert(choice('project', 'global', 'shared'), (it) => (it === 'shared' ? it : { kind: it })),
  map: convert(record({ shared: required(shared, 'Shared by another project') }), (it) =>
    sharedScope(it.shared),
  ),
});

function sharedScope(given: RecordOf<typeof shared.fields> | undefined): GatewayScope {
  return { kind: 'shared', from: given?.from ?? '', accepted: given?.accepted ?? true };
}

/** The keys of all kinds, each with the options below it: one without a dot in its name has only itself. */
const optionsByKey = new Map<string, readonly GatewayOption[]>();
for (const option of [...gatewayCatalogue.values()].flatMap(({ options }) => options)) {
  const known = optionsByKey.get(keyOfOption(option)) ?? [];
  if (!known.some(({ name }) => name === option.name))
    optionsByKey.set(keyOfOption(option), [...known, option]);
}

const optionFields = Object.fromEntries(
  [...optionsByKey.keys()].sort().map((key) => [key, field(optionShape(key), `A key of ${kindsWith(key)}`)]),
);

function optionShape(key: string): Shape<unknown> {
  const nested = (optionsByKey.get(key) ?? []).filter(({ name }) => name !== key);
  if (nested.length === 0) return text;
  const fields = nested.map(({ name, choices, about = '' }) => {
    return [name.slice(key.length + 1), field(choices ? choice(...choices) : text, about)] as const;
  });
  return record(Object.fromEntries(fields));
}

function keyOfOption({ name }: GatewayOption): string {
  return name.split('.', 1)[0] ?? name;
}

/** The keys that a kind takes beside those of all gateways. */
function keysOfKind(type: string): readonly string[] {
  return (gatewayCatalogue.get(type)?.options ?? []).map(keyOfOption);
}

/** The kinds that take a key, in words. */
function kindsWith(key: string): string {
  const kinds = kindNames.filter((type) => keysOfKind(type).includes(key));
  return kinds.length > 8 ? 'the kinds that carry SMS' : kinds.join(', ');
}

const own = {
  type: required(kind, 'The kind of gateway'),
  number: field(word, 'The sender number'),
  numbers: field(listOf(word), 'Several sender numbers: load balancing'),
  scope: field(scope, 'Who may use it; default global'),
  shared: field(shared, 'With scope shared: from whom, and whether accepted'),
  opt_out: field(oneOrMore(word), 'More words that opt a number out'),
  opt_in: field(oneOrMore(word), 'More words that opt a number in'),
  rate_per_minute: field(whole(1), 'SMS per minute'),
  latency: field(duration, 'How long the gateway takes to answer; default 0'),
  receipts: field(
    byKind<{ readonly deliveredAfterMs: number } | 'none'>('none, or {delivered_after: 5 seconds}', {
      text: choice('none'),
      map: convert(record({ delivered_after: required(duration, 'How much later') }), (it) => ({
        deliveredAfterMs: it.delivered_after ?? 0,
      })),
    }),
    'Delivery reports; default none',
  ),
  price: field(
    record({
      per_segment: required(amount, 'Such as "0.0075"'),
      currency: required(currency, 'Such as USD'),
    }),
    'What a segment of an SMS costs: drysend plan adds it up',
  ),
  inbound_api_key: field(word, 'The key in its inbound address'),
  carrier_opt_out: field(yesNo, 'The carrier keeps its own STOP list'),
  rejects: field(oneOrMore(text), 'Globs over the number’s digits that it refuses'),
  max_length: field(whole(1), 'Longest text it takes, in characters'),
  down: field(yesNo, 'Connection refused'),
  fail_next: field(whole(0), 'Fails that many hand-overs for the time being'),
  faults: field(faults, 'Rules of what goes wrong, and when'),
};

const gatewayRecord = record({ ...own, ...optionFields });

/** The schema says which keys each kind has; the loader tells it in words. */
export const gatewayShape = named('gateway', {
  ...gatewayRecord,
  schema: (definitions) => ({ ...gatewayRecord.schema(definitions), allOf: kindNames.map(schemaOfKind) }),
});

function schemaOfKind(type: string): JsonSchema {
  const keys = [...new Set([...Object.keys(own), ...keysOfKind(type)])];
  const isKind: JsonSchema = { properties: { type: { const: type } }, required: ['type'] };
  return Object.fromEntries([
    ['if', isKind],
    ['then', { propertyNames: { enum: keys } }],
  ]);
}

/** A gateway whose keys suit its kind. */
export function gatewayFrom(node: Node, project: string, context: ParseContext): Gateway | undefined {
  const given = gatewayShape.read(node, context);
  if (given === undefined || node.kind !== 'map') return undefined;
  const type = given.type as string | undefined;
  if (type !== undefined) tellForeignOptions(type, node, context);
  if (node.entries.has('number') && node.entries.has('numbers')) {
    context.problem(node.entries.get('numbers')!.key, 'number and numbers', 'one of them');
  }
  tellSmallWords(given, node, context);
  if (given.faults) tellUnsoundFaults(given.faults, type, node.entries.get('faults')?.value ?? node, context);
  return {
    name: keyOf(node),
    type: type ?? 'http',
    project,
    ...commonFrom(given),
    options: optionsOf(node),
  };
}

type GatewayRecord = RecordOf<typeof own>;

function commonFrom(given: GatewayRecord): Omit<Gateway, 'name' | 'type' | 'project' | 'options'> {
  const { rate_per_minute: rate, receipts, price, inbound_api_key: key, max_length: longest } = given;
  return {
    scope: scopeOf(given),
    numbers: given.numbers ?? (given.number === undefined ? [] : [given.number]),
    optOut: (given.opt_out ?? []).map(trimmed),
    optIn: (given.opt_in ?? []).map(trimmed),
    ...(rate === undefined ? {} : { ratePerMinute: rate }),
    latencyMs: given.latency ?? 0,
    ...(receipts === undefined || receipts === 'none' ? {} : { receipts }),
    ...(price ? { price: { perSegment: price.per_segment ?? '0', currency: price.currency ?? '' } } : {}),
    ...(key === undefined ? {} : { inboundApiKey: key }),
    carrierOptOut: given.carrier_opt_out ?? false,
    rejects: given.rejects ?? [],
    ...(longest === undefined ? {} : { maxLength: longest }),
    down: given.down ?? false,
    failNext: given.fail_next ?? 0,
    faults: given.faults ?? [],
    deleted: false,
  };
}

function scopeOf(given: GatewayRecord): GatewayScope {
  const { scope: chosen } = given;
  if (chosen === 'shared' || (chosen === undefined && given.shared)) return sharedScope(given.shared);
  return chosen ?? { kind: 'global' };
}

const trimmed = (it: string): string => it.trim();

/** HQ compares the text in capitals with the words as they are stored. */
function tellSmallWords(
  { opt_out: out = [], opt_in: into = [] }: GatewayRecord,
  node: Node,
  context: ParseContext,
): void {
  for (const word of [...out, ...into]) {
    if (word.trim() === word.trim().toUpperCase()) continue;
    const message = `the word ${quoted(word)} is not in capitals: no text will ever match it in HQ`;
    context.notice('OPT_WORD_NOT_UPPER', message, { gateway: keyOf(node), word });
  }
}

/** A key below another stands among the options under both names: `turn.client`. */
function optionsOf(node: MapNode): ReadonlyMap<string, string> {
  const options = [...node.entries].filter(([key]) => !Object.hasOwn(own, key));
  return new Map(options.flatMap(([key, { value }]) => textsIn(key, value)));
}

function textsIn(name: string, value: Node): [name: string, text: string][] {
  if (value.kind !== 'map') return [[name, value.kind === 'text' ? value.text : '']];
  return [...value.entries].flatMap(([key, below]) => textsIn(`${name}.${key}`, below.value));
}

function tellForeignOptions(type: string, node: MapNode, context: ParseContext): void {
  const known = keysOfKind(type);
  for (const [name, { key }] of node.entries) {
    if (Object.hasOwn(own, name) || known.includes(name) || !optionsByKey.has(name)) continue;
    const wanted = `a key of ${type}`;
    context.problem(
      key,
      `unknown key ${quoted(name)}`,
      wanted,
      () => didYouMean(name, known) ?? `it is a key of ${kindsWith(name)}`,
    );
  }
}

const prefix = mapOf(word);

export const routingShape = named(
  'routing',
  record({
    project: field(prefix, 'The project’s own: prefix → gateway'),
    global: field(prefix, 'Everybody’s: prefix → gateway'),
  }),
);

/** Prefixes are digits, or `*` for the rest. */
export function routingFrom(node: Node | undefined, context: ParseContext): Routing {
  const given = node && routingShape.read(node, context);
  if (given === undefined) return { project: new Map(), global: new Map() };
  for (const level of ['project', 'global'] as const) {
    const value = given.node.entries.get(level)?.value;
    if (value?.kind !== 'map') continue;
    for (const [name, { key }] of value.entries) {
      if (!/^(\*|\+?\d+)$/.test(name))
        context.problem(key, quoted(name), 'the first digits of a number, or "*"');
    }
  }
  return { project: bare(given.project), global: bare(given.global) };
}

function bare(prefixes: ReadonlyMap<string, string> | undefined): ReadonlyMap<string, string> {
  return new Map([...(prefixes ?? [])].map(([name, gateway]) => [name.replace(/^\+/, ''), gateway.trim()]));
}

/** The parts of a scenario that may name the project's default gateway. */
interface DefaultGatewayNodes {
  readonly node: MapNode;
  readonly project?: Node;
  readonly routing?: Node;
}

/** A routing with another project-wide default. */
export function defaultLaid(routing: Routing, gateway: string | undefined): Routing {
  return gateway === undefined
    ? routing
    : { ...routing, project: new Map([...routing.project, ['*', gateway]]) };
}

/** `default_gateway` is the project's `*`; of the two, the one further down the file wins. */
export function withDefault(routing: Routing, scenario: DefaultGatewayNodes): Routing {
  const inProject = entryIn(scenario.project, 'default_gateway');
  if (inProject?.kind !== 'text') return routing;
  const mapped = entryIn(entryIn(scenario.routing, 'project'), '*');
  return mapped !== undefined && isLater(mapped, inProject, scenario.node)
    ? routing
    : defaultLaid(routing, inProject.text.trim());
}

function entryIn(node: Node | undefined, name: string): Node | undefined {
  return node?.kind === 'map' ? node.entries.get(name)?.value : undefined;
}

function isLater(one: Node, other: Node, root: MapNode): boolean {
  if (one.place.origin.file === other.place.origin.file) return one.place.start > other.place.start;
  return one.place.origin.file === root.place.origin.file;
}
