/** Who an alert or a broadcast names. */
import type { RecipientRef } from '../core/model/alert.ts';
import type { MapNode, Node } from './node.ts';
import type { ParseContext } from './parse-context.ts';
import { alternatives } from './problem.ts';
import { choice, reference, word, yesNo } from './scalars.ts';
import { byKind, convert, field, named, oneOrMore, type RecordOf, record, type Shape } from './shape.ts';

const plainRecipients = [
  'case',
  'owner',
  'parent',
  'children',
  'last_submitting_user',
  'host_owner_location',
  'host_owner_location_parent',
  'case_owner_location_parent',
] as const;

const recipientMap = record({
  case: field(reference('case'), 'A case'),
  user: field(reference('user'), 'A mobile worker'),
  web_user: field(reference('web_user'), 'A web user'),
  group: field(word, 'A group of users, or of cases'),
  case_group: field(reference('case_group'), 'A group of cases'),
  location: field(reference('location'), 'A location'),
  descendants: field(yesNo, 'With the locations below'),
  types: field(oneOrMore(word), 'Only locations of these types'),
  user_property: field(word, 'The case property that holds a username'),
  user_id_property: field(word, 'The case property that holds a user id'),
  email_property: field(word, 'The case property that holds an address'),
});

export const recipientShape: Shape<RecipientRef> = named(
  'recipient',
  byKind<RecipientRef>(`${alternatives(plainRecipients)}, or a map such as {user: key}`, {
    text: convert(choice(...plainRecipients), (kind) => ({ kind })),
    map: convert(recipientMap, recipientFrom),
  }),
);

function recipientFrom(
  given: RecordOf<typeof recipientMap.fields>,
  node: Node,
  context: ParseContext,
): RecipientRef | undefined {
  const names = [...given.node.entries.keys()].filter((name) => name !== 'descendants' && name !== 'types');
  const { location, descendants = false, types = [], group } = given;
  if (names.length !== 1 || (names.length !== given.node.entries.size && location === undefined)) {
    return context.problem(node, names.join(' and ') || 'nobody', 'exactly one recipient');
  }
  if (location !== undefined) return { kind: 'location', key: location, descendants, types };
  if (group !== undefined) return groupRef(group, given.node, context);
  if (given.case !== undefined) return { kind: 'case_key', key: given.case };
  if (given.user_property !== undefined) return { kind: 'user_property', property: given.user_property };
  if (given.user_id_property !== undefined)
    return { kind: 'user_id_property', property: given.user_id_property };
  if (given.email_property !== undefined) return { kind: 'email_property', property: given.email_property };
  if (given.user !== undefined) return { kind: 'user', key: given.user };
  if (given.web_user !== undefined) return { kind: 'web_user', key: given.web_user };
  return given.case_group === undefined ? undefined : { kind: 'case_group', key: given.case_group };
}

/** A `groups` entry with cases is a case group, whatever it is called here. */
function groupRef(key: string, node: MapNode, context: ParseContext): RecipientRef {
  const kind = context.groups.get(context.outside(key)) ?? 'group';
  context.refer(kind, key, node.entries.get('group')!.value);
  return { kind, key: context.outside(key) };
}
