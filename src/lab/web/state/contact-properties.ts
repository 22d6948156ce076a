import type { AnswerOf } from '../../contract/answers.ts';

/** The six properties that make a case someone reachable, and what HQ reads in each. */
export const contactProperties = [
  {
    name: 'contact_phone_number',
    label: 'Phone number',
    about: 'Digits with the country code, without a plus.',
  },
  {
    name: 'contact_phone_number_is_verified',
    label: 'Verified',
    about: '1 when the number was verified: then it may become two-way.',
  },
  {
    name: 'commcare_email_address',
    label: 'Email address',
    about: 'Where email alerts go.',
  },
  {
    name: 'language_code',
    label: 'Language',
    about: 'Exactly as the alert’s texts name it; otherwise the project’s default is used.',
  },
  {
    name: 'time_zone',
    label: 'Time zone',
    about: 'An IANA name such as Africa/Nairobi; otherwise the project’s.',
  },
  {
    name: 'contact_backend_id',
    label: 'Gateway',
    about: 'A gateway’s name; otherwise the prefix of the number decides.',
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
