/** A story of one mail through a gateway with this fault, to be held to nothing. */
export function mailStory(fault: object, login: object = {}): object {
  return {
    scenario: 'mail faults',
    others: 'allowed',
    gateways: { MAIL: { type: 'smtp', ...login, faults: [fault] } },
    cases: { a: { type: 'p', name: 'a', commcare_email_address: 'a@example.org' } },
    alerts: {
      hi: {
        case_type: 'p',
        when: { name: { has_value: 'yes' } },
        to: 'case',
        send: 'immediately',
        email: { subject: 'Hi', body: 'hello' },
      },
    },
    timeline: [{ at: '2026-03-01 09:00', register: 'a' }],
  };
}
