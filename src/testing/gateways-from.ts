import type { Gateway } from '../core/model/gateway.ts';
import { defineScenario, readScenario, type Scenario } from '../index.ts';
import type { GatewayDefinition } from '../scenario/generated/scenario-definition.ts';

/** A gateway as a scenario writes it: its kind, and the keys of that kind. */
export type GatewayOptions = GatewayDefinition;

/** A scenario has a start; gateways on sockets live in real time. */
const STARTS = '2026-01-01 00:00';

/**
 * The gateways that a test asks for, in their order.
 * @throws ScenarioError when one is not sound; Error when there are none.
 */
export function gatewaysFrom(
  given: Readonly<Record<string, GatewayOptions>> | Scenario | string,
): readonly Gateway[] {
  const gateways = scenarioOf(given).plans[0]?.gateways.filter(({ deleted }) => !deleted) ?? [];
  if (gateways.length === 0)
    throw new Error('there are no gateways: name one, { TWILIO: { type: "twilio" } }');
  return gateways;
}

function scenarioOf(given: Readonly<Record<string, GatewayOptions>> | Scenario | string): Scenario {
  if (typeof given === 'string') return readScenario(given);
  return isScenario(given)
    ? given
    : defineScenario({ scenario: 'gateways', starts: STARTS, gateways: given });
}

const isScenario = (given: Readonly<Record<string, GatewayOptions>> | Scenario): given is Scenario =>
  'plans' in given && Array.isArray(given.plans);
