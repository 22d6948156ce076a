import type { Instant } from '../core/model/instant.ts';
import type { Act } from '../core/model/timeline.ts';
import { alertFrom, alertShape, broadcastFrom, broadcastShape, contentKeys } from './alert-shape.ts';
import { changeFrom } from './case-shape.ts';
import { gatewayFrom, gatewayShape } from './gateway-shape.ts';
import { didYouMean } from './near.ts';
import { type MapEntry, type MapNode, type Node, type TextNode, without } from './node.ts';
import type { NounKind, ParseContext } from './parse-context.ts';
import { groupFrom, groupShape, locationFrom, locationShape, userFrom, userShape } from './people-shape.ts';
import { quoted } from './problem.ts';
import { settingsEdit } from './project-shape.ts';
import { promisedFrom } from './promised-fields.ts';
import { choice, yesNo } from './scalars.ts';
import { type EditedDefinitions, mergeEdit } from './sections.ts';
import type { Fields, RecordOf } from './shape.ts';
import type { timelineEntryShape } from './timeline-shape.ts';
import { updateRuleFrom, updateRuleShape } from './update-rule-shape.ts';

export type EntryRecord = RecordOf<(typeof timelineEntryShape)['fields']>;

/** What one entry of the timeline does; an entry that names several things does several. */
export function actsFrom(
  given: EntryRecord,
  at: Instant,
  definitions: EditedDefinitions,
  missing: Set<string>,
  context: ParseContext,
): readonly Act[] {
  const {
    register,
    close,
    reopen,
    delete: deleted,
    update,
    user,
    group,
    location,
    broadcast,
    alert,
    gateway,
    rules,
  } = given;
  if (register) return registering(register, at, definitions);
  if (close) return saved('close', close, given, at, definitions, context);
  if (reopen) return saved('reopen', reopen, given, at, definitions, context);
  if (deleted) return saved('delete', deleted, given, at, definitions, context);
  if (update) return updating(update, at, definitions, context);
  if (user) return editingUsers(user, definitions, context);
  if (group) return editingGroups(group, definitions, context);
  if (location) return editingLocations(location, definitions, context);
  if (broadcast) return broadcasting(broadcast, definitions, context);
  if (alert) return entriesOf(alert, context).flatMap((one) => alertAct(one, definitions, missing, context));
  if (rules) return rulesActs(rules, definitions, context);
  if (gateway) return entriesOf(gateway, context).flatMap((one) => gatewayAct(one, definitions, context));
  return otherActs(given, context);
}

function otherActs(given: EntryRecord, context: ParseContext): readonly Act[] {
  const { inbound, receipt, send, settings, platform, formplayer, verify, expect, note } = given;
  if (inbound) return inboundActs(inbound, context);
  if (receipt?.for && receipt.status !== undefined) {
    const match = promisedFrom(receipt.for, context);
    const { status, code } = receipt;
    return [{ verb: 'receipt', match, status, ...(code === undefined ? {} : { code }) }];
  }
  if (send?.to !== undefined && send.text) {
    const { to, text: texts, chat = false, via } = send;
    return [{ verb: 'send', to, texts, chat, ...(via === undefined ? {} : { via }) }];
  }
  if (settings) {
    if (settings.kind !== 'map') return noActs(context.unwanted(settings, 'a map of settings'));
    const edit = settingsEdit(settings, context);
    return edit ? [{ verb: 'settings', ...edit }] : [];
  }
  if (platform) return [{ verb: 'platform', ...platform }];
  if (formplayer) return [{ verb: 'formplayer', up: formplayer === 'up' }];
  if (verify?.user !== undefined && verify.number !== undefined) {
    return [{ verb: 'verify', user: verify.user, number: verify.number }];
  }
  if (expect) return [{ verb: 'expect', expectations: expect }];
  return note === undefined ? [] : [{ verb: 'note', text: note }];
}

const noActs = (_reported: undefined): readonly Act[] => [];

/** A case that is known already is saved again; the engine warns of it. */
function registering(keys: readonly string[], at: Instant, definitions: EditedDefinitions): readonly Act[] {
  for (const key of keys)
    definitions.registeredAt.set(key, Math.min(at, definitions.registeredAt.get(key) ?? at));
  return [{ verb: 'register', keys }];
}

function saved(
  verb: 'close' | 'reopen' | 'delete',
  keys: readonly string[],
  given: EntryRecord,
  at: Instant,
  definitions: EditedDefinitions,
  context: ParseContext,
): readonly Act[] {
  const node = given.node.entries.get(verb)!.value;
  const places = node.kind === 'list' ? node.items : [node];
  for (const place of places) if (place.kind === 'text') tellUnregistered(place, at, definitions, context);
  if (verb === 'delete') for (const key of keys) definitions.registeredAt.delete(key);
  return [{ verb, keys }];
}

function updating(
  node: Node,
  at: Instant,
  definitions: EditedDefinitions,
  context: ParseContext,
): readonly Act[] {
  const changes = entriesOf(node, context).flatMap(({ key, value }) => {
    context.refer('case', key.text, key);
    tellUnregistered(key, at, definitions, context);
    const change = changeFrom(value, context);
    return change ? [change] : [];
  });
  return [{ verb: 'update', changes }];
}

function tellUnregistered(
  place: TextNode,
  at: Instant,
  definitions: EditedDefinitions,
  context: ParseContext,
): void {
  const since = definitions.registeredAt.get(place.text);
  if ((since !== undefined && since <= at) || !context.people.has(place.text)) return;
  context.problem(
    place,
    `${quoted(place.text)}, which does not exist at that time`,
    'a registered case',
    'register it in an earlier entry',
  );
}

function entriesOf(node: Node, context: ParseContext): readonly MapEntry[] {
  if (node.kind === 'map') return [...node.entries.values()];
  context.unwanted(node, 'a map of name: what changes');
  return [];
}

type Rivals = readonly ReadonlySet<string>[];

const phoneRivals: Rivals = [new Set(['phone', 'phones'])];
const numberRivals: Rivals = [new Set(['number', 'numbers'])];
const contentRivals: Rivals = [contentKeys];

/** The map an edit leads to; undefined when there is nothing to edit, or the edit is no map. */
function editedIn(
  nodes: Map<string, MapNode>,
  { key, value }: MapEntry,
  fields: Fields,
  rivals: Rivals,
  context: ParseContext,
): MapNode | undefined {
  const base = nodes.get(key.text);
  const edit = asEdit(value);
  if (edit === undefined) return context.unwanted(value, 'a map of the keys to change');
  if (base === undefined) return undefined;
  const merged = mergeEdit(base, edit, fields, rivals);
  nodes.set(key.text, merged);
  return merged;
}

/** An empty edit is no change. */
function asEdit(node: Node): MapNode | undefined {
  if (node.kind === 'map') return node;
  return node.kind === 'text' && node.text === '' ? { ...node, kind: 'map', entries: new Map() } : undefined;
}

function changedKeys(value: Node): readonly string[] {
  return value.kind === 'map' ? [...value.entries.keys()] : [];
}

function unknown(kind: string, key: TextNode, names: Iterable<string>, context: ParseContext): undefined {
  return context.problem(key, quoted(key.text), `the key of a ${kind} in this file`, () =>
    didYouMean(key.text, names),
  );
}

function editingUsers(node: Node, definitions: EditedDefinitions, context: ParseContext): readonly Act[] {
  return entriesOf(node, context).flatMap((entry): readonly Act[] => {
    const { text: name } = entry.key;
    const isWeb = definitions.webUsers.has(name);
    const nodes = isWeb ? definitions.webUsers : definitions.users;
    if (!nodes.has(name))
      return noActs(
        unknown('user', entry.key, [...definitions.users.keys(), ...definitions.webUsers.keys()], context),
      );
    const merged = editedIn(nodes, entry, userShape.fields, phoneRivals, context);
    const one =
      merged && context.inProjectOf(name, () => userFrom(merged, isWeb ? 'web_user' : 'user', context));
    return one ? [{ verb: 'user', users: [one], changed: changedKeys(entry.value) }] : [];
  });
}

function editingGroups(node: Node, definitions: EditedDefinitions, context: ParseContext): readonly Act[] {
  return entriesOf(node, context).flatMap((entry): readonly Act[] => {
    const { text: name } = entry.key;
    const nodes = definitions.caseGroups.has(name) ? definitions.caseGroups : definitions.groups;
    if (!nodes.has(name))
      return noActs(
        unknown(
          'group',
          entry.key,
          [...definitions.groups.keys(), ...definitions.caseGroups.keys()],
          context,
        ),
      );
    const merged = editedIn(nodes, entry, groupShape.fields, [], context);
    const one =
      merged &&
      context.inProjectOf(name, () =>
        groupFrom(merged, nodes === definitions.caseGroups ? 'case_group' : 'group', context),
      );
    const kind = context.groups.get(name);
    if (one && kind !== one.kind)
      context.problem(entry.value, 'members of another kind', `a ${kind?.replace('_', ' ')} stays one`);
    return one ? [{ verb: 'group', groups: [one], changed: changedKeys(entry.value) }] : [];
  });
}

function editingLocations(node: Node, definitions: EditedDefinitions, context: ParseContext): readonly Act[] {
  return entriesOf(node, context).flatMap((entry): readonly Act[] => {
    if (!definitions.locations.has(entry.key.text))
      return noActs(unknown('location', entry.key, definitions.locations.keys(), context));
    const merged = editedIn(definitions.locations, entry, locationShape.fields, [], context);
    const one = merged && context.inProjectOf(entry.key.text, () => locationFrom(merged, context));
    return one ? [{ verb: 'location', locations: [one], changed: changedKeys(entry.value) }] : [];
  });
}

/** `broadcast: key`, several keys, or `{key: {…edited keys}}`. */
function broadcasting(node: Node, definitions: EditedDefinitions, context: ParseContext): readonly Act[] {
  const named = node.kind === 'list' ? node.items : node.kind === 'text' ? [node] : [];
  const empty = (key: TextNode): MapEntry => ({ key, value: { ...key, kind: 'map', entries: new Map() } });
  const entries =
    node.kind === 'map'
      ? [...node.entries.values()]
      : named.flatMap((one) =>
          one.kind === 'text' ? [empty(one)] : noEntries(context.unwanted(one, 'the name of a broadcast')),
        );
  return entries.flatMap((entry): readonly Act[] => {
    refer('broadcast', entry.key, context);
    const merged = editedIn(definitions.broadcasts, entry, broadcastShape.fields, contentRivals, context);
    const one = merged && context.inProjectOf(entry.key.text, () => broadcastFrom(merged, context));
    return one ? [{ verb: 'broadcast', broadcast: one, changed: changedKeys(entry.value) }] : [];
  });
}

const noEntries = (_reported: undefined): readonly MapEntry[] => [];

function refer(kind: NounKind, key: TextNode, context: ParseContext): void {
  context.refer(kind, key.text, key);
}

const alertWord = choice('create', 'on', 'off', 'delete');

function alertAct(
  entry: MapEntry,
  definitions: EditedDefinitions,
  missing: Set<string>,
  context: ParseContext,
): readonly Act[] {
  const { key, value } = entry;
  refer('alert', key, context);
  const action = value.kind === 'text' && value.text !== '' ? alertWord.read(value, context) : 'edit';
  if (action === undefined || !tellExists(action, key, missing, context)) return [];
  if (action === 'delete') missing.add(key.text);
  if (action === 'create') missing.delete(key.text);
  const edit = action === 'on' || action === 'off' ? switching(key, value, action === 'on') : entry;
  const base = definitions.alerts.get(key.text);
  const isEdit = action !== 'create' && action !== 'delete';
  const merged = isEdit
    ? editedIn(definitions.alerts, edit, alertShape.fields, contentRivals, context)
    : base;
  const alert = merged && context.inProjectOf(key.text, () => alertFrom(merged, context));
  return alert ? [{ verb: 'alert', action, alert, changed: changedKeys(edit.value) }] : [];
}

const switchWord = choice('on', 'off');

/** `run`, or `{name: on | off | {…edited keys}}`. */
function rulesActs(node: Node, definitions: EditedDefinitions, context: ParseContext): readonly Act[] {
  if (node.kind === 'text' && node.text === 'run') return [{ verb: 'rules', action: 'run' }];
  return entriesOf(node, context).flatMap((entry): readonly Act[] => {
    const { key, value } = entry;
    if (!definitions.updateRules.has(key.text))
      return noActs(unknown('rule', key, definitions.updateRules.keys(), context));
    const isSwitch = value.kind === 'text' && value.text !== '';
    const state = isSwitch ? switchWord.read(value, context) : undefined;
    if (isSwitch && state === undefined) return [];
    const edit = state === undefined ? entry : switching(key, value, state === 'on');
    const merged = editedIn(definitions.updateRules, edit, updateRuleShape.fields, [], context);
    const rule = merged && context.inProjectOf(key.text, () => updateRuleFrom(merged, context));
    return rule ? [{ verb: 'rules', action: 'edit', rule, changed: changedKeys(edit.value) }] : [];
  });
}

/** `on` and `off` are edits of `active`. */
function switching(key: TextNode, value: Node, isOn: boolean): MapEntry {
  const active: TextNode = { kind: 'text', text: isOn ? 'yes' : 'no', place: value.place, path: value.path };
  const entries = new Map([['active', { key, value: active }]]);
  return { key, value: { kind: 'map', entries, place: value.place, path: value.path } };
}

function tellExists(
  action: string,
  key: TextNode,
  missing: ReadonlySet<string>,
  context: ParseContext,
): boolean {
  const isMissing = missing.has(key.text);
  if (isMissing === (action === 'create')) return true;
  const found = isMissing
    ? `${quoted(key.text)}, which does not exist at that time`
    : `${quoted(key.text)}, which exists already`;
  context.problem(
    key,
    found,
    isMissing ? 'create before it' : 'an alert that is created for the first time, or was deleted',
  );
  return false;
}

function gatewayAct(
  { key, value }: MapEntry,
  definitions: EditedDefinitions,
  context: ParseContext,
): readonly Act[] {
  const known = definitions.gateways.get(key.text);
  const edit = asEdit(value);
  if (edit === undefined) return noActs(context.unwanted(value, 'a map of the keys to change'));
  if (known === undefined) return noActs(unknown('gateway', key, definitions.gateways.keys(), context));
  const deleting = edit.entries.get('delete')?.value;
  const deleted = deleting ? (yesNo.read(deleting, context) ?? false) : false;
  const merged = mergeEdit(known.node, without(edit, ['delete']), gatewayShape.fields, numberRivals);
  definitions.gateways.set(key.text, { ...known, node: merged });
  const gateway = gatewayFrom(merged, known.project, context);
  return gateway ? [{ verb: 'gateway', gateway: { ...gateway, deleted }, changed: changedKeys(edit) }] : [];
}

function inboundActs(given: NonNullable<EntryRecord['inbound']>, context: ParseContext): readonly Act[] {
  const { from, via, text, message_id: messageId } = given;
  if (from === undefined || text === undefined) return [];
  const isPerson = context.people.has(from);
  const number = from.replaceAll(/[\s().+-]/g, '');
  const isNumber = !isPerson && /^\d+$/.test(number);
  if (!isNumber) context.refer('sender', from, given.node.entries.get('from')!.value);
  return [
    {
      verb: 'inbound',
      from: isNumber ? number : from,
      fromKind: isNumber ? 'number' : context.users.has(from) ? 'user' : 'case',
      ...(via === undefined ? {} : { via }),
      text,
      ...(messageId === undefined ? {} : { messageId }),
    },
  ];
}
