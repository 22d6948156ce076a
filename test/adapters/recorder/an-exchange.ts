import type { Recorded } from '../../../src/adapters/recorder/recorder.ts';

/** A Twilio send as the recorder keeps it. */
export function anExchange(different: Partial<Recorded> = {}): Recorded {
  return {
    seq: 1,
    id: 'm1',
    receivedAt: Date.UTC(2026, 2, 1, 9, 30),
    gateway: 'TW',
    kind: 'twilio',
    channel: 'sms',
    verdict: 'taken',
    request: {
      method: 'POST',
      path: '/2010/Messages.json?dry=1&dry=2',
      headers: {
        host: '127.0.0.1:4810',
        'content-type': 'application/x-www-form-urlencoded',
        cookie: 'a=1; b=2',
      },
      body: 'To=%2B27831234567&Body=Visit+Tuesday',
    },
    response: { status: 201, headers: {}, body: '{}' },
    to: '+27831234567',
    from: '+15005550006',
    text: 'Visit Tuesday',
    ...different,
  };
}

/** The same with another body of JSON. */
export const aJsonExchange = (document: unknown): Recorded =>
  anExchange({
    request: {
      method: 'POST',
      path: '/',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(document),
    },
  });

/** A mail to Ana, as the SMTP server hands it in. */
export function aMail(
  headers: Record<string, string> = {},
  body = 'Tuesday',
  different: Partial<Recorded> = {},
): Recorded {
  return anExchange({
    id: 'm2',
    seq: 2,
    gateway: 'MAIL',
    kind: 'smtp',
    channel: 'email',
    to: 'ana@example.org',
    from: 'bounces@example.org',
    text: 'Tuesday',
    request: {
      method: 'MAIL',
      path: 'ana@example.org',
      headers: {
        from: 'Clinic <clinic@example.org>',
        to: '"Ana, M." <ana@example.org>, ben@example.org',
        cc: 'Cleo <cleo@example.org>',
        'reply-to': 'desk@example.org',
        subject: '=?UTF-8?Q?Visit_=E2=9C=93?=',
        'message-id': '<abc@example.org>',
        'envelope-from': 'bounces@example.org',
        ...headers,
      },
      body,
    },
    ...different,
  });
}
