import type { Texts } from './texts.ts';

/** What one step of a schedule says. HQ gives each event exactly one content. */
export type Content = SmsContent | EmailContent | SurveyContent | CustomContent;

interface SmsContent {
  readonly kind: 'sms';
  readonly texts: Texts;
}

export interface EmailContent {
  readonly kind: 'email';
  readonly subject: Texts;
  readonly body: Texts;
  readonly html: Texts;
}

/** An SMS survey. `survey` may name none that exists: that is what CANNOT_FIND_FORM is for. */
export interface SurveyContent {
  readonly kind: 'survey';
  readonly survey: string;
  /** Minutes after the start at which the session closes; undefined: the survey's own. */
  readonly expiresAfterMinutes?: number;
  /** Waits in minutes, cumulative from the start; undefined: the survey's own. */
  readonly reminderMinutes?: readonly number[];
  readonly submitPartial?: boolean;
  /** Whether a partial submission changes the case. */
  readonly partialCaseUpdates?: boolean;
}

/** What a custom content handler would return: each item a separate SMS, templates allowed. */
interface CustomContent {
  readonly kind: 'custom';
  readonly texts: readonly string[];
}
