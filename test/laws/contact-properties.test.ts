import { fc, test as law } from '@fast-check/vitest';
import { expect } from 'vitest';
import { gatewayCatalogue } from '../../mock-gateways/index.ts';
import { inProcessGateways } from '../../src/adapters/in-process.ts';
import { zoneFor } from '../../src/core/contact/contact.ts';
import { steadyHandover } from '../../src/core/dispatch/process.ts';
import { decideSend, draftOf } from '../../src/core/dispatch/send.ts';
import { originOf, sendTo } from '../../src/core/engine/handle-due.ts';
import { contactProperties } from '../../src/core/model/contact-properties.ts';
import type { Plan } from '../../src/core/model/plan.ts';
import type { Instance } from '../../src/core/state/instances.ts';
import { messageOf } from '../../src/core/state/outbox.ts';
import type { SimulationState } from '../../src/core/state/simulation-state.ts';
import { zoneOfRunning } from '../../src/core/trigger/schedule-context-for.ts';
import { openRun } from '../../src/open-run.ts';
import { anyProgramme, programmeText } from '../helpers/any-programme.ts';
import { plansFrom } from '../helpers/plans-from.ts';

/** Properties that take down what is asked of them. */
class AskedProperties extends Map<string, string> {
  readonly asked = new Set<string>();

  override get(name: string): string | undefined {
    this.asked.add(name);
    return super.get(name);
  }

  override has(name: string): boolean {
    this.asked.add(name);
    return super.has(name);
  }
}

/** What is asked of a case to decide a text of its alert in words that are the same for everybody. */
function askedOf(state: SimulationState, instance: Instance): ReadonlySet<string> {
  const { record, source, position } = instance;
  const content = source.def.schedule.events[position.event]?.content;
  if (record === undefined || content?.kind !== 'sms') return new Set();
  const properties = new AskedProperties(record.properties);
  const own = record.properties;
  record.properties = properties;
  const texts = new Map([...content.texts.keys()].map((language) => [language, 'The same for everybody']));
  const send = sendTo(instance, originOf(state, instance, zoneOfRunning(state, instance)), record);
  const decision = decideSend(state, send, texts);
  if (decision.kind === 'queue')
    steadyHandover(
      state,
      messageOf(draftOf(send, decision), { slot: -1, rank: 0, id: '', now: state.world.now }),
    );
  zoneFor(state.world, record, false, record.project);
  // A number of the United States needs consent where the project enforces that.
  properties.set('contact_phone_number', '12065550123');
  state.world.project = { ...state.world.project, usOptIn: 'enforce' };
  decideSend(state, send, texts);
  record.properties = own;
  return properties.asked;
}

law.prop([anyProgramme, fc.integer({ min: 1, max: 14 })], { numRuns: 300 })(
  'whether, where and how a contact is written to is read from the properties that are listed for it, and no others',
  (programme, days) => {
    let plan: Plan;
    try {
      plan = plansFrom(programmeText(programme))[0]!;
    } catch {
      return fc.pre(false);
    }
    const { engine, gateways } = openRun(plan, {
      gateways: (options) => inProcessGateways(gatewayCatalogue, options),
      observe: () => {},
    });
    const limit = plan.startsAt + days * 86_400_000;
    for (let handover = engine.next(limit); handover; handover = engine.next(limit))
      engine.settle(handover, gateways.deliver(handover));
    const all = engine.state.sources.flatMap(({ instances }) => [...instances.values()].flat());
    for (const instance of all)
      for (const property of askedOf(engine.state, instance)) expect(contactProperties).toContain(property);
  },
  60_000,
);
