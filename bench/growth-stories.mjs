/** Stories of a size, each of which grew with the square of it at one place once. */

const range = (count, make) => Array.from({ length: count }, (_, index) => make(index));

/** Letters that differ from index to index, none of them a digit. */
const letters = (index) => range(5, (place) => 'abcdefghij'[Math.floor(index / 10 ** place) % 10]).join('');

const caseLine = (index, more = '') =>
  `  mother-${letters(index)}: {type: mother, name: Asha ${letters(index)}, contact_phone_number: "${919_800_000_000 + index}"${more}}`;

const allOf = (n) => range(n, (index) => `mother-${letters(index)}`).join(', ');

/**
 * All are registered, and on each of ten days something is done by each.
 * @param {number} n
 * @param {(day: number, index: number) => string} act
 * @param {(acts: string[], day: string) => string} together
 */
const dayByDay = (n, act, together) =>
  [
    `  - {at: 2026-01-01 08:00, register: [${allOf(n)}]}`,
    ...range(10, (day) =>
      together(
        range(n, (index) => act(day, index)),
        `2026-01-${String(day + 1).padStart(2, '0')}`,
      ),
    ),
  ].join('\n');

/**
 * @param {{ n: number, cases?: string[], nouns?: string, to?: string, days?: number, more?: string, timeline?: string }} parts
 */
function story({
  n,
  cases = range(n, (index) => caseLine(index)),
  nouns = '',
  to = 'case',
  days = 1,
  more = '',
  timeline,
}) {
  return `scenario: growth
project: {time_zone: Asia/Kolkata, languages: [en], daily_limit: none}
gateways: {TWILIO: {type: twilio, number: "+12065550100"}}
routing: {global: {"*": TWILIO}}
${nouns}cases:
${cases.join('\n')}
alerts:
  hello:
    case_type: mother
    to: ${to}
    send: {daily: {at: "09:00", stop_after: "${days}"}}
    sms: {en: "Hello {case.name}, please take your tablet today."}
starts: 2026-01-01 00:00
ends: 2026-01-${String(days + 1).padStart(2, '0')} 00:00
timeline:
${timeline ?? `  - {at: 2026-01-01 08:00, register: [${allOf(n)}]}`}
${more}`;
}

const expecting = (n, line, more = '') =>
  story({ n, more: `expect:\n${range(n, (index) => `  - ${line(index)}`).join('\n')}\n${more}` });

const users = (n) =>
  `users:\n${range(n, (index) => `  user-${letters(index)}: {username: nurse-${letters(index)}, phone: "${919_700_000_000 + index}"}`).join('\n')}\n`;

/** Name → size that is measured once, twice and four times, and the story of a size. */
export const stories = {
  'misspelled registrations': [
    2000,
    (n) =>
      story({
        n,
        timeline: `  - {at: 2026-01-01 08:00, register: [${range(n, (index) => `mothr-${letters(index)}`).join(', ')}]}`,
      }),
  ],
  'misspelled registrations of names alike': [
    2000,
    (n) =>
      story({
        n,
        timeline: `  - {at: 2026-01-01 08:00, register: [${range(n, (index) => `mother-${letters(index)}x`).join(', ')}]}`,
      }),
  ],
  'notices about cases': [
    2000,
    (n) =>
      story({
        n,
        cases: range(n, (index) => caseLine(index, `, time_zone: Mars/${letters(index)}`)),
        more: 'others: allowed\n',
      }),
  ],
  'loose expectations, kept': [2000, (n) => expecting(n, () => 'sms: {in: en}')],
  'loose expectations by text, kept': [2000, (n) => expecting(n, () => 'sms: {contains: [Hello, tablet]}')],
  'texts in another order': [
    2000,
    (n) =>
      expecting(
        n,
        (index) => `sms: {says: "Hello Asha ${letters(n - 1 - index)}, please take your tablet today."}`,
      ),
  ],
  'expectations of others, missed': [
    2000,
    (n) => expecting(n, (index) => `sms: {to: mother-${letters(index)}, in: hin}`, 'others: allowed\n'),
  ],
  'loose expectations, missed': [2000, (n) => expecting(n, () => 'sms: {in: hin}', 'others: allowed\n')],
  'twice as many loose expectations': [
    2000,
    (n) =>
      story({
        n,
        more: `expect:\n${range(2 * n, (index) => `  - sms: {contains: [Hello${index % 2 ? ', tablet' : ''}]}`).join('\n')}\n`,
      }),
  ],
  'near texts': [
    1000,
    (n) =>
      expecting(
        n,
        (index) => `sms: {near: "Hello Asha ${letters(n - 1 - index)}, please take your tablet todax."}`,
      ),
  ],
  counts: [
    2000,
    (n) =>
      expecting(
        n,
        (index) => `count: {says: "Hello Asha ${letters(index)}, please take your tablet today.", is: 1}`,
        'others: allowed\n',
      ),
  ],
  'in order': [
    2000,
    (n) =>
      story({ n, more: `expect:\n  - in_order:\n${range(n, () => '      - sms: {in: en}').join('\n')}\n` }),
  ],
  'allowed rows': [
    2000,
    (n) =>
      story({
        n,
        more: `expect: []\nallow:\n${range(n, (index) => `  - sms: {to: mother-${letters(n - 1 - index)}}`).join('\n')}\n`,
      }),
  ],
  'checks in the timeline': [
    1000,
    (n) =>
      story({
        n,
        timeline: `  - {at: 2026-01-01 08:00, register: [${allOf(n)}]}\n${range(n, (index) => `  - {at: 2026-01-01 10:00, expect: [{sms: {to: mother-${letters(index)}}}]}`).join('\n')}`,
      }),
  ],
  'broken checks in the timeline': [
    500,
    (n) =>
      story({
        n,
        timeline: `  - {at: 2026-01-01 08:00, register: [${allOf(n)}]}\n${range(n, (index) => `  - {at: 2026-01-01 10:00, expect: [{sms: {to: mother-${letters(index)}, in: hin}}]}`).join('\n')}`,
        more: 'others: allowed\n',
      }),
  ],
  'checks in a long run': [
    500,
    (n) =>
      story({
        n,
        days: 20,
        timeline: `  - {at: 2026-01-01 08:00, register: [${allOf(n)}]}\n${range(n, (index) => `  - {at: 2026-01-20 10:00, expect: [{sms: {to: mother-${letters(index)}, at: 2026-01-20 09:00}}]}`).join('\n')}`,
        more: 'others: allowed\n',
      }),
  ],
  'lists of times, missed': [
    2000,
    (n) =>
      expecting(
        n,
        (index) => `sms: {to: mother-${letters(index)}, at: [2026-01-01 09:00, 2026-01-01 11:00]}`,
        'others: allowed\n',
      ),
  ],
  'promises about many, one for each': [
    500,
    (n) =>
      expecting(
        n,
        (index) => `no_doubles: {to: mother-${letters(index)}, within: 1 hour}`,
        'others: allowed\n',
      ),
  ],
  'misspelled people in expectations': [
    1000,
    (n) => expecting(n, (index) => `sms: {to: mothr-${letters(index)}}`),
  ],
  'misspelled alerts in expectations': [
    1000,
    (n) => expecting(n, (index) => `sms: {to: mother-${letters(index)}, alert: helo${index}}`),
  ],
  'users by property': [
    2000,
    (n) =>
      story({
        n,
        nouns: users(n),
        to: '{user_property: nurse}',
        cases: range(n, (index) => caseLine(index, `, nurse: nurse-${letters(n - 1 - index)}`)),
        more: 'others: allowed\n',
      }),
  ],
  'updates of everybody each day': [
    1000,
    (n) =>
      story({
        n,
        days: 10,
        timeline: dayByDay(
          n,
          (day, index) => `mother-${letters(index)}: {week: "${day}"}`,
          (all, day) => `  - {at: ${day} 22:00, update: {${all.join(', ')}}}`,
        ),
      }),
  ],
  'texts of everybody each day': [
    500,
    (n) =>
      story({
        n,
        days: 10,
        timeline: dayByDay(
          n,
          (_day, index) => `inbound: {from: mother-${letters(index)}, text: "ok"}`,
          (all, day) => all.map((act) => `  - {at: ${day} 22:00, ${act}}`).join('\n'),
        ),
      }),
  ],
  'locations below one another': [
    2000,
    (n) =>
      story({
        n,
        nouns: `${users(n)}locations:\n${range(n, (index) => `  place-${letters(index)}: {type: t${index === 0 ? '' : `, parent: place-${letters(Math.floor((index - 1) / 50))}`}${index === n - 1 ? `, users: [user-${letters(0)}]` : ''}}`).join('\n')}\n`,
        to: '{location: place-aaaaa, descendants: yes}',
        cases: range(20, (index) => caseLine(index)),
        timeline: `  - {at: 2026-01-01 08:00, register: [${allOf(20)}]}`,
        more: 'others: allowed\n',
      }),
  ],
  'rows of examples': [
    500,
    (n) =>
      `${story({ n: 2, more: 'others: allowed\n' }).replace('scenario: growth', 'scenario: growth {{row}}')}examples:\n${range(n, (index) => `  - {row: "${index}"}`).join('\n')}\n`,
  ],
};
