import { normalizeNumber } from '../contact/number.ts';
import { syncUser } from '../contact/sync-entries.ts';
import { reconsiderHolds } from '../dispatch/holds.ts';
import { type Send, sendSms } from '../dispatch/send.ts';
import { originNow } from '../inbound/reply.ts';
import { startVerification } from '../inbound/verification.ts';
import type { Gateway } from '../model/gateway.ts';
import type { Act } from '../model/timeline.ts';
import type { AlertSource } from '../state/instances.ts';
import type { Party } from '../state/records.ts';
import type { SimulationState } from '../state/simulation-state.ts';
import type { World } from '../state/world.ts';
import { disarm } from '../trigger/refresh.ts';
import { runRuleOverAll } from '../trigger/run-rules.ts';
import { registerCase, saveCase } from '../trigger/save-case.ts';
import { runUpdateRules } from '../trigger/update-rules.ts';
import { projectsWithRules, saveBroadcast } from './run-state.ts';

/** The acts that the engine's own loop deals with: they concern its clock. */
export type ClockAct = Extract<Act, { readonly verb: 'inbound' | 'platform' | 'expect' }>;

/** One thing of the timeline, with all it causes at once. */
export function perform(state: SimulationState, act: Exclude<Act, ClockAct>): void {
  const { world } = state;
  if (!concernsOne.has(act.verb)) world.change();
  switch (act.verb) {
    case 'register':
      for (const key of act.keys) registerCase(state, key);
      return;
    case 'update':
      for (const change of act.changes) saveCase(state, change.key, change);
      return;
    case 'close':
    case 'reopen':
    case 'delete':
      for (const key of act.keys) saveCase(state, key, act.verb);
      return;
    case 'user':
      for (const user of act.users) editUser(state, user.key, user, act.changed);
      return;
    case 'group':
      for (const group of act.groups) world.groups.set(group.key, group);
      return note(world, 'group', act.groups, act.changed);
    case 'location':
      for (const location of act.locations) world.locations.set(location.key, location);
      return note(world, 'location', act.locations, act.changed);
    case 'receipt':
      return receipt(state, act);
    case 'send':
      return sendByHand(state, act);
    case 'broadcast':
      return broadcast(state, act);
    case 'alert':
      return editAlert(state, act);
    case 'gateway':
      return editGateway(state, act.gateway, act.changed);
    case 'settings':
      return editSettings(state, act);
    case 'formplayer':
      world.formplayerUp = act.up;
      return world.note({ kind: 'setting', what: 'formplayer', name: act.up ? 'up' : 'down' });
    case 'rules':
      return act.action === 'run' ? runAllRules(state) : editUpdateRule(state, act);
    case 'verify':
      return startVerification(state, act.user, act.number);
    case 'note':
      world.note({ kind: 'setting', what: 'note', name: act.text });
  }
}

/** Acts that change single cases, or nothing; the others may concern everybody. */
const concernsOne: ReadonlySet<Act['verb']> = new Set([
  ...(['register', 'update', 'close', 'reopen', 'delete', 'receipt', 'send', 'note', 'formplayer'] as const),
]);

function note(
  world: World,
  what: string,
  things: readonly { readonly key: string }[],
  changed: readonly string[],
): void {
  for (const { key } of things) world.note({ kind: 'setting', what, name: key, changed });
}

type ActOf<V extends Act['verb']> = Extract<Act, { readonly verb: V }>;

function runAllRules(state: SimulationState): void {
  for (const project of projectsWithRules(state)) runUpdateRules(state, project);
}

/** The case is looked at again by the next run, not by the edit. */
function editUpdateRule(
  { world, updateRules }: SimulationState,
  { rule, changed }: Extract<ActOf<'rules'>, { readonly action: 'edit' }>,
): void {
  world.note({ kind: 'setting', what: 'rule', name: rule.key, changed });
  updateRules.set(rule.key, rule);
}

function editUser(
  state: SimulationState,
  key: string,
  user: ActOf<'user'>['users'][number],
  changed: readonly string[],
): void {
  const { world } = state;
  world.note({ kind: 'setting', what: 'user', name: key, changed });
  const known = world.users.get(key);
  const record = known ?? {
    kind: 'user' as const,
    key,
    project: user.project ?? world.plan.project.name,
    user,
  };
  record.user = user;
  world.users.set(key, record);
  syncUser(world, record);
}

function receipt(state: SimulationState, { match, status, code }: ActOf<'receipt'>): void {
  const sent = state.receipts.find(match);
  if (sent) {
    state.world.note({ kind: 'receipt', id: sent.id, status, code, via: sent.message.gateway?.name });
    return;
  }
  state.world.note({
    kind: 'warning',
    code: 'RECEIPT_UNKNOWN',
    message: 'a receipt came for a message that was not sent',
    hint: 'HQ answers 404 to such a receipt',
    about: { status },
  });
}

function sendByHand(state: SimulationState, { to, texts, chat, via }: ActOf<'send'>): void {
  const { world } = state;
  const party: Party | undefined = world.cases.get(to) ?? world.users.get(to);
  if (!party) {
    world.note({
      kind: 'warning',
      code: 'NOBODY_TO_SEND_TO',
      message: `${to} is not registered yet: nothing is sent`,
      about: { to },
    });
    return;
  }
  const record = party.kind === 'case' ? party : undefined;
  const send: Send = {
    origin: originNow(state, 'chat', 'chat', party),
    party,
    record,
    scheduleLanguage: undefined,
    isChat: chat,
    isWritten: true,
    via,
  };
  sendSms(state, send, texts);
}

function broadcast(state: SimulationState, act: ActOf<'broadcast'>): void {
  const source = sourceNamed(state, 'broadcast', act.broadcast.key);
  state.world.note({ kind: 'setting', what: 'broadcast', name: act.broadcast.key, changed: act.changed });
  if (source.exists && act.broadcast.schedule.kind === 'alert') {
    state.world.note({
      kind: 'warning',
      code: 'BROADCAST_SENT_ALREADY',
      message: `${act.broadcast.key} was started before: HQ sends an immediate broadcast once`,
      hint: 'copy it under another key to send it again',
      about: { broadcast: act.broadcast.key },
    });
  }
  saveBroadcast(state, source, act.broadcast);
}

/** The loader has seen to it that there is one. */
function sourceNamed({ sources }: SimulationState, kind: 'alert' | 'broadcast', key: string): AlertSource {
  return sources.find(({ def }) => def.kind === kind && def.key === key)!;
}

function editAlert(state: SimulationState, { action, alert, changed }: ActOf<'alert'>): void {
  const source = sourceNamed(state, 'alert', alert.key);
  state.world.note({
    kind: 'setting',
    what: 'alert',
    name: alert.key,
    changed: action === 'edit' ? changed : [action],
  });
  source.def = alert;
  source.exists = action !== 'delete';
  if (source.exists) return runRuleOverAll(state, source);
  for (const instances of [...source.instances.values()]) {
    for (const instance of [...instances]) disarm(state, instance, 'alert_deleted');
  }
}

function editGateway(state: SimulationState, gateway: Gateway, changed: readonly string[]): void {
  const { world } = state;
  const index = world.gateways.findIndex(
    (each) => each.name === gateway.name && each.project === gateway.project,
  );
  if (index >= 0) world.gateways[index] = gateway;
  else world.gateways.push(gateway);
  world.routes.forget();
  world.note({ kind: 'setting', what: 'gateway', name: gateway.name, changed });
  reconsiderHolds(state);
}

function editSettings(state: SimulationState, { project, defaultGateway, changed }: ActOf<'settings'>): void {
  const { world } = state;
  world.project = { ...world.project, ...project };
  for (const { number, canOptIn } of project.optedOut ?? [])
    world.optedOut.set(number, { out: true, canOptIn });
  for (const address of project.bounced ?? []) world.bounced.add(address);
  if (defaultGateway !== undefined) {
    const map = new Map(world.routing.project);
    if (defaultGateway === null) map.delete('*');
    else map.set('*', defaultGateway);
    world.routing = { ...world.routing, project: map };
  }
  world.routes.forget();
  world.note({ kind: 'setting', what: 'project', name: world.project.name, changed });
  reconsiderHolds(state);
}

/** The number a text comes from: the digits of one as given, a case's property, a user's first number. */
export function numberOf(world: World, act: Extract<Act, { verb: 'inbound' }>): string {
  if (act.fromKind === 'number') return digits(act.from);
  if (act.fromKind === 'case') {
    const raw = world.cases.get(act.from)?.properties.get('contact_phone_number');
    return normalizeNumber(raw, world.project.hq).normalized ?? '';
  }
  return digits(world.users.get(act.from)?.user.phones[0] ?? '');
}

const digits = (text: string): string => text.replace(/[^0-9]/g, '');
