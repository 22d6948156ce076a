import { normalizeNumber } from '../../core/contact/number.ts';
import type { Plan } from '../../core/model/plan.ts';
import type { World } from '../../core/state/world.ts';
import { type HandAct, isRecord, type WrittenEntry } from './act-entry.ts';
import { RequestProblem } from './request-problem.ts';

/** Texts that come in have a number to come from: of a case that is not registered yet, the number it will have. */
export function withNumbers(act: HandAct, plan: Plan, world: World): HandAct {
  return { ...act, entries: act.entries.map((entry) => withNumber(entry, plan, world)) };
}

function withNumber(entry: WrittenEntry, plan: Plan, world: World): WrittenEntry {
  const { inbound } = entry;
  if (!isRecord(inbound) || typeof inbound.from !== 'string') return entry;
  const record = world.cases.get(inbound.from);
  const seed = plan.cases.get(inbound.from);
  const user = world.users.get(inbound.from)?.user ?? plan.users.get(inbound.from);
  if (!record && !seed && !user) return entry;
  const raw = (record ?? seed)?.properties.get('contact_phone_number') ?? user?.phones[0];
  const number = normalizeNumber(raw, world.project.hq).normalized ?? '';
  if (!/[0-9]/.test(number)) {
    throw new RequestProblem(422, `${inbound.from} has no number to write from`, 'somebody with a number');
  }
  return record || user ? entry : { ...entry, inbound: { ...inbound, from: `+${number}` } };
}
