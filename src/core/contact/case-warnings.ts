import type { Gateway } from '../model/gateway.ts';
import type { Instant } from '../model/instant.ts';
import type { Plan } from '../model/plan.ts';
import type { Project } from '../model/project.ts';
import type { WarningCode } from '../model/warning-codes.ts';
import { codePointsNamed } from '../render/visible.ts';
import { gatewayByName } from '../route/choose-gateway.ts';
import type { CaseRecord } from '../state/records.ts';
import type { OddValue, ValueAdviser, World } from '../state/world.ts';
import { lower } from '../text/letter-case.ts';
import { strip } from '../text/python-text.ts';
import { zoneNamed } from '../time/zone.ts';
import { zoneHint } from '../time/zone-hint.ts';
import { datePropertiesOf, typeKey } from './date-properties.ts';
import { dateUseOf, type PropertyReaders } from './date-use.ts';
import { normalizeNumber } from './number.ts';
import { startDateAdvice } from './start-date-advice.ts';

/** What a value of a case is held against: the world of a run, or a plan that has not begun. */
export interface Surroundings {
  readonly plan: Pick<Plan, 'project'> & PropertyReaders;
  readonly project: Project;
  readonly gateways: readonly Gateway[];
  readonly adviser: ValueAdviser | undefined;
  readonly now: Instant;
  projectNamed(name: string): Project;
}

/** A case, registered or not. */
export type Subject = Pick<CaseRecord, 'project' | 'type'> & {
  readonly properties: ReadonlyMap<string, string>;
};

export interface ValueWarning {
  readonly code: WarningCode;
  readonly message: string;
  readonly hint?: string;
}

/** What HQ accepts in silence when a case is saved, and a tester must know. Noted once per value. */
export function caseWarnings(
  world: World,
  record: CaseRecord,
  changed: readonly string[] | undefined,
  isNew: boolean,
): void {
  if (record.closed || !changed) return;
  const isImported = isNew && world.plan.cases.get(record.key)?.isImported === true;
  for (const property of changed) {
    if (isImported && isReportedByImport(world, record, property)) continue;
    for (const { code, message, hint } of valueWarnings(world, record, property)) {
      world.note({ kind: 'warning', code, message, hint, about: { case: record.key } });
    }
  }
}

/** An import has reported such a value, row by row, under a code of its own. */
export function isReportedByImport(
  { adviser }: Surroundings,
  { properties }: Subject,
  property: string,
): boolean {
  const value = properties.get(property) ?? '';
  if (property === 'contact_phone_number') {
    return adviser?.oddNumber(value) !== undefined || /^\+?0/.test(strip(value));
  }
  return adviser?.oddProperty(property, value, false) !== undefined;
}

/** What there is to say of one value of a case; mostly nothing. */
export function valueWarnings(
  around: Surroundings,
  subject: Subject,
  property: string,
): readonly ValueWarning[] {
  const value = subject.properties.get(property);
  if (value === undefined || value === '') return none;
  const check = checks.get(property) ?? checkDate;
  return check(around, subject, value, property);
}

type Check = (
  around: Surroundings,
  subject: Subject,
  value: string,
  property: string,
) => readonly ValueWarning[];

const none: readonly ValueWarning[] = [];

const checks: ReadonlyMap<string, Check> = new Map<string, Check>([
  ['contact_phone_number', checkNumber],
  ['contact_phone_number_is_verified', checkVerified],
  ['time_zone', checkZone],
  ['language_code', checkLanguage],
  ['contact_backend_id', checkGateway],
]);

function checkNumber(around: Surroundings, subject: Subject, value: string): readonly ValueWarning[] {
  const { adviser, project } = around;
  const { normalized, sendable } = normalizeNumber(value, around.projectNamed(subject.project).hq);
  const odd = adviser?.oddNumber(value);
  if (normalized === null || !sendable) {
    const becomes = odd?.becomes ?? 'HQ reads no phone number: NO_PHONE_NUMBER';
    const hint = odd?.hint ?? 'write digits only, country code first';
    return [
      { code: 'NUMBER_NOT_READ', message: describeValue('contact_phone_number', value, becomes), hint },
    ];
  }
  if (odd) return [{ ...odd, message: describeValue('contact_phone_number', value, odd.becomes) }];
  const advice = adviser?.advice(normalized);
  const lacksConsent = project.usOptIn !== 'off' && adviser?.isUs(normalized) && !hasConsented(subject);
  return [...(advice ? [advice] : none), ...(lacksConsent ? [noConsent] : none)];
}

/** A value with every character that cannot be seen named. */
const describeValue = (property: string, value: string, becomes: string): string =>
  `${property} "${codePointsNamed(value)}": ${becomes}`;

const hasConsented = ({ properties }: Subject): boolean =>
  properties.get('contact_phone_number_is_verified') === '1';

const noConsent: ValueWarning = {
  code: 'US_OPT_IN_MISSING',
  message: 'a US number without consent',
  hint: 'store 1 in contact_phone_number_is_verified when the person agrees',
};

function checkVerified(_around: Surroundings, _subject: Subject, value: string): readonly ValueWarning[] {
  if (value === '1') return none;
  const message = describeValue('contact_phone_number_is_verified', value, '').slice(0, -2);
  return [
    {
      code: 'VERIFIED_FLAG_ODD',
      message: `${message} counts as verified: any text does`,
      hint: 'store 1, or nothing',
    },
  ];
}

function checkZone(around: Surroundings, { project }: Subject, value: string): readonly ValueWarning[] {
  if (zoneNamed(value)) return none;
  const instead = around.projectNamed(project).timeZone;
  return [
    {
      code: 'UNKNOWN_ZONE',
      message: `time_zone "${codePointsNamed(value)}" is not a zone: the project's (${instead}) is used`,
      hint: zoneHint(value) ?? 'use an IANA name such as Africa/Nairobi',
    },
  ];
}

function checkLanguage(around: Surroundings, { project }: Subject, value: string): readonly ValueWarning[] {
  const { languages } = around.projectNamed(project);
  if (languages.includes(value)) return none;
  const near = nearLanguage(value, languages);
  return [
    {
      code: 'LANGUAGE_NOT_IN_PROJECT',
      message: `language_code "${codePointsNamed(value)}" is not one of the project's: ${languages.join(', ')}`,
      hint: `${near === undefined ? '' : `did you mean "${near}"? `}codes are compared exactly`,
    },
  ];
}

/** The same in another letter case, or the other code of ISO 639: `swa` and `sw`. */
function nearLanguage(value: string, languages: readonly string[]): string | undefined {
  const small = lower(strip(value));
  if (small === '') return undefined;
  return languages.find((one) => one.startsWith(small) || small.startsWith(one));
}

function checkGateway(around: Surroundings, { project }: Subject, value: string): readonly ValueWarning[] {
  if (strip(value) === '' || 'gateway' in gatewayByName(value, project, around.gateways)) return none;
  const ends = 'names no gateway of the project: messages will end in GATEWAY_NOT_FOUND';
  return [
    {
      code: 'GATEWAY_UNKNOWN',
      message: `contact_backend_id "${codePointsNamed(value)}" ${ends}`,
      hint: 'HQ never falls back to the default',
    },
  ];
}

/** Dates that HQ does not read, and start dates that are hardly meant. */
function checkDate(
  around: Surroundings,
  subject: Subject,
  value: string,
  property: string,
): readonly ValueWarning[] {
  const { starts, all, names } = datePropertiesOf(around.plan);
  const type = names.has(property) ? typeKey(subject.project, subject.type) : undefined;
  const isDate = type !== undefined && all.get(type)?.has(property) === true;
  const odd = around.adviser?.oddProperty(property, value, isDate);
  if (odd) return oddDate(around, odd, value, property);
  if (type === undefined || !starts.get(type)?.has(property)) return none;
  const zone = subject.properties.get('time_zone') ?? around.projectNamed(subject.project).timeZone;
  const { normalized } = normalizeNumber(subject.properties.get('contact_phone_number'));
  const advice = startDateAdvice(value, around.now, { zone, number: normalized ?? '' });
  return advice ? [{ ...advice, message: `${property}: ${advice.message}` }] : none;
}

/** A date that only texts show is read by people; of one that nothing reads there is nothing to say. */
function oddDate(
  { plan }: Surroundings,
  odd: OddValue,
  value: string,
  property: string,
): readonly ValueWarning[] {
  const isDate = odd.code.startsWith('DATE_');
  const use = isDate ? dateUseOf(plan, property) : 'counts';
  if (use === 'none') return none;
  if (use === 'counts') return [{ ...odd, message: describeValue(property, value, odd.becomes) }];
  const message = describeValue(property, value, 'texts show it as it is');
  return [{ code: 'DATE_IN_TEXT', message, hint: odd.hint }];
}
