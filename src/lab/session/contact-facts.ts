/** Single facts of a contact: its country, its gateway, and a case as it would be. */
import parsePhoneNumber from 'libphonenumber-js/max';
import type { NumberChoice } from '../../core/contact/contact.ts';
import { routeAtEnqueue, routeAtProcessing } from '../../core/dispatch/route-message.ts';
import type { CaseSeed } from '../../core/model/case.ts';
import type { CaseRecord, Party } from '../../core/state/records.ts';
import type { World } from '../../core/state/world.ts';
import { gatewayText } from '../../report/because-text.ts';

/** A case that does not exist yet, as it would be. */
export function recordOf(
  seed: Pick<CaseSeed, 'key' | 'project' | 'type' | 'name' | 'properties'>,
  world: World,
): CaseRecord {
  return {
    kind: 'case',
    key: seed.key,
    project: seed.project,
    caseId: '',
    ordinal: 0,
    openedAt: world.now,
    type: seed.type,
    name: seed.name,
    properties: new Map(seed.properties),
    ownProperties: undefined,
    owner: undefined,
    parents: [],
    externalId: undefined,
    lastModifiedBy: undefined,
    closed: false,
    deleted: false,
    serverModifiedAt: world.now,
    version: 0,
    contactVersion: 0,
  };
}

/** The gateway that a contact's next message takes, and the rule that says so. */
export function gatewayFor(world: World, party: Party, number: NumberChoice) {
  const early = routeAtEnqueue(world, party, number);
  if ('problem' in early) return { name: null, because: early.problem, code: 'GATEWAY_NOT_FOUND' };
  const route = early.gateway ? early : routeAtProcessing(world, party.project, number.number);
  if ('problem' in route) return { name: null, because: route.problem, code: 'NO_SUITABLE_GATEWAY' };
  return { name: route.gateway?.name ?? null, because: route.because ? gatewayText(route.because) : '' };
}

/** Two letters of the country that a number belongs to. */
export const countryOf = (digits: string): string | undefined => parsePhoneNumber(`+${digits}`)?.country;
