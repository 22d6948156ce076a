import type { Instant } from '../core/model/instant.ts';
import type { Act } from '../core/model/timeline.ts';
import { alertFrom, alertShape, broadcastFrom, broadcastShape, contentKeys } from './alert-shape.ts';
import { changeFrom } from './case-shape.ts';
import { gatewayFrom, gatewayShape } from './gateway-shape.ts';
import { didYouMean } from './near.ts';
import { type MapEntry, type MapNode, type Node, type TextNode, without } from './node.ts';
import { groupFrom, groupShape, locationFrom, locationShape, userFrom, userShape } from './people-shape.ts';
import { quoted } from './problem.ts';
import { settingsEdit } from './project-shape.ts';
import { promisedFrom } from './promised-fields.ts';
import type { NounKind, Reading } from './reading.ts';
import { choice, yesNo } from './scalars.ts';
import type { Fields, RecordOf } from './shape.ts';
import { laidOver, type Stage } from './stage.ts';
import type { timelineEntryShape } from './timeline-shape.ts';
import { updateRuleFrom, updateRuleShape } from './update-rule-shape.ts';

export type EntryRecord = RecordOf<(typeof timelineEntryShape)['fields']>;

/** What one entry of the timeline does; an entry that names several things does several. */
export function actsFrom(
  given: EntryRecord,
  at: Instant,
  stage: Stage,
  missing: Set<string>,
  reading: Reading,
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
  if (register) return registering(register, at, stage);
  if (close) return saved('close', close, given, at, stage, reading);
  if (reopen) return saved('reopen', reopen, given, at, stage, reading);
  if (deleted) return saved('delete', deleted, given, at, stage, reading);
  if (update) return updating(update, at, stage, reading);
  if (user) return editingUsers(user, stage, reading);
  if (group) return editingGroups(group, stage, reading);
  if (location) return editingLocations(location, stage, reading);
  if (broadcast) return broadcasting(broadcast, stage, reading);
  if (alert) return entriesOf(alert, reading).flatMap((one) => alertAct(one, stage, missing, reading));
  if (rules) return rulesActs(rules, stage, reading);
  if (gateway) return entriesOf(gateway, reading).flatMap((one) => gatewayAct(one, stage, reading));
  return otherActs(given, reading);
}

function otherActs(given: EntryRecord, reading: Reading): readonly Act[] {
  const { inbound, receipt, send, settings, platform, formplayer, verify, expect, note } = given;
  if (inbound) return inboundActs(inbound, reading);
  if (receipt?.for && receipt.status !== undefined) {
    const match = promisedFrom(receipt.for, reading);
    const { status, code } = receipt;
    return [{ verb: 'receipt', match, status, ...(code === undefined ? {} : { code }) }];
  }
  if (send?.to !== undefined && send.text) {
    const { to, text: texts, chat = false, via } = send;
    return [{ verb: 'send', to, texts, chat, ...(via === undefined ? {} : { via }) }];
  }
  if (settings) {
    if (settings.kind !== 'map') return nothing(reading.unwanted(settings, 'a map of settings'));
    const edit = settingsEdit(settings, reading);
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

const nothing = (_told: undefined): readonly Act[] => [];

/** A case that is known already is saved again; the engine warns of it. */
function registering(keys: readonly string[], at: Instant, stage: Stage): readonly Act[] {
  for (const key of keys) stage.registeredAt.set(key, Math.min(at, stage.registeredAt.get(key) ?? at));
  return [{ verb: 'register', keys }];
}

function saved(
  verb: 'close' | 'reopen' | 'delete',
  keys: readonly string[],
  given: EntryRecord,
  at: Instant,
  stage: Stage,
  reading: Reading,
): readonly Act[] {
  const node = given.node.entries.get(verb)!.value;
  const places = node.kind === 'list' ? node.items : [node];
  for (const place of places) if (place.kind === 'text') tellUnregistered(place, at, stage, reading);
  if (verb === 'delete') for (const key of keys) stage.registeredAt.delete(key);
  return [{ verb, keys }];
}

function updating(node: Node, at: Instant, stage: Stage, reading: Reading): readonly Act[] {
  const changes = entriesOf(node, reading).flatMap(({ key, value }) => {
    reading.refer('case', key.text, key);
    tellUnregistered(key, at, stage, reading);
    const change = changeFrom(value, reading);
    return change ? [change] : [];
  });
  return [{ verb: 'update', changes }];
}

function tellUnregistered(place: TextNode, at: Instant, stage: Stage, reading: Reading): void {
  const since = stage.registeredAt.get(place.text);
  if ((since !== undefined && since <= at) || !reading.people.has(place.text)) return;
  reading.problem(
    place,
    `${quoted(place.text)}, which does not exist at that time`,
    'a registered case',
    'register it in an earlier entry',
  );
}

function entriesOf(node: Node, reading: Reading): readonly MapEntry[] {
  if (node.kind === 'map') return [...node.entries.values()];
  reading.unwanted(node, 'a map of name: what changes');
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
  reading: Reading,
): MapNode | undefined {
  const base = nodes.get(key.text);
  const edit = asEdit(value);
  if (edit === undefined) return reading.unwanted(value, 'a map of the keys to change');
  if (base === undefined) return undefined;
  const merged = laidOver(base, edit, fields, rivals);
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

function unknown(kind: string, key: TextNode, names: Iterable<string>, reading: Reading): undefined {
  return reading.problem(key, quoted(key.text), `the key of a ${kind} in this file`, () =>
    didYouMean(key.text, names),
  );
}

function editingUsers(node: Node, stage: Stage, reading: Reading): readonly Act[] {
  return entriesOf(node, reading).flatMap((entry): readonly Act[] => {
    const { text: name } = entry.key;
    const isWeb = stage.webUsers.has(name);
    const nodes = isWeb ? stage.webUsers : stage.users;
    if (!nodes.has(name))
      return nothing(unknown('user', entry.key, [...stage.users.keys(), ...stage.webUsers.keys()], reading));
    const merged = editedIn(nodes, entry, userShape.fields, phoneRivals, reading);
    const one =
      merged && reading.inProjectOf(name, () => userFrom(merged, isWeb ? 'web_user' : 'user', reading));
    return one ? [{ verb: 'user', users: [one], changed: changedKeys(entry.value) }] : [];
  });
}

function editingGroups(node: Node, stage: Stage, reading: Reading): readonly Act[] {
  return entriesOf(node, reading).flatMap((entry): readonly Act[] => {
    const { text: name } = entry.key;
    const nodes = stage.caseGroups.has(name) ? stage.caseGroups : stage.groups;
    if (!nodes.has(name))
      return nothing(
        unknown('group', entry.key, [...stage.groups.keys(), ...stage.caseGroups.keys()], reading),
      );
    const merged = editedIn(nodes, entry, groupShape.fields, [], reading);
    const one =
      merged &&
      reading.inProjectOf(name, () =>
        groupFrom(merged, nodes === stage.caseGroups ? 'case_group' : 'group', reading),
      );
    const kind = reading.groups.get(name);
    if (one && kind !== one.kind)
      reading.problem(entry.value, 'members of another kind', `a ${kind?.replace('_', ' ')} stays one`);
    return one ? [{ verb: 'group', groups: [one], changed: changedKeys(entry.value) }] : [];
  });
}

function editingLocations(node: Node, stage: Stage, reading: Reading): readonly Act[] {
  return entriesOf(node, reading).flatMap((entry): readonly Act[] => {
    if (!stage.locations.has(entry.key.text))
      return nothing(unknown('location', entry.key, stage.locations.keys(), reading));
    const merged = editedIn(stage.locations, entry, locationShape.fields, [], reading);
    const one = merged && reading.inProjectOf(entry.key.text, () => locationFrom(merged, reading));
    return one ? [{ verb: 'location', locations: [one], changed: changedKeys(entry.value) }] : [];
  });
}

/** `broadcast: key`, several keys, or `{key: {…edited keys}}`. */
function broadcasting(node: Node, stage: Stage, reading: Reading): readonly Act[] {
  const named = node.kind === 'list' ? node.items : node.kind === 'text' ? [node] : [];
  const empty = (key: TextNode): MapEntry => ({ key, value: { ...key, kind: 'map', entries: new Map() } });
  const entries =
    node.kind === 'map'
      ? [...node.entries.values()]
      : named.flatMap((one) =>
          one.kind === 'text' ? [empty(one)] : nothingTold(reading.unwanted(one, 'the name of a broadcast')),
        );
  return entries.flatMap((entry): readonly Act[] => {
    refer('broadcast', entry.key, reading);
    const merged = editedIn(stage.broadcasts, entry, broadcastShape.fields, contentRivals, reading);
    const one = merged && reading.inProjectOf(entry.key.text, () => broadcastFrom(merged, reading));
    return one ? [{ verb: 'broadcast', broadcast: one, changed: changedKeys(entry.value) }] : [];
  });
}

const nothingTold = (_told: undefined): readonly MapEntry[] => [];

function refer(kind: NounKind, key: TextNode, reading: Reading): void {
  reading.refer(kind, key.text, key);
}

const alertWord = choice('create', 'on', 'off', 'delete');

function alertAct(entry: MapEntry, stage: Stage, missing: Set<string>, reading: Reading): readonly Act[] {
  const { key, value } = entry;
  refer('alert', key, reading);
  const action = value.kind === 'text' && value.text !== '' ? alertWord.read(value, reading) : 'edit';
  if (action === undefined || !tellExists(action, key, missing, reading)) return [];
  if (action === 'delete') missing.add(key.text);
  if (action === 'create') missing.delete(key.text);
  const edit = action === 'on' || action === 'off' ? switching(key, value, action === 'on') : entry;
  const base = stage.alerts.get(key.text);
  const isEdit = action !== 'create' && action !== 'delete';
  const merged = isEdit ? editedIn(stage.alerts, edit, alertShape.fields, contentRivals, reading) : base;
  const alert = merged && reading.inProjectOf(key.text, () => alertFrom(merged, reading));
  return alert ? [{ verb: 'alert', action, alert, changed: changedKeys(edit.value) }] : [];
}

const switchWord = choice('on', 'off');

/** `run`, or `{name: on | off | {…edited keys}}`. */
function rulesActs(node: Node, stage: Stage, reading: Reading): readonly Act[] {
  if (node.kind === 'text' && node.text === 'run') return [{ verb: 'rules', action: 'run' }];
  return entriesOf(node, reading).flatMap((entry): readonly Act[] => {
    const { key, value } = entry;
    if (!stage.updateRules.has(key.text))
      return nothing(unknown('rule', key, stage.updateRules.keys(), reading));
    const isSwitch = value.kind === 'text' && value.text !== '';
    const state = isSwitch ? switchWord.read(value, reading) : undefined;
    if (isSwitch && state === undefined) return [];
    const edit = state === undefined ? entry : switching(key, value, state === 'on');
    const merged = editedIn(stage.updateRules, edit, updateRuleShape.fields, [], reading);
    const rule = merged && reading.inProjectOf(key.text, () => updateRuleFrom(merged, reading));
    return rule ? [{ verb: 'rules', action: 'edit', rule, changed: changedKeys(edit.value) }] : [];
  });
}

/** `on` and `off` are edits of `active`. */
function switching(key: TextNode, value: Node, isOn: boolean): MapEntry {
  const active: TextNode = { kind: 'text', text: isOn ? 'yes' : 'no', place: value.place, path: value.path };
  const entries = new Map([['active', { key, value: active }]]);
  return { key, value: { kind: 'map', entries, place: value.place, path: value.path } };
}

function tellExists(action: string, key: TextNode, missing: ReadonlySet<string>, reading: Reading): boolean {
  const isMissing = missing.has(key.text);
  if (isMissing === (action === 'create')) return true;
  const found = isMissing
    ? `${quoted(key.text)}, which does not exist at that time`
    : `${quoted(key.text)}, which exists already`;
  reading.problem(
    key,
    found,
    isMissing ? 'create before it' : 'an alert that is created for the first time, or was deleted',
  );
  return false;
}

function gatewayAct({ key, value }: MapEntry, stage: Stage, reading: Reading): readonly Act[] {
  const known = stage.gateways.get(key.text);
  const edit = asEdit(value);
  if (edit === undefined) return nothing(reading.unwanted(value, 'a map of the keys to change'));
  if (known === undefined) return nothing(unknown('gateway', key, stage.gateways.keys(), reading));
  const deleting = edit.entries.get('delete')?.value;
  const deleted = deleting ? (yesNo.read(deleting, reading) ?? false) : false;
  const merged = laidOver(known.node, without(edit, ['delete']), gatewayShape.fields, numberRivals);
  stage.gateways.set(key.text, { ...known, node: merged });
  const gateway = gatewayFrom(merged, known.project, reading);
  return gateway ? [{ verb: 'gateway', gateway: { ...gateway, deleted }, changed: changedKeys(edit) }] : [];
}

function inboundActs(given: NonNullable<EntryRecord['inbound']>, reading: Reading): readonly Act[] {
  const { from, via, text, message_id: messageId } = given;
  if (from === undefined || text === undefined) return [];
  const isPerson = reading.people.has(from);
  const number = from.replaceAll(/[\s().+-]/g, '');
  const isNumber = !isPerson && /^\d+$/.test(number);
  if (!isNumber) reading.refer('sender', from, given.node.entries.get('from')!.value);
  return [
    {
      verb: 'inbound',
      from: isNumber ? number : from,
      fromKind: isNumber ? 'number' : reading.users.has(from) ? 'user' : 'case',
      ...(via === undefined ? {} : { via }),
      text,
      ...(messageId === undefined ? {} : { messageId }),
    },
  ];
}
