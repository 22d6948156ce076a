import type { DayWindow, Night, Project } from '../core/model/project.ts';
import { type Texts, UNTRANSLATED } from '../core/model/texts.ts';
import { zoneReleaseNamed, zoneReleases } from '../core/time/zone.ts';
import type { MapNode } from './node.ts';
import { without } from './node.ts';
import type { ParseContext } from './parse-context.ts';
import { quoted } from './problem.ts';
import { present } from './promised-fields.ts';
import {
  choice,
  clock,
  day,
  digits,
  reference,
  texts,
  weekDay,
  whole,
  word,
  yesNo,
  zoneName,
} from './scalars.ts';
import {
  byKind,
  convert,
  field,
  listOf,
  mapOf,
  named,
  oneOrMore,
  type RecordOf,
  record,
  required,
  type Shape,
} from './shape.ts';
import { systemTextIds } from './system-text-ids.ts';

/** HQ's own limit of a project that sets none. */
const DAILY_DEFAULT = 50_000;

const dailyLimit = byKind<number | 'none'>('a whole number, or none', {
  text: {
    read: (node, context) =>
      node.kind === 'text' && node.text === 'none' ? 'none' : whole(0).read(node, context),
    schema: (definitions) => ({ anyOf: [{ const: 'none' }, whole(0).schema(definitions)] }),
  },
});

/** `yes` and `no` switch the system's own text on and off. */
const welcome: Shape<Texts | 'system' | 'off'> = convert(texts, (words) => {
  const only = words.size === 1 ? words.get(UNTRANSLATED) : undefined;
  if (only === 'yes') return 'system';
  return only === 'no' ? 'off' : words;
});

/** The zone data that the product carries; `hq` is the release that HQ pins. */
const zoneRelease: Shape<string> = convert(word, (name, node, context) => {
  const release = zoneReleaseNamed(name);
  if (release === undefined) {
    return context.problem(
      node,
      quoted(name),
      `hq, or a release of the zone data that drysend carries: ${zoneReleases.join(', ')}`,
    );
  }
  return release;
});

/** A hold without hours is on at any time. */
const ANY_TIME = { day: -1, from: null, to: null } as const;

const everyDay = -1;

/** `00` to `23`. */
const hoursOfDay = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'));

const windowDays: Shape<readonly number[]> = byKind<readonly number[]>('every day, or week days', {
  text: {
    read: (node, context) => {
      if (node.kind === 'text' && node.text === 'every day') return [everyDay];
      const day = weekDay.read(node, context);
      return day === undefined ? undefined : [day];
    },
    schema: () => ({ type: 'string' }),
  },
  list: oneOrMore(weekDay),
});

/** One window, as one for each of its days. */
const dayWindow: Shape<readonly DayWindow[]> = convert(
  record({
    days: field(windowDays, '`every day`, or a list of week days'),
    from: field(clock, 'First moment, inclusive; left out: from midnight'),
    to: field(clock, 'Last moment, inclusive; left out: until midnight'),
  }),
  ({ days = [everyDay], from = null, to = null }, node, context) => {
    if (from !== null && to !== null && from > to) {
      return context.problem(
        node,
        'a window that ends before it begins',
        'from ≤ to',
        'write two windows for a night',
      );
    }
    return days.map((day) => ({ day, from, to }));
  },
);

const hours = named(
  'hours',
  convert(listOf(dayWindow), (windows) => windows.flat()),
);

const optedOut = byKind<{ readonly number: string; readonly canOptIn: boolean }>('a phone number', {
  text: convert(digits, (number) => ({ number, canOptIn: true })),
  map: convert(
    record({
      number: required(digits, 'The phone number'),
      can_opt_in: field(yesNo, 'Whether START brings it back; default yes'),
    }),
    ({ number = '', can_opt_in: canOptIn = true }) => ({ number, canOptIn }),
  ),
});

const systemTexts: Shape<ReadonlyMap<string, Texts>> = convert(mapOf(texts), (all, _node, context) => {
  for (const id of all.keys()) {
    if (systemTextIds.includes(id)) continue;
    context.notice('UNKNOWN_SYSTEM_TEXT', `system_texts: HQ sends no text with the id "${id}"`, { id });
  }
  return all;
});

const languages: Shape<readonly string[]> = convert(listOf(word), (codes, node, context) =>
  codes.length === 0 && (node.kind !== 'list' || node.items.length === 0)
    ? context.problem(node, 'no languages', 'one language code or more', 'leave the key out for [en]')
    : codes,
);

const night: Shape<Night | 'off'> = byKind<Night | 'off'>('off, or a map {from, until}', {
  text: convert(choice('off'), (word) => word),
  map: convert(
    record({
      from: required(clock, 'First moment of the night'),
      until: required(clock, 'First moment after it; may be earlier in the day than from'),
    }),
    ({ from = 0, until = 0 }) => ({ from, until }),
  ),
});

/** Which HQ is followed, and how. */
export interface Hq {
  readonly manner?: Project['hq'];
  readonly asOf?: string;
  readonly zones?: string;
}

const mannerWords = choice('exact', 'tidy');

/** The date of the HQ that is followed, as it is written. */
const asOf = convert(day, (_day, node) => (node.kind === 'text' ? node.text : undefined));

const hqShape: Shape<Hq> = byKind<Hq>('exact, tidy, or a map {manner, as_of, zones}', {
  text: convert(mannerWords, (manner) => ({ manner })),
  map: convert(
    record({
      manner: field(mannerWords, 'As HQ does it, or with its known defects mended; default exact'),
      as_of: field(asOf, 'The date of the HQ that is followed, YYYY-MM-DD; default the newest known'),
      zones: field(zoneRelease, 'A release of the zone data; default the product’s own'),
    }),
    ({ manner, as_of: date, zones }) => present<Hq>({ manner, asOf: date, zones }),
  ),
});

export const projectShape = named(
  'project',
  record({
    name: field(word, 'The project (domain); default demo'),
    time_zone: field(zoneName, 'IANA zone of the project; default UTC'),
    languages: field(languages, 'Language codes; the first is the default'),
    language_fallback: field(
      choice('NONE', 'SCHEDULE', 'DOMAIN', 'UNTRANSLATED'),
      'How far to look for a text when the contact’s language has none',
    ),
    sending_hours: field(hours, 'When SMS may go out, on the project’s clock'),
    daily_limit: field(dailyLimit, 'Outbound SMS per project day, or none; default 50000'),
    default_gateway: field(word, 'The same as routing.project."*"'),
    email_gateway: field(reference('smtp gateway'), 'The smtp gateway that email goes through'),
    default_reply: field(texts, 'What a two-way contact hears when nothing else fits'),
    conversation_hold: field(
      record({ minutes: field(whole(0), 'Default 10'), hours: field(hours, 'When the hold is on') }),
      'Holds automatic SMS while a contact is writing',
    ),
    rich_text_email: field(yesNo, 'Email with HTML'),
    email_from: field(word, 'Sender address of email'),
    inbound_leniency: field(yesNo, 'HQ’s flag of this name'),
    one_number_many_contacts: field(yesNo, 'HQ’s flag: several contacts may own one number'),
    us_opt_in: field(choice('off', 'warn', 'enforce'), 'Consent for US numbers; default warn'),
    survey_date_format: field(choice('YYYYMMDD', 'MMDDYYYY', 'DDMMYYYY'), 'How date answers are written'),
    sms_registration: field(
      record({
        cases: field(yesNo, 'Strangers may register as cases with JOIN'),
        case_type: field(word, 'Type of the cases they become'),
        workers: field(yesNo, 'Strangers may register as mobile workers'),
        welcome: field(welcome, 'What they hear; yes: the system’s own text'),
      }),
      'Registration by SMS',
    ),
    trial: field(yesNo, 'A trial project: 50 SMS, 50 emails'),
    outbound_sms: field(yesNo, 'Default yes'),
    inbound_sms: field(yesNo, 'Default yes'),
    opted_out: field(listOf(optedOut), 'Numbers that are opted out at the start'),
    bounced: field(listOf(word), 'Addresses that have bounced before'),
    system_texts: field(systemTexts, 'Texts that replace the system’s: id → language → words'),
    night: field(
      night,
      'When a text wakes its reader, on their own clock: {from, until}, or off; default 21:00 to 07:00',
    ),
    rules_at: field(choice(...hoursOfDay), 'Hour of the day (UTC) of the daily run of rules; default "00"'),
    hq: field(hqShape, 'As HQ does it, or with its known defects mended; {manner, as_of, zones}'),
  }),
);

export type ProjectRecord = RecordOf<(typeof projectShape)['fields']>;

/** A project with what is given, and HQ's defaults for the rest. */
export function projectFrom(given: ProjectRecord | undefined, name: string): Project {
  const settings = given ? settingsFrom(given) : {};
  const limit = settings.hq === 'tidy' ? {} : { dailyLimit: DAILY_DEFAULT };
  return { ...defaults, ...limit, name, ...settings };
}

const defaults: Project = {
  name: 'demo',
  timeZone: 'UTC',
  languages: ['en'],
  languageFallback: 'UNTRANSLATED',
  sendingHours: [],
  richTextEmail: false,
  inboundLeniency: false,
  oneNumberManyContacts: false,
  usOptIn: 'warn',
  surveyDateFormat: 'YYYYMMDD',
  trial: false,
  outboundSms: true,
  inboundSms: true,
  optedOut: [],
  bounced: [],
  systemTexts: new Map(),
  rulesAt: 0,
  hq: 'exact',
};

/** Only the settings that are given. */
function settingsFrom(given: ProjectRecord): Partial<Project> {
  const hold = given.conversation_hold;
  const registration = given.sms_registration;
  const settings: Partial<Project> = {
    name: given.name,
    timeZone: given.time_zone,
    languages: given.languages,
    languageFallback: given.language_fallback,
    sendingHours: given.sending_hours,
    dailyLimit: given.daily_limit === 'none' ? undefined : given.daily_limit,
    emailGateway: given.email_gateway,
    emailFrom: given.email_from,
    defaultReply: given.default_reply,
    conversationHold: hold && { minutes: hold.minutes ?? 10, hours: hold.hours ?? [ANY_TIME] },
    richTextEmail: given.rich_text_email,
    inboundLeniency: given.inbound_leniency,
    oneNumberManyContacts: given.one_number_many_contacts,
    usOptIn: given.us_opt_in,
    surveyDateFormat: given.survey_date_format,
    smsRegistration: registration && {
      cases: registration.cases ?? false,
      caseType: registration.case_type ?? '',
      workers: registration.workers ?? false,
      ...(registration.welcome && registration.welcome !== 'off' ? { welcome: registration.welcome } : {}),
    },
    trial: given.trial,
    outboundSms: given.outbound_sms,
    inboundSms: given.inbound_sms,
    optedOut: given.opted_out,
    bounced: given.bounced,
    systemTexts: given.system_texts,
    rulesAt: given.rules_at === undefined ? undefined : Number(given.rules_at),
    night: given.night,
    hq: given.hq && (given.hq.manner ?? 'exact'),
    asOf: given.hq?.asOf,
    zones: given.hq?.zones,
  };
  const changes = Object.entries(settings).filter(([, value]) => value !== undefined);
  return {
    ...Object.fromEntries(changes),
    ...(given.daily_limit === 'none' ? { dailyLimit: undefined } : {}),
  };
}

/** What a `settings` entry changes: `none` sets a key back to its default. */
export interface SettingsEdit {
  readonly project: Partial<Project>;
  readonly defaultGateway?: string | null;
  readonly changed: readonly string[];
}

export function settingsEdit(node: MapNode, context: ParseContext): SettingsEdit | undefined {
  const removed = [...node.entries].filter(
    ([name, { value }]) => name !== 'daily_limit' && value.kind === 'text' && value.text === 'none',
  );
  const names = removed.map(([name]) => name);
  const given = projectShape.read(without(node, names), context);
  if (given === undefined) return undefined;
  if (given.name !== undefined) {
    context.problem(node.entries.get('name')!.value, 'another name for the project', 'other settings');
  }
  const back = Object.fromEntries(names.flatMap((name) => defaultOf(name, node, context)));
  const gateway = names.includes('default_gateway') ? null : given.default_gateway;
  return {
    project: { ...back, ...settingsFrom(given) },
    ...(gateway === undefined ? {} : { defaultGateway: gateway }),
    changed: [...node.entries.keys()],
  };
}

function defaultOf(name: string, node: MapNode, context: ParseContext): [string, unknown][] {
  if (!Object.hasOwn(projectShape.fields, name)) {
    projectShape.read({ ...node, entries: new Map([[name, node.entries.get(name)!]]) }, context);
    return [];
  }
  if (name === 'default_gateway') return [];
  const key = camel(name);
  return [[key, defaults[key as keyof Project]]];
}

const camel = (name: string): string =>
  name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
