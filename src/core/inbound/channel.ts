import type { NumberChoice } from '../contact/contact.ts';
import { routeAtEnqueue, routeAtProcessing } from '../dispatch/route-message.ts';
import type { Party } from '../state/records.ts';
import type { SimulationState } from '../state/simulation-state.ts';
import { channelKey } from '../state/survey-sessions.ts';

/**
 * The gateway and number that a survey needs for itself where one number has many contacts (docs/hq/contacts-and-messages.md#s4-8); undefined: the contact's project has no such numbers.
 */
export function channelOf(
  { world }: SimulationState,
  party: Party,
  number: NumberChoice,
): string | undefined {
  if (!world.projectNamed(party.project).oneNumberManyContacts || !number.twoWay) return undefined;
  const route = routeAtEnqueue(world, party, number);
  if ('problem' in route) return channelKey('', number.number);
  const whole = route.gateway ? route : routeAtProcessing(world, party.project, number.number);
  return channelKey('problem' in whole ? '' : (whole.gateway?.name ?? ''), number.number);
}
