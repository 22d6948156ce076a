/** Which `inbound` rule matches a text: the conditions of any rule, with the phone as sender. */

import type { Fault, Gateway } from '../../core/model/gateway.ts';
import type { Plan } from '../../core/model/plan.ts';
import type { Act, TimelineEntry } from '../../core/model/timeline.ts';
import { zoneOfProject } from '../../core/time/zone.ts';
import { Attempts, bareNumber, messageKey } from './attempts.ts';
import { Conditions } from './conditions.ts';
import { type Rule, type RuleClock, ruleFrom } from './rule.ts';

/** What a rule may ask about. */
export type InboundPlan = Pick<
  Plan,
  'timeline' | 'gateways' | 'cases' | 'users' | 'seed' | 'startsAt' | 'project'
>;

type Text = Extract<Act, { verb: 'inbound' }>;

const PHONE = 'contact_phone_number';

/** Walks a timeline in order: gateways are edited and numbers change on the way. */
export class InboundRules {
  private readonly gateways: Map<string, Gateway>;
  private readonly phones: Map<string, string>;
  private readonly clock: RuleClock;
  private readonly seed: number;
  private readonly known = new Map<readonly Fault[], RulesOfGateway>();

  constructor({ gateways, cases, users, seed, startsAt, project }: InboundPlan) {
    this.gateways = new Map(gateways.map((gateway) => [gateway.name, gateway]));
    this.phones = new Map([
      ...[...users].map(([key, { phones }]): [string, string] => [`user ${key}`, phones[0] ?? '']),
      ...[...cases].map(([key, { properties }]): [string, string] => [
        `case ${key}`,
        properties.get(PHONE) ?? '',
      ]),
    ]);
    this.seed = seed;
    this.clock = { zone: zoneOfProject(project), startsAt };
  }

  /** What the first rule that holds does to the text; other entries are taken note of. */
  faultFor({ at, act }: TimelineEntry): Readonly<Record<string, unknown>> | undefined {
    if (act.verb === 'gateway') this.gateways.set(act.gateway.name, act.gateway);
    if (act.verb === 'user') for (const { key, phones } of act.users) this.dial(`user ${key}`, phones[0]);
    if (act.verb === 'update')
      for (const { key, set } of act.changes) this.dial(`case ${key}`, set.get(PHONE));
    const gateway = act.verb === 'inbound' ? this.gateways.get(act.via ?? '') : undefined;
    if (act.verb !== 'inbound' || gateway === undefined) return undefined;
    return this.rulesOf(gateway)?.faultFor(gateway, this.senderOf(act), act.text, at);
  }

  private dial(who: string, phone: string | undefined): void {
    if (phone !== undefined) this.phones.set(who, phone);
  }

  private senderOf({ from, fromKind }: Text): string {
    const number = fromKind === 'number' ? from : (this.phones.get(`${fromKind} ${from}`) ?? '');
    return number.replace(/\D/g, '');
  }

  private rulesOf({ faults }: Gateway): RulesOfGateway | undefined {
    const known = this.known.get(faults);
    if (known) return known;
    const fresh = textRulesOf(faults, this.seed, this.clock);
    if (fresh) this.known.set(faults, fresh);
    return fresh;
  }
}

/** The `inbound` rules of one gateway; undefined: it has none. */
export function textRulesOf(
  faults: readonly Fault[],
  seed: number,
  clock: RuleClock,
): RulesOfGateway | undefined {
  const rules = faults.filter(({ action }) => action === 'inbound').map((rule) => ruleFrom(rule, clock));
  return rules.length === 0 ? undefined : new RulesOfGateway(rules, seed);
}

/** The rules with their counts for each sender. */
export class RulesOfGateway {
  private readonly rules: readonly Rule[];
  private readonly conditions: Conditions;
  private readonly texts = new Attempts();

  constructor(rules: readonly Rule[], seed: number) {
    this.rules = rules;
    this.conditions = new Conditions(seed);
  }

  faultFor(gateway: Gateway, from: string, text: string, at: number): Rule['fields'] | undefined {
    const messageAttempt = this.texts.next(messageKey({ channel: 'sms', to: from, text }));
    const handover = { id: '', attempt: 1, at, gateway, channel: 'sms', from, text } as const;
    return this.rules.find((rule) =>
      ourNumbers(gateway).some((to) =>
        this.conditions.holds(rule, { handover: { ...handover, to }, messageAttempt }, from),
      ),
    )?.fields;
  }
}

/** The number that is texted: any of the gateway's. */
const ourNumbers = ({ numbers }: Gateway): readonly string[] =>
  numbers.length === 0 ? [''] : numbers.map(bareNumber);
