/** The recorder over HTTP: WireMock's request journal, Mailpit's message view, health and metrics. */
import express, { type Express, type Request, type Response } from 'express';
import { Counter as Count, Gauge, Registry } from 'prom-client';
import { messageOf, type Recorded } from '../recorder/recorder.ts';
import { patternFrom } from '../recorder/request-pattern.ts';
import { searchFor } from '../recorder/search.ts';
import type { Counter } from './counter.ts';
import { openApi } from './openapi.ts';

/** Paths that begin so are for the API. */
export const apiPrefixes: readonly string[] = [
  '/__admin',
  '/api/',
  '/livez',
  '/readyz',
  '/metrics',
  '/openapi.json',
];

const LIST_MAX = 1000;
const LIST_DEFAULT = 50;
const WAIT_MS_MAX = 60_000;

export function recorderApi(counter: Counter): Express {
  const { recorder } = counter;
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.use(express.json({ limit: '100kb', type: () => true, strict: true }));

  app.get('/__admin/requests', (request, response) => {
    const since = Number(request.query.since ?? 0);
    const found = [...recorder.all()].filter(({ seq }) => seq > since).slice(-limitOf(request));
    response.json({
      requests: found.map(wiremock),
      meta: { total: recorder.size, dropped: recorder.dropped },
    });
  });
  app.delete('/__admin/requests', (_request, response) => {
    response.json({ removed: recorder.remove(() => true) });
  });
  app.post('/__admin/requests/find', (request, response) => {
    withPattern(request, response, (isWanted) => {
      response.json({ requests: [...recorder.all()].filter(isWanted).map(wiremock) });
    });
  });
  app.post('/__admin/requests/count', (request, response) => {
    withPattern(request, response, (isWanted) => {
      response.json({ count: [...recorder.all()].filter(isWanted).length });
    });
  });
  app.post('/__admin/requests/remove', (request, response) => {
    withPattern(request, response, (isWanted) => {
      response.json({ removed: recorder.remove(isWanted) });
    });
  });
  app.get('/__admin/requests/unmatched', (_request, response) => {
    response.json({
      requests: [...recorder.all()].filter(({ verdict }) => verdict === 'unmatched').map(wiremock),
    });
  });
  app.get('/__admin/requests/unmatched/near-misses', (_request, response) => {
    const unmatched = [...recorder.all()].filter(({ verdict }) => verdict === 'unmatched');
    response.json({
      nearMisses: unmatched.map((each) => ({ request: wiremock(each), nearest: nearestName(counter, each) })),
    });
  });
  app.post('/__admin/requests/wait', async (request, response) => {
    const { count, timeout } = request.query;
    const { timeoutMs, wanted } = {
      timeoutMs: Math.min(Number(timeout ?? 5000), WAIT_MS_MAX),
      wanted: Number(count ?? 1),
    };
    const pattern = patternFrom(request.body ?? {});
    if ('problem' in pattern) return void response.status(422).json({ error: pattern.problem });
    const found = await recorder.wait(pattern.isWanted, wanted, timeoutMs);
    response.status(found >= wanted ? 200 : 408).json({ count: found });
  });

  app.get('/api/v1/messages', (request, response) => listed(counter, request, response, () => true));
  app.get('/api/v1/search', (request, response) => {
    const search = searchFor(String(request.query.query ?? ''));
    if ('problem' in search) return void response.status(422).json({ error: search.problem });
    listed(counter, request, response, (each) => {
      const message = messageOf(each);
      return message !== undefined && search.holds(message, each.text);
    });
  });
  app.delete('/api/v1/messages', (_request, response) => {
    recorder.remove((each) => messageOf(each) !== undefined);
    response.send('ok');
  });
  app.get('/api/v1/message/:id', (request, response) => {
    withMessage(counter, request, response, (each) => {
      response.json({ ...messageOf(each), Text: each.text, Request: each.request, Response: each.response });
    });
  });
  app.get('/api/v1/message/:id/raw', (request, response) => {
    withMessage(counter, request, response, (each) => {
      response.type('text/plain').send(rawOf(each));
    });
  });

  app.get('/livez', (_request, response) => void response.type('text/plain').send('ok'));
  app.get('/readyz', (_request, response) => void response.type('text/plain').send('ready'));
  app.get('/metrics', async (_request, response) => {
    response.type('text/plain; version=0.0.4').send(await metrics(counter));
  });
  app.get('/openapi.json', (_request, response) => void response.json(openApi()));
  app.use((request: Request, response: Response) => {
    response
      .status(404)
      .json({ error: `nothing is at ${request.path}`, hint: '/openapi.json lists what there is' });
  });
  app.use((error: Error & { status?: number }, _request: Request, response: Response, _next: () => void) => {
    response.status(error.status ?? 400).json({ error: error.message });
  });
  return app;
}

function limitOf({ query }: Request): number {
  const limit = Number(query.limit ?? LIST_DEFAULT);
  return Number.isInteger(limit) && limit > 0 ? Math.min(limit, LIST_MAX) : LIST_DEFAULT;
}

function withPattern(
  request: Request,
  response: Response,
  use: (isWanted: (recorded: Recorded) => boolean) => void,
): void {
  const pattern = patternFrom(request.body ?? {});
  if ('problem' in pattern) response.status(422).json({ error: pattern.problem });
  else use(pattern.isWanted);
}

function withMessage(
  counter: Counter,
  request: Request,
  response: Response,
  use: (recorded: Recorded) => void,
): void {
  const found = [...counter.recorder.all()].find(({ id }) => id === request.params.id);
  if (found && messageOf(found)) use(found);
  else response.status(404).json({ error: 'no message has this ID' });
}

/** Newest first, as Mailpit lists them. */
function listed(
  counter: Counter,
  request: Request,
  response: Response,
  isWanted: (recorded: Recorded) => boolean,
): void {
  const messages = [...counter.recorder.all()]
    .filter(isWanted)
    .flatMap((each) => messageOf(each) ?? [])
    .reverse();
  const start = Math.max(0, Number(request.query.start ?? 0) || 0);
  const page = messages.slice(start, start + limitOf(request));
  response.json({ total: messages.length, count: page.length, start, messages: page });
}

/** An exchange as WireMock's journal shows it. */
function wiremock({ seq, id, receivedAt, gateway, verdict, request, response }: Recorded) {
  return {
    id,
    seq,
    gateway,
    verdict,
    wasMatched: verdict !== 'unmatched',
    request: {
      url: gateway === undefined ? request.path : `/${gateway}${request.path}`,
      method: request.method,
      headers: request.headers,
      body: request.body,
      loggedDate: receivedAt,
      loggedDateString: new Date(receivedAt).toISOString(),
    },
    responseDefinition: { status: response.status, body: response.body },
  };
}

function nearestName({ gateways }: Counter, { request }: Recorded): string | undefined {
  const asked = request.path.split('/')[1]?.toUpperCase() ?? '';
  return gateways.map(({ name }) => name).find((name) => name.includes(asked) || asked.includes(name));
}

const rawOf = ({ request, raw }: Recorded): string =>
  [
    `${request.method} ${request.path}`,
    ...Object.entries(request.headers).map(([name, value]) => `${name}: ${value}`),
    '',
    raw === undefined ? request.body : Buffer.from(raw, 'base64').toString('latin1'),
  ].join('\r\n');

async function metrics({ recorder }: Counter): Promise<string> {
  const registry = new Registry();
  const labelNames = ['gateway', 'verdict'];
  const requests = new Count({
    name: 'drysend_requests_total',
    help: 'Exchanges at the doors',
    labelNames,
    registers: [registry],
  });
  for (const [labels, count] of recorder.tallies()) {
    const [gateway, verdict] = labels.split('\n');
    requests.inc({ gateway: gateway ?? '', verdict: verdict ?? '' }, count);
  }
  new Gauge({ name: 'drysend_exchanges_kept', help: 'Exchanges in memory', registers: [registry] }).set(
    recorder.size,
  );
  new Gauge({
    name: 'drysend_exchanges_dropped',
    help: 'Exchanges that had to make room',
    registers: [registry],
  }).set(recorder.dropped);
  return registry.metrics();
}
