import { numberFor, ownZone, zoneFor } from '../../core/contact/contact.ts';
import { isEmailAddress } from '../../core/contact/email-address.ts';
import { isVerifiedFlag, normalizeNumber } from '../../core/contact/number.ts';
import { numberText } from '../../core/contact/number-text.ts';
import { UNTRANSLATED } from '../../core/model/texts.ts';
import { chooseText, type Languages } from '../../core/render/language.ts';
import type { CaseRecord } from '../../core/state/records.ts';
import type { World } from '../../core/state/world.ts';
import { wallText } from '../../core/time/format.ts';
import { zoneHint } from '../../core/time/zone-hint.ts';
import { zoneText } from '../../report/because-text.ts';
import { readable } from './check-case-words.ts';
import { countryOf, gatewayFor, recordOf } from './contact-facts.ts';
import type { LiveSession } from './live-session.ts';
import { textsOf } from './texts-of.ts';

/** What HQ makes of one property, and what comes of it later. */
export interface PropertyCheck {
  readonly property: string;
  readonly found: string;
  readonly becomes: string;
  readonly level: 'ok' | 'warning' | 'error';
  readonly message: string;
  /** The code that HQ will report. */
  readonly laterError?: string;
}

/** The alerts that a finding names; the rest is counted by nobody. */
const ALERTS_NAMED_MAX = 12;

/**
 * The six properties that messaging reads, as HQ would take them now. `key` is the case that is being edited:
 * its own number is not taken from it.
 */
export function checkCase(
  session: LiveSession,
  properties: ReadonlyMap<string, string>,
  key?: string,
): PropertyCheck[] {
  const { world } = session.liveRun.engine.state;
  const seed = { key: key ?? ' new', project: world.project.name, type: '', name: '', properties };
  const given: Given = { session, world, properties, record: recordOf(seed, world), key };
  return Object.values(findings).map((find) => find(given));
}

/** What a check goes by: a case as it would be, in the world as it is. */
interface Given {
  readonly session: LiveSession;
  readonly world: World;
  readonly properties: ReadonlyMap<string, string>;
  readonly record: CaseRecord;
  readonly key: string | undefined;
}

function number({ world, properties }: Given): PropertyCheck {
  const property = 'contact_phone_number';
  const found = properties.get(property) ?? '';
  const { normalized, sendable } = normalizeNumber(found, world.project.hq);
  const odd = world.adviser?.oddNumber(found);
  if (!sendable || normalized === null) {
    const [level, message] =
      found === ''
        ? (['warning', 'no SMS can be sent'] as const)
        : (['error', ['not a number that HQ can send to', odd?.hint].filter(Boolean).join('; ')] as const);
    return { property, found, becomes: 'no number', level, message, laterError: 'NO_PHONE_NUMBER' };
  }
  const country = countryOf(normalized);
  const becomes = country === undefined ? numberText(normalized) : `${numberText(normalized)} (${country})`;
  if (world.optedOut.get(normalized)?.out) {
    const message = 'the number has opted out';
    return { property, found, becomes, level: 'error', message, laterError: 'PHONE_NUMBER_OPTED_OUT' };
  }
  if (odd) return { property, found, becomes, level: 'warning', message: `${odd.becomes}; ${odd.hint}` };
  const advice = world.adviser?.advice(normalized);
  if (advice)
    return { property, found, becomes, level: 'warning', message: `${advice.message}; ${advice.hint}` };
  return { property, found, becomes, level: 'ok', message: `sent to ${becomes}` };
}

function verified(given: Given): PropertyCheck {
  const { world, properties } = given;
  const ownership = ownershipOf(given);
  const { normalized } = normalizeNumber(properties.get('contact_phone_number'), world.project.hq);
  const { usOptIn } = world.project;
  const isUs = normalized !== null && world.adviser?.isUs(normalized) === true;
  if (usOptIn === 'off' || !isUs || ownership.found === '1') return ownership;
  const message = 'a US number without consent: store 1 when the person agrees';
  if (usOptIn !== 'enforce') return { ...ownership, level: 'warning', message };
  return { ...ownership, level: 'error', message, laterError: 'US_OPT_IN_MISSING' };
}

/** Whether replies would belong to the contact. */
function ownershipOf({ world, properties, key }: Given): PropertyCheck {
  const property = 'contact_phone_number_is_verified';
  const found = properties.get(property) ?? '';
  const { hq } = world.project;
  const { normalized, canBeTwoWay } = normalizeNumber(properties.get('contact_phone_number'), hq);
  const oneWay = { property, found, becomes: 'one-way' } as const;
  if (!isVerifiedFlag(found, hq))
    return { ...oneWay, level: 'ok', message: 'texts go out; replies belong to nobody' };
  if (!canBeTwoWay || normalized === null)
    return { ...oneWay, level: 'warning', message: 'there is no number that could be two-way' };
  const holder = world.phones.reserved(normalized)?.owner;
  if (holder !== undefined && holder !== key)
    return { ...oneWay, level: 'warning', message: `${holder} has the number: replies belong to ${holder}` };
  const twoWay = { property, found, becomes: 'two-way' } as const;
  if (found === '1') return { ...twoWay, level: 'ok', message: 'the contact can reply' };
  return { ...twoWay, level: 'warning', message: 'any text counts as verified, this one too; store 1' };
}

function gateway({ world, properties, record }: Given): PropertyCheck {
  const property = 'contact_backend_id';
  const found = properties.get(property) ?? '';
  const choice = numberFor(world, record);
  if (!choice) {
    return { property, found, becomes: 'no gateway', level: 'ok', message: 'there is no number to send to' };
  }
  const { name, because, code } = gatewayFor(world, record, choice);
  if (name !== null) return { property, found, becomes: name, level: 'ok', message: because };
  const laterError = code === undefined ? {} : { laterError: code };
  return { property, found, becomes: 'no gateway', level: 'error', message: because, ...laterError };
}

function zone({ world, properties, record }: Given): PropertyCheck {
  const property = 'time_zone';
  const found = properties.get(property) ?? '';
  const { zone: chosen, because } = zoneFor(world, record, false);
  const becomes = `${chosen.name}, now ${wallText(chosen, world.now)}`;
  const isOk = found === '' || ownZone(record, world.plan.project.zones) !== undefined;
  const hint = isOk ? undefined : zoneHint(found);
  const message = [zoneText(because), hint].filter((part) => part !== undefined).join('; ');
  return { property, found, becomes, level: isOk ? 'ok' : 'warning', message };
}

function language({ session, world, properties }: Given): PropertyCheck {
  const property = 'language_code';
  const found = properties.get(property) ?? '';
  const { languages, languageFallback } = world.project;
  const first = languages[0]!;
  const silent = new Set<string>();
  const elsewhere = new Set<string>();
  for (const { def, exists } of session.liveRun.engine.state.sources) {
    if (!exists || def.kind !== 'alert') continue;
    const wanted: Languages = { contact: found, schedule: def.defaultLanguage, project: first };
    for (const texts of textsOf(def.schedule)) {
      const choice = chooseText(texts, wanted, languageFallback);
      if (choice === undefined) silent.add(def.key);
      else if (choice.language !== UNTRANSLATED && choice.language !== (found || first))
        elsewhere.add(def.key);
    }
  }
  const becomes = found === '' ? `${first} (the project's first)` : readable(found);
  if (silent.size > 0) {
    const message = `no words that language_fallback ${languageFallback} allows in: ${named(silent)}`;
    return { property, found, becomes, level: 'error', message, laterError: 'NO_MESSAGE' };
  }
  if (elsewhere.size > 0) {
    const message = `words of another language in: ${named(elsewhere)}`;
    return { property, found, becomes, level: 'warning', message };
  }
  return { property, found, becomes, level: 'ok', message: 'every alert has words for it' };
}

/** The check of each property. */
export const findings = { number, verified, gateway, zone, language, email } as const;

const named = (alerts: ReadonlySet<string>): string => [...alerts].slice(0, ALERTS_NAMED_MAX).join(', ');

function email({ world, properties }: Given): PropertyCheck {
  const property = 'commcare_email_address';
  const found = properties.get(property) ?? '';
  if (found.trim() === '') {
    const message = 'no email can be sent';
    return { property, found, becomes: 'no address', level: 'ok', message, laterError: 'NO_EMAIL_ADDRESS' };
  }
  const wrong = { property, found, becomes: readable(found), level: 'error' } as const;
  if (!isEmailAddress(found))
    return { ...wrong, message: 'not one plain address', laterError: 'ERROR_INVALID_EMAIL_ADDRESS' };
  if (world.bounced.has(found))
    return { ...wrong, message: 'mail to it has bounced', laterError: 'EMAIL_BOUNCED' };
  return { property, found, becomes: found, level: 'ok', message: `sent to ${found}` };
}
