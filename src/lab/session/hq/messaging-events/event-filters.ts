import { codes } from '../../../../core/model/codes.ts';
import { didYouMean } from '../../../../scenario/near.ts';
import { dateFilter } from '../dates.ts';
import { hqError } from '../hq-error.ts';
import type { MessagingEvent } from './event-json.ts';

type Test = (event: MessagingEvent) => boolean;

/** Words that a word of a filter stands for too, as in HQ's own report. */
const wider: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  content_type: {
    sms: ['phone-verification', 'manual-sms', 'api-sms', 'chat-sms'],
    'sms-survey': ['ivr-survey'],
  },
  source: {
    broadcast: ['scheduled-broadcast', 'immediate-broadcast'],
    reminder: ['conditional-alert'],
    other: ['forwarded-message'],
  },
};

/** Words that a filter knows. HQ passes over others, and lists what nobody asked for; here they are slips. */
const slugs: Readonly<Record<string, readonly string[]>> = {
  content_type: [
    ...['none', 'sms', 'sms-callback', 'sms-survey', 'ivr-survey', 'phone-verification'],
    ...['manual-sms', 'api-sms', 'chat-sms', 'email', 'fcm-notification'],
  ],
  source: [
    ...['broadcast', 'scheduled-broadcast', 'immediate-broadcast', 'keyword', 'reminder'],
    ...['conditional-alert', 'unrecognized', 'forwarded-message', 'other'],
  ],
};

const statuses = ['in-progress', 'completed', 'not-completed', 'error', 'email-sent', 'email-delivered'];

const simple: Readonly<Record<string, (event: MessagingEvent, value: string) => boolean>> = {
  status: ({ status }, value) => status === value,
  error_code: ({ error }, value) => error?.code === value,
  case_id: ({ case_id }, value) => case_id === value,
  contact_id: ({ recipient }, value) => recipient.recipient_id === value,
  type: ({ messages }, value) => messages.some(({ type }) => type === value),
  phone_number: ({ messages }, value) => {
    const digits = value.replace(/^\+/, '');
    return messages.some(({ phone_number }) => phone_number?.includes(digits));
  },
  email_address: ({ messages }, value) => messages.some(({ email_address }) => email_address === value),
};

/** Names of the filters, for the description; `date` takes `.gt`, `.gte`, `.lt` and `.lte`. */
export const eventFilterNames: readonly string[] = [
  ...['date', 'date_last_activity'].flatMap((name) =>
    ['gt', 'gte', 'lt', 'lte'].map((it) => `${name}.${it}`),
  ),
  ...Object.keys(wider),
  ...Object.keys(simple),
];

/** One filter of a request. HQ passes over names it does not know; here they are refused, for they are slips. */
export function eventFilter(name: string, value: string): Test {
  if (Object.hasOwn(wider, name)) return wordTest(name as 'content_type' | 'source', value);
  if (name === 'status' && !statuses.includes(value))
    throw hqError(400, `'${value.slice(0, 80)}' is an invalid value for the 'status' filter`);
  if (name === 'phone_number' && !/^\+?\d+$/.test(value.trim()))
    throw hqError(400, `'${value.slice(0, 80)}' is invalid value for the 'phone_number' filter`);
  if (name === 'error_code' && !knownCode(value.trim()))
    throw hqError(400, `'${value.slice(0, 80)}' is no error code${nearTo(value, Object.keys(codes))}`);
  if (Object.hasOwn(simple, name)) return (event) => simple[name]!(event, value.trim());
  const [field = '', qualifier = ''] = name.split('.');
  if (field !== 'date' && field !== 'date_last_activity')
    throw hqError(400, `'${name.slice(0, 80)}' is not a valid parameter.`);
  const isHeld = dateFilter(field, qualifier, value);
  return (event) => isHeld(Date.parse(`${event[field]}Z`));
}

function wordTest(name: 'content_type' | 'source', value: string): Test {
  const stray = value.split(',').find((word) => !slugs[name]!.includes(word));
  if (stray !== undefined)
    throw hqError(
      400,
      `'${stray.slice(0, 80)}' is an invalid value for the '${name}' filter${nearTo(stray, slugs[name]!)}`,
    );
  const words = new Set(value.split(',').flatMap((word) => [word, ...(wider[name]?.[word] ?? [])]));
  return ({ content_type, source }) => words.has(name === 'source' ? source.type : content_type);
}

/** Codes of HQ are words in capitals; a gateway's own may be anything else. */
const knownCode = (value: string): boolean =>
  Object.hasOwn(codes, value) || !/^[A-Za-z]+_[A-Za-z_]+$/.test(value);

const nearTo = (found: string, known: readonly string[]): string => {
  const hint = didYouMean(found, known);
  return hint === undefined ? '' : `: ${hint}`;
};
