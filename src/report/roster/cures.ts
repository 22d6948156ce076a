/** What a reason for not sending means, and what would put it right: HQ's error codes and our reasons alike. */
import { codes } from '../../core/model/codes.ts';
import type { Reason } from '../../core/model/entry.ts';
import { reasonWords } from '../verdict/reason-words.ts';
import { isWholeSentence, missingProperty } from './detail.ts';

/** Why somebody got nothing when the journal holds no reason. */
const unsentReasons = {
  not_due: {
    words: 'nothing was due before the end',
    cure: 'Let the story end later, or start the course earlier.',
  },
  no_alert: {
    words: 'no alert is about it',
    cure: 'Give an alert the type of the case.',
  },
  was_closed: {
    words: 'the case came as closed',
    cure: 'Leave closed cases out of the export, or reopen it in the timeline.',
  },
  no_line: {
    words: 'the journal has no line about it',
    cure: 'Write the journal without --journal-level sent.',
  },
} as const;

export type UnsentReason = keyof typeof unsentReasons;

/** As a sentence, with what the line says of this case: `its rule is not true (edd: a value)`, `no next_visit`. */
export function sentenceFor(code: string, detail: string): string {
  const isSaid = detail === '' || isWholeSentence(code, detail);
  return isSaid ? wordsFor(code, detail) : `${wordsFor(code)} (${detail})`;
}

/** The code as a sentence without a full stop: `Contact has no phone number`. */
export function wordsFor(code: string, detail = ''): string {
  if (isWholeSentence(code, detail)) return detail;
  if (isCode(code)) return codes[code].label.replace(/\.$/, '');
  if (isUnsentReason(code)) return unsentReasons[code].words;
  return isReason(code) ? reasonWords[code] : code;
}

/** What would put it right; '' where nothing is wrong, or HQ gives its gateway's own words as the code. */
export function cureFor(code: string, detail = ''): string {
  const missing = code === 'bad_date' ? missingProperty(detail) : undefined;
  if (missing !== undefined)
    return `Fill in ${missing}, or let the rule ask for it: {${missing}: {has_value: yes}}.`;
  if (isCode(code)) return codes[code].cure;
  if (isUnsentReason(code)) return unsentReasons[code].cure;
  return isReason(code) ? reasonCures[code] : '';
}

/** Every code and reason that is not a gateway's own. */
export const knownReasons: ReadonlySet<string> = new Set([
  ...Object.keys(codes),
  ...Object.keys(reasonWords),
  ...Object.keys(unsentReasons),
]);

const isCode = (code: string): code is keyof typeof codes => Object.hasOwn(codes, code);
const isUnsentReason = (code: string): code is UnsentReason => Object.hasOwn(unsentReasons, code);
const isReason = (code: string): code is Reason => Object.hasOwn(reasonCures, code);

const reasonCures: Readonly<Record<Reason, string>> = {
  rule_not_true: 'Save the case with the value that the rule wants, or change the rule.',
  bad_date: 'Write the date as YYYY-MM-DD.',
  past_start: 'Register the case before the event is due, or choose a later start.',
  start_shifted: 'None is needed: HQ moves the start.',
  week_lost: 'Let the start day of the week be the first day that is sent on.',
  month_skipped: 'Choose a day that every month has, or one from its end, such as -1.',
  overtaken: 'Set the events further apart.',
  same_due: 'Give each event a time of its own.',
  stale: 'Find what held the event up: an outage of the platform, or a survey that could not start.',
  stop_date: 'Set the stop date later.',
  schedule_finished: 'None is needed: the course is over.',
  copied_finished: 'None is needed: the course was over before the recipient came.',
  alert_off: 'Switch the alert on.',
  alert_deleted: 'Create the alert again.',
  case_closed: 'Reopen the case, or close it later.',
  case_deleted: 'Leave the case in.',
  recipient_gone: 'Put the recipient back into the alert.',
  empty_text: 'Write a text, or fill in what its variables name.',
  survey_not_started: 'Check the questions and their conditions.',
  no_recipient_filter: 'Give the users the data that the filter wants.',
  sending_hours: 'Widen the sending hours, or let the story end later.',
  daily_limit: 'Raise the daily limit, or spread the messages over more days.',
  rate: "Raise the gateway's rate, or let the story end later.",
  conversation: 'Let the story end after the conversation.',
  no_gateway: 'Add a prefix or a catch-all to the routing.',
};
