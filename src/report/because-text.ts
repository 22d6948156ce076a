/** Evidence in words: which rule chose the zone, the language, the number and the gateway. */

import type {
  Because,
  GatewayClaim,
  GatewayEvidence,
  LanguageEvidence,
  NumberEvidence,
  ZoneEvidence,
} from '../core/model/because.ts';
import { codePointsNamed } from '../core/render/visible.ts';

/** `zone`, `language`, `number` and `gateway`, each that is known, as a sentence. */
export function becauseText({ zone, language, number, gateway }: Because): {
  readonly zone?: string;
  readonly language?: string;
  readonly number?: string;
  readonly gateway?: string;
} {
  return {
    ...(zone && { zone: zoneText(zone) }),
    ...(language && { language: languageText(language) }),
    ...(number && { number: numberText(number) }),
    ...(gateway && { gateway: gatewayText(gateway) }),
  };
}

/** `Asia/Kolkata: the project's` */
export function zoneText({ name, from, ignored }: ZoneEvidence): string {
  const passedOver = ignored
    ? ` (${zoneOwners[ignored.from]} "${codePointsNamed(ignored.value)}" is no zone)`
    : '';
  return `${name}: ${zoneOwners[from]}${passedOver}`;
}

const zoneOwners: Readonly<Record<ZoneEvidence['from'], string>> = {
  case: "the contact's time_zone",
  user: "the user's time_zone",
  utc: "the alert's utc_default",
  project: "the project's",
};

/** `hin: the contact's language_code; no words in en` */
function languageText({ code, from, missing = [] }: LanguageEvidence): string {
  const without = missing.length > 0 ? `; no words in ${missing.join(', ')}` : '';
  return `${code}: ${languageSources[from]}${without}`;
}

/** Whose language a text was chosen in. */
export const languageSources: Readonly<Record<LanguageEvidence['from'], string>> = {
  contact: "the contact's language_code",
  alert: "the alert's default_language",
  project: "the project's default language",
  untranslated: 'the untranslated words',
  only: 'the only words there are',
};

const numberText = ({ from }: NumberEvidence): string => numberSources[from];

const numberSources: Readonly<Record<NumberEvidence['from'], string>> = {
  two_way: 'two-way entry',
  shared: 'an entry of a number with many contacts',
  contact_phone_number: 'contact_phone_number, one-way',
  user: "the user's first number, one-way",
  user_case: "the user case's number",
  number: 'the number itself',
  inbound: 'the number it came from',
  verification: 'the number to verify',
  forwarding: "the contact's own number: HQ forwards to it",
};

/** `global prefix 91, over GW_WORLD (global catch-all *)` */
export function gatewayText({ losers = [], ...claim }: GatewayEvidence): string {
  const over = losers.map((loser) => `${loser.name} (${loserText(loser)})`).join(', ');
  return over === '' ? claimText(claim) : `${claimText(claim)}, over ${over}`;
}

function claimText({ rule, scope, prefix }: GatewayClaim): string {
  switch (rule) {
    case 'contact_backend_id':
      return `contact_backend_id names it: ${ownerWords(scope)}`;
    case 'prefix':
      return `${scope} prefix ${prefix}`;
    case 'catch_all':
      return `${scope} catch-all *`;
    default:
      return ruleWords[rule];
  }
}

const loserText = (claim: GatewayClaim): string =>
  claim.rule === 'contact_backend_id' ? ownerWords(claim.scope) : claimText(claim);

const ownerWords = (scope: GatewayClaim['scope']): string =>
  scope === 'project' ? "the project's own" : scope === 'shared' ? 'shared with the project' : 'global';

const ruleWords = {
  inbound: 'the gateway it came by',
  sender: 'the sender chose it',
  forwarding: 'the forwarding rule',
  email_gateway: "the project's email_gateway",
  only_email_gateway: 'the only smtp gateway',
  first_email_gateway: 'the first of several smtp gateways',
  hq_email: "HQ's own sender: no smtp gateway is given",
} as const;
