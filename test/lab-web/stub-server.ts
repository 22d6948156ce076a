/** Answers the pages with canned words, under the same strict policy as the lab. */
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { Line } from '../../src/lab/web/state/answers.ts';
import { journal, stateOf } from './stub-session.ts';

const pages = fileURLToPath(new URL('../../dist/lab/', import.meta.url));
const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
};

interface Posted {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Stub {
  readonly url: string;
  readonly posted: Posted[];
  close(): Promise<void>;
}

/** Serves `lines` (by default a few weeks of everything) on a free port of this machine. */
export async function startStub(lines: readonly Line[] = journal(), change = stateOf): Promise<Stub> {
  const posted: Posted[] = [];
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/`,
    posted,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://stub');
    response.setHeader('content-security-policy', "default-src 'self'");
    if (!url.pathname.startsWith('/api/')) return page(url.pathname, response);
    if (request.method === 'POST') {
      posted.push({ path: url.pathname, body: JSON.parse(await bodyOf(request)) });
      return json(response, postAnswer(url.pathname));
    }
    if (url.pathname.endsWith('/events')) {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(': open\n\n');
      return;
    }
    if (url.pathname.endsWith('/saved.yaml')) {
      response.end('scenario: My story\nstarts: 2026-03-02 09:00\n');
      return;
    }
    json(response, readAnswer(url));
  }

  function readAnswer({ pathname, searchParams }: URL): unknown {
    const after = Number(searchParams.get('after') ?? 0);
    switch (pathname.split('/').at(-1)) {
      case 'scenarios':
        return [
          {
            path: 'scenarios/a.yaml',
            title: 'Antenatal reminders',
            about: 'Three women register.',
            tags: ['maternal-health'],
          },
        ];
      case 'sessions':
        return [
          { id: 's1', title: 'Antenatal reminders', contacts: 6, openedAt: 0, usedAt: 0, hasGateways: false },
        ];
      case 'state':
        return change(lines);
      case 'contacts': {
        const { contacts, contactsRevision: revision } = change(lines);
        const total = contacts.length;
        return { mark: 'stub-1', revision, isWhole: true, total, contacts, gone: [], next: null };
      }
      case 'entries':
        return { entries: lines.slice(after, after + Number(searchParams.get('limit') ?? 1000)) };
      case 'why':
        return trail;
      case 'roster':
        return roster;
      case 'plan':
        return planned;
      case 'exchanges':
        return { exchanges: [exchange] };
      default:
        return {};
    }
  }
}

const exchange = {
  attempt: 1,
  gateway: 'TWILIO_IN',
  request: {
    method: 'POST',
    path: '/2010-04-01/Messages.json',
    headers: { authorization: '[redacted]' },
    body: 'To=%2B91981',
  },
  response: { status: 201, headers: {}, body: '{"sid":"SM1"}' },
};

const trail = {
  contact: 'asha',
  label: 'Asha (asha)',
  about: 'pregnancy "Asha"',
  zone: 'Asia/Kolkata',
  sections: [
    {
      title: 'welcome',
      steps: [
        { seq: 1, wall: '2026-03-02 10:00', kind: 'armed', sentence: 'The alert started.', facts: [] },
        {
          seq: 2,
          wall: '2026-03-02 10:00',
          kind: 'sent',
          sentence: 'Sent through TWILIO_IN.',
          facts: [['gateway', 'global prefix 91']],
        },
      ],
    },
  ],
  endings: ['welcome: finished'],
};

const roster = {
  contacts: 6,
  funnels: [
    {
      cause: 'alert welcome',
      case_type: 'pregnancy',
      cases: 6,
      matched: 6,
      started: 5,
      fell_due: 5,
      outcomes: [
        { outcome: 'sent', rows: 4, people: 4 },
        {
          outcome: 'error',
          reason: 'NO_PHONE_NUMBER',
          means: 'Contact has no phone number',
          rows: 1,
          people: 1,
        },
      ],
      gotNothing: 1,
    },
  ],
  gotNothing: [
    {
      reason: 'NO_PHONE_NUMBER',
      means: 'Contact has no phone number',
      cure: 'Store the number.',
      count: 60,
      people: [{ key: 'sara', label: 'سارة' }],
    },
  ],
  warnings: [
    { code: 'NUMBER_NOT_READ', severity: 'error', count: 2, example: 'row 3 (sara)', hint: 'Write it.' },
  ],
};

const bucket = { messages: 9, sms: 8, email: 1, segments: 12, cost: { USD: '0.36' }, unpriced_segments: 2 };
const planned = {
  contacts: 6,
  all: bucket,
  months: [{ key: '2026-03', ...bucket }],
  days: [
    { key: '2026-03-02', ...bucket },
    { key: '2026-03-03', ...bucket, messages: 2 },
  ],
  gateways: [{ key: 'TWILIO_IN', ...bucket }],
  causes: [{ key: 'alert welcome', ...bucket }],
  errors: { NO_PHONE_NUMBER: 3 },
  undated: {},
  waiting: 0,
  messages: [
    {
      person: 'asha',
      label: 'नमस्ते Asha',
      local: '2026-03-02T10:00:00.000+05:30',
      zone: 'Asia/Kolkata',
      cause: 'alert welcome',
      gateway: 'TWILIO_IN',
      text: 'مرحباً سارة',
    },
  ],
  moreMessages: 8,
};

function postAnswer(path: string): unknown {
  if (path.endsWith('/check-case')) {
    const number = { property: 'contact_phone_number', found: '919812345001', becomes: '+91 98123 45001' };
    const zone = { property: 'time_zone', found: 'Asia/Kolkatta', becomes: 'UTC' };
    return [
      { ...number, level: 'ok', message: 'India' },
      { ...zone, level: 'error', message: 'did you mean Asia/Kolkata?' },
    ];
  }
  return { ok: true };
}

function page(path: string, response: ServerResponse): void {
  const name = path === '/' ? 'index.html' : path.slice(1);
  try {
    const bytes = readFileSync(new URL(name, `file://${pages}`));
    response.writeHead(200, { 'content-type': types[name.split('.').at(-1) ?? ''] ?? 'text/plain' });
    response.end(bytes);
  } catch {
    response.writeHead(404).end();
  }
}

function json(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text || '{}';
}
