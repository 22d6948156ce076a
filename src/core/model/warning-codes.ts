/**
 * Every code of a warning, and of what `drysend check` finds: how serious it is, what it means and what would mend
 * it. Journals, reports, docs/errors.md and the schema of the journal read this table.
 */
import { importCodes } from './import-codes.ts';
import type { Severity } from './severity.ts';

export interface WarningFacts {
  readonly severity: Severity;
  readonly means: string;
  readonly cure: string;
}

const ownCodes = {
  ALERT_NEVER_STARTS: {
    severity: 'error',
    means: 'An alert that no case of the file can ever start.',
    cure: 'Correct the alert, or the cases.',
  },
  ALERTS_OVERLAP: {
    severity: 'warning',
    means: 'Two alerts that one case can have at once send at the same time.',
    cure: 'Set them apart, or let their rules exclude each other.',
  },
  ANY_WITHOUT_CRITERIA: {
    severity: 'error',
    means: 'The alert wants any of no criteria, which never holds: it never sends.',
    cure: 'Leave `when` out, if the alert is for every case.',
  },
  BROADCAST_NEVER_SENT: {
    severity: 'error',
    means: 'An immediate broadcast that the timeline never starts.',
    cure: 'Add `{at: …, broadcast: KEY}` to the timeline.',
  },
  BROADCAST_SENT_ALREADY: {
    severity: 'warning',
    means: 'An immediate broadcast is started again: HQ sends it once.',
    cure: 'Copy it under another key.',
  },
  DATE_FAR_AHEAD: {
    severity: 'warning',
    means: 'A date that an alert starts from, more than two years ahead.',
    cure: 'Check the year.',
  },
  DATE_FORMAT: {
    severity: 'error',
    means: 'A date that does not begin YYYY-MM-DD: no reminder starts from it, and HQ reports no error.',
    cure: 'Write it as YYYY-MM-DD.',
  },
  DATE_IMPOSSIBLE: {
    severity: 'error',
    means: 'A date that no calendar has: no reminder starts from it, and HQ reports no error.',
    cure: 'Correct the day.',
  },
  DATE_IN_TEXT: {
    severity: 'warning',
    means: 'A date that HQ would not read, in a property that only texts show: people read it as it is.',
    cure: 'Write it as people read dates, or as YYYY-MM-DD before an alert starts from it.',
  },
  DATE_OTHER_CALENDAR: {
    severity: 'error',
    means:
      'A start date of a year 2010 to 2020 in Ethiopia, or 2070 to 2090 in Nepal: it looks like a date of the calendar of that country.',
    cure: 'Write the Gregorian date; the hint has it, or its year.',
  },
  DATE_SERIAL: {
    severity: 'error',
    means: "A date as Excel's count of days: no reminder starts from it, and HQ reports no error.",
    cure: 'Write it as YYYY-MM-DD.',
  },
  EXCEL_NUMBER: {
    severity: 'warning',
    means: "A number in Excel's short form: the last digits are lost.",
    cure: 'Export again, and format the column as text before saving.',
  },
  NUMBER_DECIMAL: {
    severity: 'error',
    means: 'A phone number that ends in .0: HQ drops the dot alone, so the number has a zero too many.',
    cure: 'Format the column as text before saving.',
  },
  DOUBLE_MESSAGE: {
    severity: 'warning',
    means: 'The same words went to one phone twice within a minute, and nobody had asked for them.',
    cure: 'Look for a person who is registered twice, or for alerts that overlap.',
  },
  DUPLICATE_ON_PHONE: {
    severity: 'warning',
    means: 'A gateway accepted one message more than once: the phone gets every copy.',
    cure: 'Ask the provider how a request that was cut off can be repeated safely.',
  },
  FORM_FAILS: {
    severity: 'error',
    means: 'The form of a survey raises an error.',
    cure: 'Mend the expression that the message names.',
  },
  FORM_NOT_FOLLOWED: {
    severity: 'warning',
    means: 'Something in an XForm that drysend does not do as HQ does.',
    cure: 'See docs/xforms.md; try that part in HQ itself.',
  },
  FORWARDING_GONE: {
    severity: 'warning',
    means: 'Forwarding, which HQ took out on 2019-12-10.',
    cure: 'Take it out, or follow an older HQ with `hq: {as_of: 2019-12-09}`.',
  },
  GATEWAY_NEVER_ANSWERS: {
    severity: 'error',
    means: 'The gateway does not answer, and a client of this kind waits for ever.',
    cure: 'Let the gateway answer, or time out.',
  },
  GATEWAY_UNKNOWN: {
    severity: 'error',
    means: 'contact_backend_id names no gateway: messages end in GATEWAY_NOT_FOUND.',
    cure: 'Correct the name; HQ never falls back to the default.',
  },
  INBOUND_REPEATED: {
    severity: 'warning',
    means: 'A gateway handed in the same text twice: HQ handles it twice.',
    cure: 'None in HQ; let the gateway repeat a text only when it was not taken.',
  },
  KEYWORD_DOES_NOTHING: {
    severity: 'warning',
    means: 'A keyword without an action: it only closes the survey of whoever sends it.',
    cure: 'Give it a reply, a survey or a notice.',
  },
  KEYWORD_LANGUAGES: {
    severity: 'warning',
    means: 'A keyword with texts in several languages: HQ stores one.',
    cure: 'Write one text that all can read.',
  },
  KEYWORD_WITHOUT_NAMES: {
    severity: 'warning',
    means: 'Structured answers by name, and no names: every answer is ignored.',
    cure: 'Add `names: {NAME: question}`.',
  },
  INVALID_REGEX: {
    severity: 'error',
    means: 'A criterion whose pattern Python cannot read: it never matches.',
    cure: 'Mend the pattern.',
  },
  LANGUAGE_NOT_IN_PROJECT: {
    severity: 'warning',
    means: "A contact's language_code is none of the project's languages.",
    cure: 'Write it exactly as in the project: letter case and length count.',
  },
  LANGUAGE_WITHOUT_TEXT: {
    severity: 'warning',
    means: 'Contacts read a language of the project in which an alert has no text.',
    cure: 'Add the text.',
  },
  MANY_SMS_TODAY: {
    severity: 'warning',
    means: "More SMS on one day than HQ's own limit lets through.",
    cure: 'Set daily_limit to rehearse it.',
  },
  MONTH_LOST: {
    severity: 'warning',
    means: 'The first event of the month has passed, so HQ starts next month and the others are lost.',
    cure: 'Give the alert a start date.',
  },
  NEAR_NUMBER: {
    severity: 'warning',
    means: "A text from a number that is nobody's, and one digit or a prefix away from a contact's.",
    cure: 'If it is the same phone, correct the stored number.',
  },
  NIGHT_MESSAGE: {
    severity: 'warning',
    means:
      "A text landed between 21:00 and 07:00 on the reader's own clock, or in the hours of project.night.",
    cure: 'Send it by day on their clock, or set project.night.',
  },
  NOBODY_TO_SEND_TO: {
    severity: 'error',
    means: 'A message is sent by hand to somebody who is not registered yet.',
    cure: 'Register the case or user earlier.',
  },
  NOT_A_CONTACT_PROPERTY: {
    severity: 'error',
    means: 'A number or an address under a name that HQ does not read.',
    cure: 'Store it as contact_phone_number or commcare_email_address.',
  },
  NOT_MERGED: {
    severity: 'warning',
    means: 'A file that is used has a section that stays with it, such as its timeline.',
    cure: 'Write that section in the story itself.',
  },
  NO_SUITABLE_GATEWAY: {
    severity: 'error',
    means: 'No gateway is mapped to a number: the message waits for 7 days and is stale.',
    cure: 'Add a prefix or "*" to routing.',
  },
  NUMBER_IMPOSSIBLE: {
    severity: 'error',
    means: 'A number of a length that no number of its country has.',
    cure: 'Count the digits: one may be lost or doubled.',
  },
  NUMBER_NATIONAL_ZERO: {
    severity: 'error',
    means: 'A number with the national 0: no country prefix matches it.',
    cure: 'Replace the 0 with the country code.',
  },
  NUMBER_NOT_READ: {
    severity: 'error',
    means: 'HQ reads no phone number in the value: NO_PHONE_NUMBER.',
    cure: 'Store all digits, country code first.',
  },
  NUMBER_NO_COUNTRY: {
    severity: 'error',
    means: "A number that begins with no country's calling code.",
    cure: 'Put the country code first.',
  },
  NUMBER_SHARED: {
    severity: 'warning',
    means:
      'Several contacts have one number; replies belong to the first whose number is verified, or to nobody.',
    cure: 'Write the name into the text, and let the one who answers be verified.',
  },
  OPT_OUT_REPLY_FAILS: {
    severity: 'warning',
    means: 'HQ cannot confirm an opt-out or opt-in, and drops the text.',
    cure: 'Give the number a gateway.',
  },
  OPT_WORD_NOT_UPPER: {
    severity: 'error',
    means: 'An opt-in or opt-out word that is not in capitals: HQ never matches it.',
    cure: 'Write it in capitals.',
  },
  PATTERN_NOT_TRIED: {
    severity: 'warning',
    means: 'A pattern too costly to try: it counts as not matching.',
    cure: 'Write a simpler one.',
  },
  PERSON_TWICE: {
    severity: 'warning',
    means: 'Two open cases of a type have the same name and phone: the person gets everything twice.',
    cure: 'Close one of them.',
  },
  PLACEHOLDER_NEVER_FILLED: {
    severity: 'error',
    means: 'A variable of a text that no case of the type ever has: everybody reads "(?)".',
    cure: 'Correct the name, or give the cases that property.',
  },
  RECEIPT_UNKNOWN: {
    severity: 'warning',
    means: 'A receipt for a message that was not sent.',
    cure: 'Correct what the receipt is matched by.',
  },
  REGISTERED_AGAIN: {
    severity: 'warning',
    means: 'A case is registered a second time: that saves it again.',
    cure: 'Use update to change a case.',
  },
  ROUTE_GATEWAY_UNKNOWN: {
    severity: 'error',
    means: 'A prefix of the routing leads to a gateway that is not there: HQ finds none for its numbers.',
    cure: 'Correct the name in the routing.',
  },
  SAME_DUE: {
    severity: 'warning',
    means: 'Two events of an alert fall due at the same time: only the first is sent.',
    cure: 'Set them 5 minutes apart, or make two alerts of them.',
  },
  SCREEN_LIMIT: {
    severity: 'warning',
    means: "Something that HQ's screens refuse, so that nobody can set it up like this.",
    cure: 'Choose what the screen offers.',
  },
  SEGMENTS: {
    severity: 'note',
    means: 'How many SMS a text takes in each language, and what they cost.',
    cure: 'Nothing needs mending.',
  },
  SEND_IN_CLOCK_GAP: {
    severity: 'warning',
    means: 'A time of day that the clock leaves out when it is put forward.',
    cure: 'Send at an hour that every day has; HQ sends an hour later on that day.',
  },
  SEND_IN_CLOCK_OVERLAP: {
    severity: 'warning',
    means: 'A time of day that comes twice when the clock is put back.',
    cure: 'Send at an hour that comes once; HQ sends at one of the two, and says nowhere which.',
  },
  SEVERAL_SMTP_GATEWAYS: {
    severity: 'warning',
    means: 'Several smtp gateways: the first takes all email.',
    cure: 'Name one in project.email_gateway.',
  },
  SHORT_MONTHS: {
    severity: 'warning',
    means: 'A monthly day that some months do not have: nothing is sent in those.',
    cure: 'Use -1 for the last day of every month.',
  },
  SYSTEM_TEXT_DEFAULT: {
    severity: 'note',
    means: "A text of HQ's own was sent in drysend's words: the real words may be others.",
    cure: "Write the project's under system_texts.",
  },
  TEXT_FORCED_TO_UCS2: {
    severity: 'warning',
    means: 'A few signs that GSM-7 does not have make a text take more SMS.',
    cure: 'Write the plain signs that the hint names.',
  },
  TEXT_LANGUAGE_UNKNOWN: {
    severity: 'error',
    means: "A text in a language that is not the project's: HQ has no place for it, so it can never be sent.",
    cure: 'Add the language to the project, or write the text under one of its codes.',
  },
  UNKNOWN_QUESTION: {
    severity: 'warning',
    means: 'A survey or keyword names a question that the survey does not have.',
    cure: 'Correct the name.',
  },
  UNKNOWN_SURVEY: {
    severity: 'error',
    means: 'A survey that is not in the file: sending it ends in CANNOT_FIND_FORM.',
    cure: 'Correct the name, or add the survey.',
  },
  UNKNOWN_SYSTEM_TEXT: {
    severity: 'warning',
    means: 'system_texts has an id that HQ does not know.',
    cure: 'Correct the id.',
  },
  UNKNOWN_ZONE: {
    severity: 'warning',
    means: "A contact's time_zone is no zone: the project's is used.",
    cure: 'Use an IANA name such as Africa/Nairobi.',
  },
  US_OPT_IN_MISSING: {
    severity: 'error',
    means: 'A US number without recorded consent.',
    cure: 'Store 1 in contact_phone_number_is_verified when the person agrees.',
  },
  VERIFICATION_NOT_STARTED: {
    severity: 'warning',
    means: "A worker's number cannot be verified.",
    cure: 'See the message: the number is taken, or no gateway fits it.',
  },
  VERIFIED_FLAG_ODD: {
    severity: 'warning',
    means: 'contact_phone_number_is_verified holds a text other than 1: HQ takes any text for yes.',
    cure: 'Store 1, or nothing.',
  },
  WEEK_LOST: {
    severity: 'warning',
    means: 'The first event of the week has passed, so HQ starts next week and the others are lost.',
    cure: 'Give the alert a start date.',
  },
  ZONES_DIFFER: {
    severity: 'note',
    means: 'A due time that the older zone data of HQ puts elsewhere.',
    cure: 'Run with `project: {hq: {zones: hq}}` to see it.',
  },
} as const satisfies Record<string, WarningFacts>;

export type WarningCode = keyof typeof ownCodes | keyof typeof importCodes;

const fromImport = Object.entries(importCodes).map(([code, { severity, found, becomes, hint }]) => [
  code,
  { severity, means: `In an imported file: ${found}; ${becomes}.`, cure: `${capital(hint)}.` },
]);

/** All codes in order of name. */
export const warningCodes: Readonly<Record<WarningCode, WarningFacts>> = Object.fromEntries(
  [...Object.entries(ownCodes), ...fromImport].sort(([a], [b]) => (a! < b! ? -1 : 1)),
);

/** Of a code that a journal of a newer release may have, nothing is known. */
export function severityOf(code: string): Severity {
  return Object.hasOwn(warningCodes, code) ? warningCodes[code as WarningCode].severity : 'warning';
}

function capital(text: string): string {
  const first = text.charCodeAt(0);
  return first >= 97 && first <= 122 ? `${String.fromCharCode(first - 32)}${text.slice(1)}` : text;
}
