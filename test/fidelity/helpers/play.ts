/** A row of HQ's behaviour, written as a scenario and rehearsed. */

import { gatewayCatalogue } from '../../../mock-gateways/index.ts';
import { inProcessGateways } from '../../../src/adapters/in-process.ts';
import { perform } from '../../../src/core/engine/perform.ts';
import { createState, openState } from '../../../src/core/engine/run-state.ts';
import { type Inbound, receive } from '../../../src/core/inbound/inbound.ts';
import type { Entry, EntryKind } from '../../../src/core/model/entry.ts';
import type { Instant } from '../../../src/core/model/instant.ts';
import type { SimulationState } from '../../../src/core/state/simulation-state.ts';
import { rehearsePlan } from '../../../src/rehearse.ts';
import { plansFrom } from '../../helpers/plans-from.ts';

/** Plain data: a scenario file is YAML, and JSON is YAML. */
export type Json = { readonly [key: string]: unknown };

/** A small project with one gateway for everybody; `parts` replace its keys. */
function scenarioOf(parts: Json): Json {
  return {
    scenario: 'a row',
    gateways: { G: { type: 'test', number: '+999000' } },
    routing: { global: { '*': 'G' } },
    starts: '2024-01-01 00:00',
    ends: 'when idle',
    ...parts,
  };
}

export interface Played {
  readonly entries: readonly Entry[];
  of(kind: EntryKind): Entry[];
}

/** The journal of a scenario. */
export function play(parts: Json): Played {
  const [plan] = plansFrom(JSON.stringify(scenarioOf(parts)));
  const entries = [...rehearsePlan(plan!).journal.entries()];
  return { entries, of: (kind) => entries.filter((entry) => entry.kind === kind) };
}

/** The world itself, after the timeline has been gone through act by act, without the clock's own work. */
export function stageAfter(parts: Json, after?: (state: SimulationState, step: number) => void) {
  const [plan] = plansFrom(JSON.stringify(scenarioOf(parts)));
  const entries: Entry[] = [];
  const { facts } = inProcessGateways(gatewayCatalogue, {});
  const state = createState({
    plan: plan!,
    recorder: { record: (entry) => entries.push(entry) },
    kinds: facts,
  });
  openState(state);
  plan!.timeline.forEach(({ at, act }, step) => {
    state.world.now = at;
    if (act.verb === 'platform' || act.verb === 'expect') throw new Error(`${act.verb} needs the clock`);
    if (act.verb === 'inbound') receive(state, inboundOf(state, act));
    else perform(state, act);
    after?.(state, step);
  });
  return { stage: state, entries };
}

type InboundAct = Extract<
  ReturnType<typeof plansFrom>[number]['timeline'][number]['act'],
  { verb: 'inbound' }
>;

function inboundOf(
  { world }: SimulationState,
  { from, fromKind, via, text, messageId }: InboundAct,
): Inbound {
  const raw =
    fromKind === 'case'
      ? world.cases.get(from)?.properties.get('contact_phone_number')
      : fromKind === 'user'
        ? world.users.get(from)?.user.phones[0]
        : from;
  return { number: (raw ?? '').replace(/\D/g, ''), via, text, messageId };
}

export const clock = (at: Instant): string => new Date(at).toISOString().slice(11, 16);
export const iso = (at: Instant): string => new Date(at).toISOString().replace('.000Z', 'Z');
