import type { CaseChange, CaseSeed, ParentLink } from '../core/model/case.ts';
import { keyOf, type MapNode, type Node } from './node.ts';
import { type ParseContext, sourceOf } from './parse-context.ts';
import { choice, instant, reference, text, word, yesNo } from './scalars.ts';
import { convert, field, named, oneOrMore, type RecordOf, record, required, type Shape } from './shape.ts';

const parentLink: Shape<ParentLink> = convert(
  record({
    case: required(reference('case'), 'The parent (or host) case'),
    relationship: field(choice('child', 'extension'), 'Default child'),
    identifier: field(word, 'Default parent, for extension host'),
  }),
  ({ case: parent, relationship = 'child', identifier }) =>
    parent === undefined
      ? undefined
      : {
          case: parent,
          relationship,
          identifier: identifier ?? (relationship === 'child' ? 'parent' : 'host'),
        },
);

const common = {
  type: field(word, 'Case type'),
  name: field(text, 'Case name'),
  owner: field(text, 'Key of a user, group or location'),
  parent: field(oneOrMore(parentLink), 'The case it belongs to, or several'),
  external_id: field(text, 'External id'),
  last_modified_by: field(reference('any user'), 'Key of a user'),
};

const contactProperties = {
  contact_phone_number: field(text, 'International digits, country code first'),
  contact_phone_number_is_verified: field(text, '"1" makes the number two-way'),
  commcare_email_address: field(text, 'One plain address'),
  time_zone: field(text, 'IANA zone; an unknown one falls back to the project’s, as in HQ'),
  language_code: field(text, 'Exactly a code of the project'),
  contact_backend_id: field(text, 'Name of the gateway to use'),
};

/** Reserved keys; everything else is a case property. */
export const caseShape = named(
  'case',
  record(
    {
      ...common,
      type: required(word, 'Case type'),
      closed: field(yesNo, 'Closed from the start'),
      case_id: field(word, 'Default: the key'),
      ...contactProperties,
    },
    text,
  ),
);

const seedKeys: ReadonlySet<string> = new Set([...Object.keys(common), 'closed', 'case_id']);

export function caseFrom(
  node: Node,
  project: string,
  prefix: string,
  context: ParseContext,
): CaseSeed | undefined {
  const given = caseShape.read(node, context);
  if (given === undefined) return undefined;
  const key = prefix + keyOf(node);
  const { external_id: externalId, last_modified_by: lastModifiedBy } = given;
  const owner = ownerOf(given, context);
  return {
    key,
    project,
    type: given.type ?? '',
    name: given.name ?? '',
    properties: propertiesOf(given.node, seedKeys),
    ...(owner ? { owner } : {}),
    parents: given.parent ?? [],
    closed: given.closed ?? false,
    caseId: given.case_id ?? key,
    ...(externalId === undefined ? {} : { externalId }),
    ...(lastModifiedBy === undefined ? {} : { lastModifiedBy }),
    source: sourceOf(node),
  };
}

/** The owner's key; null when it is taken away. */
function ownerOf(given: RecordOf<typeof common>, context: ParseContext): string | null | undefined {
  const { owner } = given;
  if (owner === undefined) return undefined;
  if (owner === '' || owner === 'none') return null;
  context.refer('owner', owner, given.node.entries.get('owner')!.value);
  return context.outside(owner);
}

function propertiesOf(node: MapNode, reserved: ReadonlySet<string>): ReadonlyMap<string, string> {
  const own = [...node.entries].filter(([name]) => !reserved.has(name));
  return new Map(own.map(([name, { value }]) => [name, value.kind === 'text' ? value.text : '']));
}

export const changeShape = record(
  {
    ...common,
    server_modified_on: field(instant, 'Fakes a save that arrives out of order'),
    ...contactProperties,
  },
  text,
);

const changeKeys: ReadonlySet<string> = new Set([...Object.keys(common), 'server_modified_on']);

/** What was set last, and the words that said so: everybody's update of a day mostly says the same of each, and is kept once. */
let last: { readonly wording: string | undefined; readonly set: ReadonlyMap<string, string> } = {
  wording: undefined,
  set: new Map(),
};

function changedIn(node: MapNode): ReadonlyMap<string, string> {
  const set = propertiesOf(node, changeKeys);
  if (!isSame(set, last.set)) last = { wording: undefined, set };
  return last.set;
}

function isSame(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): boolean {
  if (one.size !== other.size) return false;
  const names = other.keys();
  for (const [name, value] of one) if (names.next().value !== name || other.get(name) !== value) return false;
  return true;
}

/** What one save of a case changes. */
export function changeFrom(node: Node, context: ParseContext): CaseChange | undefined {
  const wording = node.kind === 'map' ? node.wording : undefined;
  if (wording !== undefined && wording === last.wording) return { key: keyOf(node), set: last.set };
  const { remarks } = context;
  tellVerbs(node, context);
  const given = changeShape.read(dropNone(node), context);
  if (given === undefined || node.kind !== 'map') return undefined;
  const { type, name, external_id: externalId, last_modified_by: lastModifiedBy } = given;
  const owner = ownerOf(given, context);
  const parents = node.entries.has('parent') ? (given.parent ?? []) : undefined;
  const serverModifiedAt = given.server_modified_on;
  const set = changedIn(node);
  const setsAlone = [...node.entries.keys()].every((name) => !changeKeys.has(name));
  if (setsAlone && context.remarks === remarks) last = { wording, set };
  return {
    key: keyOf(node),
    set,
    ...(type === undefined ? {} : { type }),
    ...(name === undefined ? {} : { name }),
    ...(owner === undefined ? {} : { owner }),
    ...(parents === undefined ? {} : { parents }),
    ...(externalId === undefined ? {} : { externalId }),
    ...(lastModifiedBy === undefined ? {} : { lastModifiedBy }),
    ...(serverModifiedAt === undefined ? {} : { serverModifiedAt }),
  };
}

/** `parent: none` takes the link away. */
function dropNone(node: Node): Node {
  if (node.kind !== 'map') return node;
  const parent = node.entries.get('parent')?.value;
  if (parent?.kind !== 'text' || (parent.text !== 'none' && parent.text !== '')) return node;
  return { ...node, entries: new Map([...node.entries].filter(([name]) => name !== 'parent')) };
}

/** Keys that look like properties but have a verb of their own. */
function tellVerbs(node: Node, context: ParseContext): void {
  if (node.kind !== 'map') return;
  const closed = node.entries.get('closed');
  if (closed)
    context.problem(closed.key, 'closed in an update', 'properties', 'use the verb close or reopen');
  const id = node.entries.get('case_id');
  if (id) context.problem(id.key, 'case_id in an update', 'properties', 'the id of a case never changes');
}
