import type { Reason } from '../core/model/entry.ts';

/** Each reason as the end of a sentence. */
export const reasonWords: Readonly<Record<Reason, string>> = {
  rule_not_true: 'its rule is not true',
  bad_date: 'its start is not a date',
  past_start: 'it was due before the alert started',
  start_shifted: 'the start was moved',
  week_lost: 'the week was lost to the start day',
  month_skipped: 'the month has no such day',
  overtaken: 'its time had passed when the event before it was handled',
  same_due: 'another event has the same due time',
  stale: 'it was more than 48 hours late',
  stop_date: 'the stop date was reached',
  schedule_finished: 'the schedule is finished',
  copied_finished: 'it was finished already',
  alert_off: 'the alert is off',
  alert_deleted: 'the alert is deleted',
  case_closed: 'the case is closed',
  case_deleted: 'the case is deleted',
  recipient_gone: 'the recipient is no longer one',
  empty_text: 'the text is empty',
  no_recipient_filter: 'the user data filter leaves nobody',
  sending_hours: 'of the sending hours',
  daily_limit: 'of the daily limit',
  rate: "of the gateway's rate",
  conversation: 'of a conversation',
  no_gateway: 'there is no gateway',
};
