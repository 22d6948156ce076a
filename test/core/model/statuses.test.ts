import { describe, expect, test } from 'vitest';
import {
  describeEventStatus,
  describeSmsStatus,
  labelOf,
  type SmsRow,
} from '../../../src/core/model/statuses.ts';

const out: SmsRow = { direction: 'O', processed: true, error: false };

describe("an SMS shows HQ's words", () => {
  test.each<[string, Partial<SmsRow>, string]>([
    ['waiting', { processed: false }, 'Queued'],
    ['accepted by the gateway', {}, 'Sent'],
    ['delivered', { delivered: true }, 'Delivered'],
    ['forwarded', { forwarded: true }, 'Forwarded'],
    ['come in', { direction: 'I' }, 'Received'],
    ['of no direction', { direction: 'X' }, 'Unknown'],
    [
      'waiting for its receipt',
      { errorMessage: 'STATUS_PENDING', gatewayMessageId: 'SM7' },
      'Sent - message ID: SM7',
    ],
    [
      'too old',
      { error: true, errorMessage: 'MESSAGE_IS_STALE' },
      'Error - Message is stale and will not be processed.',
    ],
    [
      'refused in words',
      { error: true, errorMessage: 'Gateway error: 30007' },
      'Error - Gateway error: 30007',
    ],
    [
      'with a code that has no label',
      { error: true, errorMessage: 'FAULTY_GATEWAY_CONFIGURATION' },
      'Error - FAULTY_GATEWAY_CONFIGURATION',
    ],
  ])('%s', (_what, row, display) => {
    expect(describeSmsStatus({ ...out, ...row })).toBe(display);
  });
});

describe("an event's recipient shows HQ's words", () => {
  test.each([
    ['CMP', undefined, undefined, 'Completed'],
    ['PRG', undefined, undefined, 'In Progress'],
    ['SND', undefined, undefined, 'Email Sent'],
    ['DEL', undefined, undefined, 'Email Delivered'],
    ['NOT', undefined, undefined, 'Not Completed'],
    ['ERR', 'NO_PHONE_NUMBER', undefined, 'Error - Contact has no phone number.'],
    ['ERR', 'EMAIL_BOUNCED', 'a@example.org', 'Error - Email Bounced a@example.org'],
    ['ERR', undefined, undefined, 'Error - View details for more information.'],
  ] as const)('%s %s %s', (status, code, additional, display) => {
    expect(describeEventStatus(status, code, additional)).toBe(display);
  });
});

test('a word that is no code is its own label, even one that every object has', () => {
  expect(labelOf('toString')).toBe('toString');
});
