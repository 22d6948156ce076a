import type { AnswerOf } from '../../contract/answers.ts';

/** The six properties that make a case someone reachable, and what HQ reads in each. */
export const contactProperties = [
  {
    name: 'contact_phone_number',
    label: 'Phone number',
    about: 'Digits with the country code, no plus.',
  },
  {
    name: 'contact_phone_number_is_verified',
    label: 'Verified',
    about: '1: it may become two-way.',
  },
  {
    name: 'commcare_email_address',
    label: 'Email address',
    about: 'For email.',
  },
  {
    name: 'language_code',
    label: 'Language',
    about: 'As the texts name it.',
  },
  {
    name: 'time_zone',
    label: 'Time zone',
    about: 'Such as Africa/Nairobi.',
  },
  {
    name: 'contact_backend_id',
    label: 'Gateway',
    about: 'Its name; else by prefix.',
  },
] as const;

/** What the lab makes of one property. */
export interface Remark {
  readonly name: string;
  readonly isBad: boolean;
  readonly text: string;
}

/** The lab's findings as remarks beside the fields. */
export const remarksOf = (findings: AnswerOf<'Findings'>): Remark[] =>
  findings.map(({ property, becomes, level, message, laterError }) => ({
    name: property,
    isBad: level !== 'ok',
    text: [message.includes(becomes) ? '' : becomes, message, laterError && `later: ${laterError}`]
      .filter(Boolean)
      .join(' · '),
  }));
