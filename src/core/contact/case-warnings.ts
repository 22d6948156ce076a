import { gatewayByName } from '../route/choose-gateway.ts';
import type { CaseRecord } from '../state/records.ts';
import type { World } from '../state/world.ts';
import { strip } from '../text/python-text.ts';
import { zoneNamed } from '../time/zone.ts';
import { zoneHint } from '../time/zone-hint.ts';
import { normalizeNumber } from './number.ts';

/** What HQ accepts in silence when a case is saved, and a tester must know. Told once per value. */
export function caseWarnings(world: World, record: CaseRecord, changed: readonly string[] | undefined): void {
  if (record.closed || !changed) return;
  for (const property of changed) {
    const check = checks.get(property);
    const value = record.properties.get(property);
    if (check && value !== undefined && value !== '') check(world, record, value);
  }
}

type Check = (world: World, record: CaseRecord, value: string) => void;

const checks: ReadonlyMap<string, Check> = new Map<string, Check>([
  ['contact_phone_number', checkNumber],
  ['contact_phone_number_is_verified', checkVerified],
  ['time_zone', checkZone],
  ['language_code', checkLanguage],
  ['contact_backend_id', checkGateway],
]);

function checkNumber(world: World, record: CaseRecord, value: string): void {
  const { normalized, sendable } = normalizeNumber(value, world.projectNamed(record.project).hq);
  if (normalized === null || !sendable) {
    const isExcel = /^\d(\.\d+)?E\+?\d+$/i.test(strip(value));
    const why = isExcel ? 'Excel has cut it' : 'HQ reads no phone number in it';
    warn(
      world,
      record,
      'NUMBER_NOT_READ',
      `contact_phone_number "${value}": ${why}`,
      'store all digits, country code first',
    );
    return;
  }
  const advice = world.adviser?.advice(normalized);
  if (advice) warn(world, record, advice.code, advice.message, advice.hint);
  if (world.project.usOptIn !== 'off' && world.adviser?.isUs(normalized)) checkConsent(world, record);
}

function checkConsent(world: World, record: CaseRecord): void {
  if (record.properties.get('contact_phone_number_is_verified') === '1') return;
  warn(
    world,
    record,
    'US_OPT_IN_MISSING',
    'a US number without consent',
    'store 1 in contact_phone_number_is_verified when the person agrees',
  );
}

function checkVerified(world: World, record: CaseRecord, value: string): void {
  if (value === '1') return;
  warn(
    world,
    record,
    'VERIFIED_FLAG_ODD',
    `contact_phone_number_is_verified "${value}" counts as verified: any text does`,
    'store 1, or nothing',
  );
}

function checkZone(world: World, record: CaseRecord, value: string): void {
  if (zoneNamed(value)) return;
  warn(
    world,
    record,
    'UNKNOWN_ZONE',
    `time_zone "${value}" is not a zone: the project's (${world.projectNamed(record.project).timeZone}) is used`,
    zoneHint(value) ?? 'use an IANA name such as Africa/Nairobi',
  );
}

function checkLanguage(world: World, record: CaseRecord, value: string): void {
  const { languages } = world.projectNamed(record.project);
  if (languages.includes(value)) return;
  warn(
    world,
    record,
    'LANGUAGE_NOT_IN_PROJECT',
    `language_code "${value}" is not one of the project's: ${languages.join(', ')}`,
    'codes are compared exactly',
  );
}

function checkGateway(world: World, record: CaseRecord, value: string): void {
  if (strip(value) === '' || 'gateway' in gatewayByName(value, record.project, world.gateways)) return;
  warn(
    world,
    record,
    'GATEWAY_UNKNOWN',
    `contact_backend_id "${value}" names no gateway of the project: messages will end in GATEWAY_NOT_FOUND`,
    'HQ never falls back to the default',
  );
}

function warn(world: World, record: CaseRecord, code: string, message: string, hint?: string): void {
  world.note({ kind: 'warning', code, message, hint, about: { case: record.key } });
}
