/** Ten mistakes in a programme, what each breaks, and how small the scenario is that still shows it. */
import type { Mistake } from './a-programme.ts';

export interface Seeded {
  readonly mistake: Mistake;
  /** How the promise begins that is broken. */
  readonly fails: string;
  /** Of the scenario, without comments. */
  readonly lines: number;
}

export const seeded: Readonly<Record<string, Seeded>> = {
  'the clinic wrote another day for one woman': {
    mistake: { woman: (number) => (number === 217 ? { visit: '2026-03-25' } : {}) },
    fails: 'sms to w217 at',
    lines: 26,
  },
  'one woman has no number': {
    mistake: { woman: (number) => (number === 140 ? { phone: '' } : {}) },
    fails: 'sms to w140 at',
    lines: 21,
  },
  'two women share a number, and a text comes twice': {
    mistake: {
      woman: (number) => (number === 33 ? { phone: '254710000066' } : {}),
      expect: '  - sms to w9 saying "Thank you for your answer"\n  - no_doubles: {within: 1 hour}',
    },
    fails: 'no doubles',
    lines: 29,
  },
  'a text is missing in one language': {
    mistake: {
      tips: '{en: "Drink clean water"}',
      expect: '  - sms to w9 saying "Thank you for your answer"\n  - each: {alert: tips, in: contact}',
    },
    fails: 'each',
    lines: 24,
  },
  'a number of another country has no gateway': {
    mistake: {
      woman: (number) => (number === 88 ? { phone: '255710000088' } : {}),
      routing: '{"*": TWILIO, "255": NOWHERE}',
    },
    fails: 'sms to w88 at',
    lines: 25,
  },
  'the gateway is down on one morning': {
    mistake: {
      timeline: `  - {at: 2026-03-02 11:00, inbound: {from: w9, via: TWILIO, text: joined}}
  - {at: 2026-03-12 08:00, gateway: {TWILIO: {down: yes}}}
  - {at: 2026-03-12 09:30, gateway: {TWILIO: {down: no}}}`,
    },
    fails: 'sms to w9 at 2026-03-12',
    lines: 26,
  },
  'the keyword answers with other words': {
    mistake: { keywords: 'keywords:\n  JOINED: {reply: Thank you}\n  LEFT: {reply: Goodbye}' },
    fails: 'sms to w9 saying "Thank you for your answer"',
    lines: 20,
  },
  'nobody promised the reply to a woman who sends STOP': {
    mistake: {
      timeline: `  - {at: 2026-03-02 11:00, inbound: {from: w9, via: TWILIO, text: joined}}
  - {at: 2026-03-05 07:00, inbound: {from: w100, via: TWILIO, text: stop}}`,
    },
    fails: 'unexpected sms to w100',
    lines: 17,
  },
  'a row of an export has no date': {
    mistake: { cases: 'import', woman: (number) => (number === 251 ? { visit: 'soon' } : {}) },
    fails: 'sms to w251',
    lines: 16,
  },
  'an alert in a file that is used is changed by the timeline': {
    mistake: {
      use: true,
      timeline: `  - {at: 2026-03-02 11:00, inbound: {from: w9, via: TWILIO, text: joined}}
  - {at: 2026-03-18 06:00, alert: {visit: {sms: {en: "Dear {case.name}, come on {case.next_visit}"}}}}`,
    },
    fails: 'sms to w15 at',
    lines: 26,
  },
};
