/** A programme of 300 women with several alerts, and the small mistakes of which each breaks one promise. */

/** What is different from a programme that keeps all it promises. */
export interface Mistake {
  /** Instead of the part of one woman's case; undefined: as it is. */
  readonly woman?: (number: number) => Partial<Woman>;
  readonly gateways?: string;
  readonly routing?: string;
  readonly tips?: string;
  readonly timeline?: string;
  readonly keywords?: string;
  readonly expect?: string;
  /** Where the women stand: in the scenario itself unless it is an export. */
  readonly cases?: 'inline' | 'import';
  /** The texts of alerts stand in another file. */
  readonly use?: boolean;
}

interface Woman {
  readonly phone: string;
  readonly language: string;
  readonly visit: string;
  readonly district: string;
}

const WOMEN = 300;
const two = (value: number): string => String(value).padStart(2, '0');
const dayOf = (number: number): number => 5 + (number % 20);
const numbers = Array.from({ length: WOMEN }, (_, index) => index + 1);

/** Files by path; the scenario is `programme.yaml`. */
export function programme(mistake: Mistake): Map<string, string> {
  const women = numbers.map((number): [string, Woman] => [
    `w${number}`,
    {
      phone: `2547${10_000_000 + number}`,
      language: number % 3 === 0 ? 'sw' : 'en',
      visit: `2026-03-${two(dayOf(number))}`,
      district: `D${number % 7}`,
      ...mistake.woman?.(number),
    },
  ]);
  const isImport = mistake.cases === 'import';
  const files = new Map<string, string>();
  if (isImport) files.set('data/women.csv', csvOf(women));
  if (mistake.use) files.set('common/alerts.yaml', alertsOf(mistake));
  return files.set(
    'programme.yaml',
    [
      '# The programme of the district, as planned for March.',
      'scenario: A district in March',
      'about: all women of the register',
      'tags: [district, slow]',
      ...(mistake.use ? ['use: common/alerts.yaml'] : []),
      'project:',
      '  time_zone: Africa/Nairobi',
      '  languages: [en, sw]',
      `gateways:\n${mistake.gateways ?? '  TWILIO: {type: twilio, number: "+12065550100"}'}`,
      '  TELE: {type: telerivet, number: "+254700000001"}',
      `routing:\n  global: ${mistake.routing ?? '{"*": TWILIO, "255": TELE}'}`,
      'users:',
      '  nurse: {username: nurse, first_name: Grace, phone: "254720000001"}',
      'groups:',
      '  staff: {users: [nurse]}',
      isImport
        ? 'import:\n  - {file: data/women.csv, type: woman, key: external_id, register_at: 2026-03-01 08:00}'
        : `cases:\n${women.map(caseText).join('')}`.trimEnd(),
      ...(mistake.use ? [] : [alertsOf(mistake)]),
      'broadcasts:',
      '  news: {to: {group: staff}, send: immediately, sms: The month begins}',
      mistake.keywords ?? 'keywords:\n  JOINED: {reply: Thank you for your answer}',
      'timeline:',
      '  # The clinic opens',
      `  - at: 2026-03-01 08:00\n    ${isImport ? 'note: registered' : `register: [${women.map(([key]) => key).join(', ')}]`}`,
      '  - {at: 2026-03-01 10:00, broadcast: news}',
      mistake.timeline ?? '  - {at: 2026-03-02 11:00, inbound: {from: w9, via: TWILIO, text: joined}}',
      'ends: 2026-05-31 12:00',
      'expect:',
      '  - {count: {alert: welcome, channel: sms, is: 300, claims: yes}}',
      '  - {count: {alert: tips, channel: sms, is: 600, claims: yes}}',
      '  - sms to nurse saying "The month begins"',
      mistake.expect ?? '  - sms to w9 saying "Thank you for your answer"',
      ...numbers.map(
        (number) =>
          `  - sms to w${number} at 2026-03-${two(dayOf(number) - 2)} 09:00 containing "${number % 3 === 0 ? 'ziara' : 'visit'}"`,
      ),
      '',
    ].join('\n'),
  );
}

const caseText = ([key, { phone, language, visit, district }]: [string, Woman]): string => `  ${key}:
    type: woman
    name: Woman ${key.slice(1)}
    contact_phone_number: "${phone}"
    contact_phone_number_is_verified: "1"
    language_code: ${language}
    next_visit: ${visit}   # from the clinic's book
    district: ${district}
`;

const csvOf = (women: readonly [string, Woman][]): string =>
  [
    'caseid,external_id,name,contact_phone_number,contact_phone_number_is_verified,language_code,next_visit,district',
    ...women.map(
      ([key, { phone, language, visit, district }]) =>
        `id-${key},${key},"Woman ${key.slice(1)}, of ${district}",${phone},1,${language},${visit},${district}`,
    ),
    '',
  ].join('\n');

const alertsOf = ({ tips }: Mistake): string => `alerts:
  visit:
    case_type: woman
    to: case
    start: {property: next_visit, offset_days: -2}
    send: {daily: {at: "09:00", stop_after: 1}}
    sms:
      # English first
      en: "Dear {case.name}, your visit at the clinic is on {case.next_visit}"
      sw: "Habari {case.name}, ziara yako ni {case.next_visit}"
  welcome:
    case_type: woman
    to: case
    send: immediately
    sms: {en: "Welcome {case.name}", sw: "Karibu {case.name}"}
  tips:
    case_type: woman
    to: case
    send: {weekly: {days: [Wed], at: "15:00", stop_after: 2}}
    sms: ${tips ?? '{en: "Drink clean water", sw: "Kunywa maji safi"}'}`;
