import { isEmailAddress } from '../../core/register/email-address.ts';
import { normalizeNumber } from '../../core/register/number.ts';
import { wallText } from '../../core/time/format.ts';
import { zoneNamed } from '../../core/time/zone.ts';
import { numberFor, zoneFor } from '../../core/world/contact.ts';
import { numberAdvice } from '../../imports/advice.ts';
import { countryOf, gatewayFor, recordOf } from './contacts.ts';
import type { LiveSession } from './live-session.ts';
import { NO_LANGUAGES, textLanguages } from './text-languages.ts';

/** What HQ makes of one property, and what comes of it later. */
export interface Finding {
  readonly property: string;
  readonly found: string;
  readonly becomes: string;
  readonly level: 'ok' | 'warning' | 'error';
  readonly message: string;
  /** The code that HQ will report. */
  readonly laterError?: string;
}

/** The six properties that messaging reads, as HQ would take them now. */
export function checkCase(session: LiveSession, properties: ReadonlyMap<string, string>): Finding[] {
  return [
    numberFinding(session, properties),
    verifiedFinding(properties),
    gatewayFinding(session, properties),
    zoneFinding(session, properties),
    languageFinding(session, properties),
    emailFinding(properties),
  ];
}

type Given = ReadonlyMap<string, string>;

function worldAndRecord(session: LiveSession, properties: Given) {
  const { world } = session.theatre.engine.stage;
  const seed = { key: ' new', project: world.project.name, type: '', name: '', properties };
  return { world, record: recordOf(seed, world) };
}

function numberFinding(session: LiveSession, properties: Given): Finding {
  const property = 'contact_phone_number';
  const found = properties.get(property) ?? '';
  const { world } = worldAndRecord(session, properties);
  const { normalized, sendable } = normalizeNumber(found, world.project.hq);
  if (!sendable || normalized === null) {
    const message = found === '' ? 'no SMS can be sent' : 'not a number that HQ can send to';
    return {
      property,
      found,
      becomes: 'no number',
      level: found === '' ? 'warning' : 'error',
      message,
      laterError: 'NO_PHONE_NUMBER',
    };
  }
  const country = countryOf(normalized);
  const becomes = country === undefined ? normalized : `${normalized} (${country})`;
  const advice = numberAdvice(normalized);
  if (world.optedOut.get(normalized)?.out) {
    const message = 'the number has opted out';
    return { property, found, becomes, level: 'error', message, laterError: 'PHONE_NUMBER_OPTED_OUT' };
  }
  if (advice)
    return { property, found, becomes, level: 'warning', message: `${advice.message}; ${advice.hint}` };
  return { property, found, becomes, level: 'ok', message: `sent to ${becomes}` };
}

function verifiedFinding(properties: Given): Finding {
  const property = 'contact_phone_number_is_verified';
  const found = properties.get(property) ?? '';
  if (found === '1') {
    const message = 'the contact can reply, unless somebody else owns the number';
    return { property, found, becomes: 'two-way', level: 'ok', message };
  }
  const message = found === '' ? 'texts go out; replies belong to nobody' : 'only 1 makes a number two-way';
  return { property, found, becomes: 'one-way', level: found === '' ? 'ok' : 'warning', message };
}

function gatewayFinding(session: LiveSession, properties: Given): Finding {
  const property = 'contact_backend_id';
  const found = properties.get(property) ?? '';
  const { world, record } = worldAndRecord(session, properties);
  const choice = numberFor(world, record);
  if (!choice) {
    return { property, found, becomes: 'no gateway', level: 'ok', message: 'there is no number to send to' };
  }
  const { name, because } = gatewayFor(world, record, choice);
  if (name !== null) return { property, found, becomes: name, level: 'ok', message: because };
  const laterError = found === '' ? 'NO_SUITABLE_GATEWAY' : 'GATEWAY_NOT_FOUND';
  return { property, found, becomes: 'no gateway', level: 'error', message: because, laterError };
}

function zoneFinding(session: LiveSession, properties: Given): Finding {
  const property = 'time_zone';
  const found = properties.get(property) ?? '';
  const { world, record } = worldAndRecord(session, properties);
  const { zone, because } = zoneFor(world, record, false);
  const becomes = `${zone.name}, now ${wallText(zone, world.now)}`;
  const isOk = found === '' || zoneNamed(found) !== undefined;
  return { property, found, becomes, level: isOk ? 'ok' : 'warning', message: because };
}

function languageFinding(session: LiveSession, properties: Given): Finding {
  const property = 'language_code';
  const found = properties.get(property) ?? '';
  const { world } = worldAndRecord(session, properties);
  const first = world.project.languages[0]!;
  const lacking = session.plan.alerts
    .filter((alert) => {
      const languages = textLanguages(alert);
      return languages !== NO_LANGUAGES && !languages.has(found || first) && !languages.has('*');
    })
    .map(({ key }) => key);
  const becomes = found || `${first} (the project's first)`;
  if (lacking.length === 0)
    return { property, found, becomes, level: 'ok', message: 'every alert has a text' };
  const message = `no text of its own in: ${lacking.slice(0, 12).join(', ')}; language_fallback ${world.project.languageFallback} decides`;
  const later = world.project.languageFallback === 'NONE' ? { laterError: 'NO_MESSAGE' } : {};
  return { property, found, becomes, level: later.laterError ? 'error' : 'warning', message, ...later };
}

function emailFinding(properties: Given): Finding {
  const property = 'commcare_email_address';
  const found = properties.get(property) ?? '';
  if (found.trim() === '') {
    const message = 'no email can be sent';
    return { property, found, becomes: 'no address', level: 'ok', message, laterError: 'NO_EMAIL_ADDRESS' };
  }
  if (isEmailAddress(found))
    return { property, found, becomes: found, level: 'ok', message: `sent to ${found}` };
  const message = 'not one plain address';
  return {
    property,
    found,
    becomes: found,
    level: 'error',
    message,
    laterError: 'ERROR_INVALID_EMAIL_ADDRESS',
  };
}
