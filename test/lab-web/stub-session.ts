/** A session with something of everything, for looking at the pages without a rehearsal behind them. */
import type { Contact, LabState, Line } from '../../src/lab/web/state/answers.ts';

const HOUR = 3_600_000;
export const startsAt = Date.parse('2026-03-02T03:30:00Z');
export const endsAt = Date.parse('2026-03-31T00:00:00Z');

const hostileMail = [
  '<h1>Visit on 12 March</h1><p style="color:teal">Dear Sara, please come at 9.</p>',
  '<img src="http://127.0.0.1:9/tracker.png"><script>parent.document.title = "stolen"</script>',
  '<img src=x onerror="parent.document.title = \'stolen\'">',
].join('');

interface Person {
  readonly key: string;
  readonly name: string;
  readonly number: string;
  readonly language: string;
  readonly zone: string;
  readonly text: string;
}

const people: readonly Person[] = [
  [
    'asha',
    'Asha',
    '919812345001',
    'hin',
    'Asia/Kolkata',
    'नमस्ते Asha। आपकी जाँच 2026-03-12 को है। रोकने के लिए STOP भेजें।',
  ],
  [
    'tigist',
    'Tigist',
    '251911234567',
    'amh',
    'Africa/Addis_Ababa',
    'ሰላም ትግስት፣ ቀጠሮዎ መጋቢት 3 ቀን ነው። እባክዎን በ3 ሰዓት ይምጡ።',
  ],
  [
    'sara',
    'سارة',
    '201001234567',
    'ara',
    'Africa/Cairo',
    'مرحباً سارة، موعدك يوم 12 مارس الساعة 9:00. أرسلي STOP للإيقاف.',
  ],
  [
    'ana',
    'Ana',
    '573001234567',
    'es',
    'America/New_York',
    '<script>document.title="stolen"</script><b>Hola</b> Ana',
  ],
  ['rina', 'Rina', '8801712345678', 'en', 'Asia/Dhaka', 'Good evening Rina'],
  ['karim', 'Karim', '8801712345678', 'en', 'Asia/Dhaka', 'Good evening Karim'],
].map(([key = '', name = '', number = '', language = '', zone = '', text = '']) => {
  return { key, name, number, language, zone, text };
});

export const contacts: readonly Contact[] = people.map(({ key, name, number, language, zone }, index) => ({
  label: name,
  key,
  kind: 'case',
  name,
  type: 'pregnancy',
  registered: true,
  closed: false,
  zone: { name: zone, wall: '2026-03-03 15:00', from: 'the contact’s time_zone' },
  language,
  number,
  normalized: number,
  country: number.slice(0, 2),
  twoWay: key !== 'karim' && key !== 'tigist',
  optedOut: key === 'ana',
  email: index === 2 ? 'sara@example.org' : '',
  gateway: { name: 'TWILIO_IN', because: 'global prefix' },
  problems: [],
}));

const iso = (ms: number): string => new Date(ms).toISOString();

/** A few weeks of messages, with every state a message can be in. */
export function journal(): Line[] {
  const lines: Omit<Line, 'seq'>[] = [];
  people.forEach(({ key, number, language, text }, index) => {
    const base = {
      id: `m-${key}`,
      channel: 'sms' as const,
      to: key,
      case: key,
      number,
      via: 'TWILIO_IN',
      language,
      text,
      name: 'welcome',
      alert: 'welcome',
      because: { zone: { name: 'UTC', from: 'case' }, language: { code: 'en', from: 'contact' } } as const,
    };
    const arrival = startsAt + (index + 1) * HOUR;
    const at = iso(arrival);
    lines.push(
      { ...base, at, kind: 'queued' },
      { ...base, at, kind: 'sent', segments: 2, encoding: 'UCS-2' },
    );
    lines.push({
      at: iso(arrival + HOUR),
      kind: 'inbound',
      number,
      via: 'TWILIO_IN',
      text: 'help',
      contact: key,
      handled_by: 'keyword',
    });
  });
  const late = {
    id: 'late',
    channel: 'sms' as const,
    to: 'asha',
    case: 'asha',
    number: people[0]!.number,
    via: 'TWILIO_IN',
  };
  const day = startsAt + 24 * HOUR;
  lines.push(
    { ...late, at: iso(day), kind: 'queued', text: 'Asha, your visit is on 2026-03-12.', language: 'en' },
    { ...late, at: iso(day), kind: 'attempt', attempt: 1, retry_at: iso(day + 5 * HOUR) },
    { ...late, at: iso(day + HOUR), kind: 'held', reason: 'sending_hours', until: iso(day + 12 * HOUR) },
    {
      ...late,
      id: 'lost',
      at: iso(day + 2 * HOUR),
      kind: 'error',
      text: 'You will not see this.',
      code: 'PHONE_OPTED_OUT',
    },
  );
  lines.push({
    ...late,
    id: 'mail',
    channel: 'email',
    to: 'sara',
    case: 'sara',
    at: iso(day + 3 * HOUR),
    kind: 'sent',
    address: 'sara@example.org',
    subject: 'موعدك القادم · Your next visit',
    text: 'Dear Sara, please come at 9.',
    html: hostileMail,
  });
  return lines
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
    .map((line, index) => ({ ...line, seq: index + 1 }));
}

export function stateOf(lines: readonly Line[]): LabState {
  return {
    id: 's1',
    title: 'Antenatal reminders in Hindi, Amharic and Arabic',
    now: startsAt + 30 * HOUR,
    wall: '2026-03-03 15:00',
    startsAt,
    endsAt,
    speed: 0,
    journey: null,
    stopped: null,
    contactsRevision: '1',
    outsideSeq: 0,
    isFileChanged: false,
    people: [
      { name: 'रुचि', looks: false, windows: 1 },
      { name: '', looks: true, windows: 2 },
    ],
    movedBy: 'रुचि',
    nextAt: startsAt + 40 * HOUR,
    counts: { sms: 6, email: 1, errors: 1, held: 1 },
    lastSeq: lines.length,
    project: { name: 'demo', timeZone: 'Asia/Kolkata', languages: ['en', 'hin', 'amh', 'ara'] },
    contacts,
    gateways: [
      {
        name: 'TWILIO_IN',
        type: 'twilio',
        scope: 'global',
        down: false,
        failNext: 2,
        latencyMs: 0,
        faults: [],
        url: null,
        textsGoTo: null,
        sent: 6,
        refused: 1,
        attempts: 8,
      },
      {
        name: 'SMTP',
        type: 'smtp',
        scope: 'project',
        down: true,
        failNext: 0,
        latencyMs: 30_000,
        faults: [],
        url: null,
        textsGoTo: null,
        sent: 1,
        refused: 0,
        attempts: 1,
      },
    ],
    alerts: [{ key: 'welcome', active: true, kind: 'alert' }],
    upcoming: people.flatMap(({ key }, index) =>
      [0, 7, 14].map((day) => ({
        at: startsAt + (40 + day * 24 + index) * HOUR,
        alert: 'visit',
        case: key,
        recipient: key,
      })),
    ),
  };
}
