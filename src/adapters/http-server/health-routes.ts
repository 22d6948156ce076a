/** Health checks, and metrics for Prometheus. */
import { Counter as Count, Gauge, Registry } from 'prom-client';
import type { FakeGateways } from '../fake/fake-gateways.ts';
import type { ApiRoute } from './api-route.ts';

export function healthRoutes(fakes: FakeGateways, openedAt: number): ApiRoute[] {
  return [
    {
      method: 'get',
      path: '/livez',
      summary: 'ok while the process lives',
      answer: { mediaType: 'text/plain' },
      handle: (_request, response) => void response.type('text/plain').send('ok'),
    },
    {
      method: 'get',
      path: '/readyz',
      summary: 'ready when the servers listen',
      answer: { mediaType: 'text/plain' },
      handle: (_request, response) => void response.type('text/plain').send('ready'),
    },
    {
      method: 'get',
      path: '/__admin/health',
      summary: 'The same in WireMock’s words',
      answer: { schema: 'Health' },
      handle(_request, response) {
        response.json({
          status: 'healthy',
          message: 'the servers are listening',
          uptimeInSeconds: Math.floor((performance.now() - openedAt) / 1000),
          timestamp: new Date().toISOString(),
        });
      },
    },
    {
      method: 'get',
      path: '/metrics',
      summary: 'Prometheus metrics',
      answer: { mediaType: 'text/plain' },
      async handle(_request, response) {
        const { contentType, text } = await metrics(fakes);
        response.type(contentType).send(text);
      },
    },
  ];
}

async function metrics({
  recorder,
  listener,
}: FakeGateways): Promise<{ readonly contentType: string; readonly text: string }> {
  const registry = new Registry();
  const registers = [registry];
  const requests = new Count({
    name: 'drysend_requests_total',
    help: 'Exchanges with the servers',
    labelNames: ['gateway', 'verdict'],
    registers,
  });
  for (const [labels, count] of recorder.tallies()) {
    const [gateway = '', verdict = ''] = labels.split('\n');
    requests.inc({ gateway, verdict }, count);
  }
  const calls = new Count({
    name: 'drysend_webhooks_total',
    help: 'Calls to applications, by what came of them',
    labelNames: ['gateway', 'state'],
    registers,
  });
  for (const [labels, count] of listener?.tallies() ?? []) {
    const [gateway = '', state = ''] = labels.split('\n');
    calls.inc({ gateway, state }, count);
  }
  const gauge = (name: string, help: string, value: number): void =>
    new Gauge({ name, help, registers }).set(value);
  gauge('drysend_exchanges_kept', 'Exchanges in memory', recorder.size);
  gauge('drysend_exchanges_dropped', 'Exchanges that had to make room', recorder.dropped);
  gauge('drysend_last_seq', 'The seq of the newest exchange', recorder.nextSeq - 1);
  return { contentType: registry.contentType, text: await registry.metrics() };
}
