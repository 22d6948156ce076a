import type { SecondOfDay } from './instant.ts';
import type { Texts } from './texts.ts';

export type LanguageFallback = 'NONE' | 'SCHEDULE' | 'DOMAIN' | 'UNTRANSLATED';

/** One allowed window of a week: both ends inclusive, never across midnight. */
export interface DayWindow {
  /** -1 every day, 0 Monday … 6 Sunday. */
  readonly day: number;
  /** null: open. */
  readonly from: SecondOfDay | null;
  /** null: open. */
  readonly to: SecondOfDay | null;
}

/** From one time of day until before another, across midnight too. */
export interface Night {
  readonly from: SecondOfDay;
  readonly until: SecondOfDay;
}

/** Settings shared by all contacts of a project (HQ: domain). */
export interface Project {
  readonly name: string;
  /** A valid IANA name. */
  readonly timeZone: string;
  /** The first is the default. Never empty. */
  readonly languages: readonly string[];
  readonly languageFallback: LanguageFallback;
  /** Empty: at any time. */
  readonly sendingHours: readonly DayWindow[];
  /** Outbound SMS attempts per project day; undefined: no limit. */
  readonly dailyLimit?: number;
  /** Name of the smtp gateway for email; undefined: see the engine's rule. */
  readonly emailGateway?: string;
  readonly emailFrom?: string;
  readonly defaultReply?: Texts;
  readonly conversationHold?: { readonly minutes: number; readonly hours: readonly DayWindow[] };
  readonly richTextEmail: boolean;
  readonly inboundLeniency: boolean;
  readonly oneNumberManyContacts: boolean;
  readonly usOptIn: 'off' | 'warn' | 'enforce';
  readonly surveyDateFormat: 'YYYYMMDD' | 'MMDDYYYY' | 'DDMMYYYY';
  readonly smsRegistration?: SmsRegistration;
  readonly trial: boolean;
  readonly outboundSms: boolean;
  readonly inboundSms: boolean;
  /** Numbers (digits) opted out at the start. */
  readonly optedOut: readonly { readonly number: string; readonly canOptIn: boolean }[];
  /** Addresses with a recorded hard bounce, as written. */
  readonly bounced: readonly string[];
  /** Project texts that replace the system's: id → language → words. */
  readonly systemTexts: ReadonlyMap<string, Texts>;
  /** Hour of the day, UTC, of the daily run of rules that change cases. */
  readonly rulesAt: number;
  /** When a text that lands wakes its reader, on their own clock; undefined: 21:00 to 07:00. */
  readonly night?: Night | 'off';
  readonly hq: 'exact' | 'tidy';
  /** The date of the HQ that is followed, YYYY-MM-DD; undefined: the newest. */
  readonly asOf?: string;
  /** The release of the zone data; undefined: the product's own. */
  readonly zones?: string;
}

export interface SmsRegistration {
  readonly cases: boolean;
  readonly caseType: string;
  readonly workers: boolean;
  /** `system`: the text of the system's own for it. */
  readonly welcome?: Texts | 'system';
}
