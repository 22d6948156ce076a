import type { Gateway, GatewayScope, Routing } from '../core/model/gateway.ts';
import { gatewayKinds } from '../core/model/gateway-kinds.ts';
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
  listOf,
  mapOf,
  named,
  oneOrMore,
  type RecordOf,
  record,
  required,
  type Shape,
} from './shape.ts';

const kind: Shape<string> = {
  read: (node, context) => {
    if (node.kind === 'text' && Object.hasOwn(gatewayKinds, node.text)) return node.text;
    const wanted = 'a kind of gateway';
    const found = node.kind === 'text' ? node.text : '';
    return context.unwanted(
      node,
      wanted,
      () =>
        didYouMean(found, Object.keys(gatewayKinds)) ?? `there are ${Object.keys(gatewayKinds).join(', ')}`,
    );
  },
  schema: () => ({ enum: Object.keys(gatewayKinds) }),
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

const optionNames = new Set(Object.values(gatewayKinds).flatMap(({ options }) => options));
const optionFields = Object.fromEntries(
  [...optionNames].sort().map((name) => [name, field(text, `A key of ${kindsWith(name)}`)]),
);

/** The kinds that take an option, in words. */
function kindsWith(option: string): string {
  const kinds = Object.keys(gatewayKinds).filter((name) => gatewayKinds[name]!.options.includes(option));
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
  turn: field(
    record({
      client: field(
        choice('0.0.1', '0.2.0', '1.0.0'),
        'The version of turn-python that HQ has; default 1.0.0',
      ),
    }),
    'A turn gateway: which library HQ calls it with',
  ),
};

export const gatewayShape = named('gateway', record({ ...own, ...optionFields }));

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
    options: withTurnClient(optionsOf(node), given.turn?.client),
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
  const { scope: told } = given;
  if (told === 'shared' || (told === undefined && given.shared)) return sharedScope(given.shared);
  return told ?? { kind: 'global' };
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

function optionsOf(node: MapNode): ReadonlyMap<string, string> {
  const options = [...node.entries].filter(([name]) => !Object.hasOwn(own, name));
  return new Map(options.map(([name, { value }]) => [name, value.kind === 'text' ? value.text : '']));
}

/** A nested key stands among the options under its whole path. */
function withTurnClient(
  options: ReadonlyMap<string, string>,
  client: string | undefined,
): ReadonlyMap<string, string> {
  return client === undefined ? options : new Map([...options, ['turn.client', client]]);
}

function tellForeignOptions(type: string, node: MapNode, context: ParseContext): void {
  const known = gatewayKinds[type]!.options;
  for (const [name, { key }] of node.entries) {
    if (name === 'turn' && type !== 'turn')
      context.problem(key, 'turn', `it is for the kind turn, not for ${type}`);
    if (Object.hasOwn(own, name) || known.includes(name) || !optionNames.has(name)) continue;
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

export const routingShape = record({
  project: field(prefix, 'The project’s own: prefix → gateway'),
  global: field(prefix, 'Everybody’s: prefix → gateway'),
});

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
interface Told {
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
export function withDefault(routing: Routing, scenario: Told): Routing {
  const told = entryIn(scenario.project, 'default_gateway');
  if (told?.kind !== 'text') return routing;
  const mapped = entryIn(entryIn(scenario.routing, 'project'), '*');
  return mapped !== undefined && isLater(mapped, told, scenario.node)
    ? routing
    : defaultLaid(routing, told.text.trim());
}

function entryIn(node: Node | undefined, name: string): Node | undefined {
  return node?.kind === 'map' ? node.entries.get(name)?.value : undefined;
}

function isLater(one: Node, other: Node, root: MapNode): boolean {
  if (one.place.origin.file === other.place.origin.file) return one.place.start > other.place.start;
  return one.place.origin.file === root.place.origin.file;
}
