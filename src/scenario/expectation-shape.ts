import type {
  Channel,
  Expectation,
  PromisedFields,
  PromisedRow,
  PromisedState,
  PromisedTime,
} from '../core/model/expectation.ts';
import { unreadWords } from './files-beside.ts';
import { didYouMean } from './near.ts';
import type { MapNode, Node } from './node.ts';
import { readOneLine } from './one-line.ts';
import { type ParseContext, sourceOf } from './parse-context.ts';
import { alternatives, quoted } from './problem.ts';
import {
  channels,
  errorFrom,
  type FieldsRecord,
  fieldShapes,
  person,
  present,
  promisedFrom,
  tellCode,
  warningFrom,
} from './promised-fields.ts';
import { costShape, eachShape, noDoublesShape, noNightsShape } from './roster-promise-shape.ts';
import { choice, datedTime, digits, filePath, reference, text, whole, word } from './scalars.ts';
import {
  byKind,
  field,
  type JsonSchema,
  listOf,
  mapOf,
  named,
  type RecordOf,
  record,
  required,
  type Shape,
} from './shape.ts';

const digitsOf = (number: string): string => number.replaceAll(/\D/g, '');

/** The key of whoever owns a number, or null for nobody; in a box, as undefined means a problem. */
const ownerOrNull: Shape<{ readonly owner: string | null }> = {
  read: (node, context) => {
    if (node.kind === 'text' && node.text === 'null') return { owner: null };
    const owner = person.read(node, context);
    return owner === undefined ? undefined : { owner };
  },
  schema: () => ({ type: ['string', 'null'] }),
};

const timeOrNull: Shape<{ readonly at: PromisedTime | null }> = {
  read: (node, context) => {
    if (node.kind === 'text' && node.text === 'null') return { at: null };
    const at = datedTime.read(node, context);
    return at && { at };
  },
  schema: () => ({ type: ['string', 'null'] }),
};

const propertyState = record({ case: required(reference('case'), 'The case') }, text);

const state = record({
  two_way: field(mapOf(ownerOrNull), 'Number → key of its owner, or null'),
  opted_out: field(listOf(digits), 'Exactly these numbers are opted out'),
  property: field(propertyState, 'A case and what its properties hold'),
  queued: field(whole(0), 'How many messages are neither sent nor ended'),
  next_due: field(
    record({
      alert: required(text, 'The alert or broadcast'),
      case: field(reference('case'), 'Its case'),
      recipient: field(reference('recipient'), 'Its recipient'),
      at: required(timeOrNull, 'When, or null for never'),
    }),
    'What is due next',
  ),
  session: field(
    mapOf(choice('open', 'closed', 'in_progress', 'completed', 'partial', 'not_finished')),
    'Contact → whether a survey is open, or how the newest one stands',
  ),
});

function stateFrom(given: RecordOf<typeof state.fields>, context: ParseContext): PromisedState {
  const { two_way: owners, opted_out: optedOut, property, queued, next_due: next, session } = given;
  tellStateNames(given.node, context);
  return present<PromisedState>({
    twoWay: owners && new Map([...owners].map(([number, { owner }]) => [digitsOf(number), owner])),
    optedOut,
    property:
      property?.case === undefined ? undefined : { case: property.case, values: valuesOf(property.node) },
    queued,
    nextDue:
      next?.alert === undefined || next.at === undefined
        ? undefined
        : present({ alert: next.alert, case: next.case, recipient: next.recipient, at: next.at.at }),
    session,
  });
}

function valuesOf(node: MapNode): ReadonlyMap<string, string> {
  const values = [...node.entries].filter(([name]) => name !== 'case');
  return new Map(values.map(([name, { value }]) => [name, value.kind === 'text' ? value.text : '']));
}

/** Names that stand as keys, or may be an alert or a broadcast. */
function tellStateNames(node: MapNode, context: ParseContext): void {
  const owners = node.entries.get('two_way')?.value;
  if (owners?.kind === 'map') {
    for (const [number, { key }] of owners.entries) {
      if (digitsOf(number) === '') context.problem(key, quoted(number), 'a phone number');
    }
  }
  const sessions = node.entries.get('session')?.value;
  if (sessions?.kind === 'map') for (const { key } of sessions.entries.values()) person.read(key, context);
  const next = node.entries.get('next_due')?.value;
  const alert = next?.kind === 'map' ? next.entries.get('alert')?.value : undefined;
  if (alert?.kind === 'text') context.refer('sender of events', alert.text, alert);
}

/** One entry of `in_order`: a row as in `expect`, or plain fields with `channel`. */
const rowShape: Shape<PromisedRow> = {
  read: (node, context) => {
    if (node.kind === 'text') {
      const line = readOneLine(node, context);
      if (line === undefined) return undefined;
      if (line.kind === 'nothing')
        return context.problem(node, '"nothing" in an order', alternatives(channels));
      return rowFrom(line.kind, line.fields, node, context);
    }
    const kind = node.kind === 'map' ? channels.find((one) => node.entries.has(one)) : undefined;
    if (kind !== undefined && node.kind === 'map' && node.entries.size === 1) {
      return rowFrom(kind, node.entries.get(kind)!.value, node, context);
    }
    const given = fieldShapes.any.read(node, context);
    if (given === undefined) return undefined;
    const { channel = 'sms', ...fields } = promisedFrom(given, context);
    return { kind: channel, source: sourceOf(node), fields };
  },
  schema: (definitions) => ({
    anyOf: [
      { type: 'string' },
      ...channels.map((one) => only(one, fieldShapes[one].schema(definitions))),
      fieldShapes.any.schema(definitions),
    ],
  }),
};

const only = (name: string, schema: JsonSchema): JsonSchema => ({
  type: 'object',
  properties: { [name]: schema },
  required: [name],
  additionalProperties: false,
});

const promiseOf = {
  sms: promisedFrom,
  email: promisedFrom,
  inbound: promisedFrom,
  error: errorFrom,
  warning: warningFrom,
};

function rowFrom(kind: Channel, fields: Node, node: Node, context: ParseContext): PromisedRow | undefined {
  const given: FieldsRecord | undefined = fieldShapes[kind].read(fields, context);
  return given && { kind, source: sourceOf(node), fields: promiseOf[kind](given, context) };
}

const rosterShapes = {
  each: eachShape,
  no_doubles: noDoublesShape,
  no_nights: noNightsShape,
  cost: costShape,
};

const kinds = [
  ...channels,
  ...(['nothing', 'count', 'each', 'no_doubles', 'no_nights', 'cost'] as const),
  ...(['state', 'in_order', 'transcript'] as const),
] as const;

/** One promise: a map with one kind, or a one-line form. */
const expectation: Shape<Expectation> = named('expectation', {
  read: (node, context) => {
    if (node.kind === 'text') return fromLine(node, context);
    const wanted = `one of ${alternatives(kinds)}`;
    if (node.kind !== 'map') return context.unwanted(node, wanted);
    const [first] = node.entries;
    if (first === undefined || node.entries.size > 1) {
      const names = [...node.entries.keys()].join(', ');
      return context.problem(
        node,
        names || 'an empty map',
        wanted,
        'fields stand inside: {sms: {to: …, at: …}}',
      );
    }
    const [name, { key, value }] = first;
    const kind = kinds.find((one) => one === name);
    return kind
      ? fromKind(kind, value, node, context)
      : context.problem(key, quoted(name), wanted, () => didYouMean(name, kinds));
  },
  schema: (definitions) => ({
    anyOf: [
      { type: 'string' },
      ...channels.map((one) => only(one, fieldShapes[one].schema(definitions))),
      only('nothing', fieldShapes.any.schema(definitions)),
      only('count', fieldShapes.count.schema(definitions)),
      ...Object.entries(rosterShapes).map(([name, shape]) => only(name, shape.schema(definitions))),
      only('state', state.schema(definitions)),
      only('in_order', listOf(rowShape).schema(definitions)),
      only('transcript', word.schema(definitions)),
    ],
  }),
});

function fromLine(node: Node & { readonly kind: 'text' }, context: ParseContext): Expectation | undefined {
  const line = readOneLine(node, context);
  return line && fromKind(line.kind, line.fields, node, context);
}

function fromKind(
  kind: (typeof kinds)[number],
  value: Node,
  node: Node,
  context: ParseContext,
): Expectation | undefined {
  const source = sourceOf(node);
  switch (kind) {
    case 'nothing': {
      const given = fieldShapes.any.read(value, context);
      return given && { kind, source, fields: promisedFrom(given, context) };
    }
    case 'count':
      return fromCount(value, node, context);
    case 'each':
    case 'no_doubles':
    case 'no_nights':
    case 'cost':
      return rosterShapes[kind].read(value, context);
    case 'state': {
      const given = state.read(value, context);
      return given && { kind, source, state: stateFrom(given, context) };
    }
    case 'in_order': {
      const entries = listOf(rowShape).read(value, context);
      return entries && { kind, source, entries };
    }
    case 'transcript': {
      const file = filePath.read(value, context);
      return file === undefined ? undefined : transcriptIn(context.beside(file, value), value, context);
    }
    default:
      return rowFrom(kind, value, node, context);
  }
}

/** A file that is not there breaks its promise; one that may not be read is a problem of the scenario. */
function transcriptIn(file: string, node: Node, context: ParseContext): Expectation | undefined {
  const source = sourceOf(node);
  const read = context.read(file, 'transcript');
  if ('text' in read) return { kind: 'transcript', source, file, text: read.text };
  if (read.refusal) return context.problem(node, ...unreadWords(file, read));
  return { kind: 'transcript', source, file };
}

function fromCount(value: Node, node: Node, context: ParseContext): Expectation | undefined {
  const given = fieldShapes.count.read(value, context);
  if (given === undefined) return undefined;
  tellCode(given, context);
  const { is, at_least: atLeast, at_most: atMost, claims } = given;
  const bounds = ['is', 'at_least', 'at_most'].filter((name) => given.node.entries.has(name));
  if (bounds.length === 0) return context.problem(given.node, 'no number', 'is, at_least or at_most');
  if (bounds.includes('is') && bounds.length > 1)
    context.problem(given.node, bounds.join(' and '), 'is alone, or at_least and at_most');
  return present<Expectation>({
    kind: 'count',
    source: sourceOf(node),
    fields: promisedFrom(given, context),
    is,
    atLeast,
    atMost,
    claims,
  });
}

export const expectationsShape: Shape<readonly Expectation[]> = listOf(expectation);

/** Parts of the outcome that need no promise: fields, or a kind with fields. */
export const allowShape: Shape<readonly PromisedFields[]> = listOf(
  byKind<PromisedFields>('a map of fields', {
    map: {
      read: (node, context) => {
        const kind = node.kind === 'map' ? channels.find((one) => node.entries.has(one)) : undefined;
        if (kind !== undefined && node.kind === 'map' && node.entries.get(kind)!.value.kind === 'map') {
          const row = rowFrom(kind, node.entries.get(kind)!.value, node, context);
          return row && { ...row.fields, channel: kind };
        }
        const given = fieldShapes.any.read(node, context);
        return given && promisedFrom(given, context);
      },
      schema: rowShape.schema,
    },
    text: {
      read: (node, context) => {
        const row = rowShape.read(node, context);
        return row && { ...row.fields, channel: row.kind };
      },
      schema: () => ({ type: 'string' }),
    },
  }),
);
