/** A commented scenario to begin with, made from what an export shows. */
import { formatDay } from '../core/time/calendar.ts';
import { places } from '../core/time/zone-places.ts';
import type { DateColumn, ExportFacts } from './export-facts.ts';
import type { Counted } from './tally.ts';

export interface SkeletonOptions {
  /** Beside the scenario. */
  readonly exportFile: string;
  /** An IANA name; undefined: what most contacts have, else the zone of most numbers' country. */
  readonly zone?: string | undefined;
  /** undefined: those of the export. */
  readonly languages?: readonly string[] | undefined;
  /** A kind of gateway, such as `twilio`. */
  readonly gatewayKind: string;
  /** Of rows that name no case type. */
  readonly type: string;
  /** Day number on which the rehearsal begins where no date of the export says so. */
  readonly today: number;
  /** Columns under another name → the property that HQ reads. */
  readonly columns: ReadonlyMap<string, string>;
  /** Name the cases by their ids: names are shared. */
  readonly keyByCaseId: boolean;
  /** Path of the JSON Schema from the scenario, for editors. */
  readonly schema?: string | undefined;
}

/** What the skeleton settled on; what the rest of it is written from. */
interface Choices {
  readonly zone: string;
  readonly zoneFrom: string;
  readonly languages: readonly string[];
  readonly gateways: readonly string[];
  readonly date: DateColumn | undefined;
  readonly firstDay: number;
  readonly lastDay: number;
}

/** Alerts are written for so many case types; the others are named in a comment. */
const TYPES_MAX = 3;
const LANGUAGES_MAX = 8;
const GATEWAYS_MAX = 12;
/** Of cases that name none. */
const UNNAMED_GATEWAY = 'GATEWAY';
/** A longer rehearsal is asked for by hand. */
const DAYS_MAX = 400;
const DAYS_WITHOUT_DATES = 30;
const DAYS_AROUND = 7;

/** The text of the scenario, which ends where `expect:` begins. */
export function skeletonOf(facts: ExportFacts, options: SkeletonOptions): string {
  const choices = choicesFor(facts, options);
  return `${[
    ...(options.schema === undefined ? [] : [`# yaml-language-server: $schema=${options.schema}`]),
    `scenario: ${text(`Alerts to the cases of ${options.exportFile}`)}`,
    `# ${factsLine(facts)}`,
    ...projectLines(facts, choices),
    ...gatewayLines(facts, choices, options),
    ...importLines(facts, choices, options),
    ...alertLines(facts, choices, options),
    ...spanLines(choices),
  ].join('\n')}\n`;
}

/** A text as YAML takes it everywhere. */
const text = (value: string): string =>
  /^[\p{L}\p{N}_.-]+$/u.test(value) ? quotedNumber(value) : JSON.stringify(value);

const quotedNumber = (value: string): string => (/^[\p{L}_]/u.test(value) ? value : JSON.stringify(value));

function choicesFor(facts: ExportFacts, options: SkeletonOptions): Choices {
  const [zone, zoneFrom] = zoneFor(facts, options);
  const languages = options.languages ?? valuesOf(facts.languages).slice(0, LANGUAGES_MAX);
  const gateways = gatewaysOf(facts);
  const [date] = facts.dates;
  const firstDay = date ? date.firstDay - DAYS_AROUND : options.today;
  const lastDay = date ? date.lastDay + DAYS_AROUND : options.today + DAYS_WITHOUT_DATES;
  return {
    zone,
    zoneFrom,
    languages: languages.length > 0 ? languages : ['en'],
    gateways,
    date,
    firstDay,
    lastDay: Math.min(lastDay, firstDay + DAYS_MAX),
  };
}

/** The first takes whatever no case names a gateway for: one that few cases name is not the programme's. */
function gatewaysOf({ gateways, caseCount }: ExportFacts): string[] {
  const named = gateways.filter(({ value }) => /^[\w.-]+$/.test(value)).slice(0, GATEWAYS_MAX);
  const isUsual = named.some(({ count }) => count * 2 > caseCount);
  return [...new Set([...(isUsual ? [] : [UNNAMED_GATEWAY]), ...valuesOf(named)])];
}

const valuesOf = (all: readonly Counted[]): string[] => all.map(({ value }) => value);

function zoneFor({ zones, countries }: ExportFacts, { zone }: SkeletonOptions): [zone: string, from: string] {
  if (zone !== undefined) return [zone, 'as asked'];
  const [common] = zones;
  if (common) return [common.value, `of ${common.count} contacts`];
  const [country] = countries;
  const guess = country && places[countryName(country.value)];
  if (country && guess) return [guess, `${country.value}, where most numbers are from; is it so?`];
  return ['UTC', 'put the project’s own here, such as Africa/Nairobi'];
}

/** Small letters, words joined by `_`, as the table of places has them. */
const countryName = (code: string): string =>
  (new Intl.DisplayNames(['en'], { type: 'region' }).of(code) ?? code)
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, '_');

function factsLine({ caseCount, closedCount, emailCount, unreadableNumberCount }: ExportFacts): string {
  return [
    `${caseCount} cases`,
    `${closedCount} closed`,
    `${emailCount} with an email address`,
    `${unreadableNumberCount} with a number that HQ cannot read`,
  ].join(', ');
}

function projectLines(
  { oddLanguages, oddZones }: ExportFacts,
  { zone, zoneFrom, languages }: Choices,
): string[] {
  return [
    'project:',
    `  time_zone: ${text(zone)}    # ${zoneFrom}`,
    `  languages: [${languages.map(text).join(', ')}]    # the first is the project's default`,
    ...leftOutLine('language_code', oddLanguages),
    ...leftOutLine('time_zone', oddZones),
  ];
}

/** What stands in the export and is not taken over, named with its count. */
function leftOutLine(property: string, odd: readonly Counted[]): string[] {
  if (odd.length === 0) return [];
  const first = odd.slice(0, 5).map(({ value, count }) => `${JSON.stringify(value)} ${count}`);
  const more = odd.length > first.length ? ` and ${odd.length - first.length} more` : '';
  return [`  # ${property} also has, and HQ does not know: ${first.join(', ')}${more}`];
}

function gatewayLines(
  { callingCodes, gateways: named, caseCount }: ExportFacts,
  { gateways }: Choices,
  { gatewayKind }: SkeletonOptions,
): string[] {
  const [first = UNNAMED_GATEWAY] = gateways;
  const cases = (name: string): string => {
    const count = named.find(({ value }) => value === name)?.count;
    if (count !== undefined) return `    # named by ${count} of ${caseCount} cases`;
    return named.length === 0 ? '' : '    # of the cases that name none: what is yours called?';
  };
  const routes = [...valuesOf(callingCodes).slice(0, GATEWAYS_MAX).map(text), '"*"'];
  return [
    `gateways:    # the kinds and their options: docs/gateways.md`,
    ...gateways.map((name) => `  ${text(name)}: {type: ${text(gatewayKind)}, number: "20880"}${cases(name)}`),
    'routing:',
    `  global: {${routes.map((prefix) => `${prefix}: ${text(first)}`).join(', ')}}`,
  ];
}

function importLines(
  { types }: ExportFacts,
  { firstDay }: Choices,
  { exportFile, type, keyByCaseId, columns }: SkeletonOptions,
): string[] {
  const isTyped = types.every(({ value }) => value !== type) && types.length > 0;
  return [
    'import:',
    `  - file: ${text(exportFile)}`,
    ...(isTyped ? [] : [`    type: ${text(type)}    # of rows that name none`]),
    ...(keyByCaseId ? ['    key: case_id    # several people have the same name'] : []),
    ...(columns.size === 0
      ? []
      : [`    columns: {${renamed(columns)}}    # HQ reads the properties, and no column is called so`]),
    `    register_at: ${formatDay(firstDay)} 09:00`,
  ];
}

const renamed = (columns: ReadonlyMap<string, string>): string =>
  [...columns].map(([column, property]) => `${JSON.stringify(column)}: ${property}`).join(', ');

function alertLines({ types }: ExportFacts, choices: Choices, { type }: SkeletonOptions): string[] {
  const known = valuesOf(types).filter((value) => value !== '');
  const named = (known.length > 0 ? known : [type]).slice(0, TYPES_MAX);
  const others = known.slice(TYPES_MAX);
  return [
    'alerts:    # replace these by your own: docs/scenarios.md',
    ...named.flatMap((caseType) => alertFor(caseType, named.length > 1, choices)),
    ...(others.length > 0 ? [`  # no alert yet for: ${others.join(', ')}`] : []),
  ];
}

function alertFor(caseType: string, isOneOfMany: boolean, { date, languages }: Choices): string[] {
  const words = date ? `{case.name}, we expect you on {case.${date.property}}.` : 'Welcome {case.name}.';
  const base = date ? 'reminder' : 'welcome';
  const texts = languages.map((language) => `${text(language)}: ${JSON.stringify(words)}`);
  return [
    `  ${text(isOneOfMany ? `${base}_${caseType}` : base)}:`,
    `    case_type: ${text(caseType)}`,
    '    to: case',
    ...(date
      ? [
          `    start: {property: ${text(date.property)}, offset_days: "-1"}    # the day before, in ${date.count} cases`,
          '    send: {daily: {at: "09:00", stop_after: "1"}}',
        ]
      : ['    send: immediately']),
    `    sms: {${texts.join(', ')}}${languages.length > 1 ? '    # translate these' : ''}`,
  ];
}

const spanLines = ({ firstDay, lastDay }: Choices): string[] => [
  `starts: ${formatDay(firstDay)} 08:00`,
  `ends: ${formatDay(lastDay)} 23:00`,
];
