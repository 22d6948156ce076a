const text = (description: string) => ({ description });
const get = (summary: string) => ({ get: { summary, responses: { 200: text('as described') } } });
const post = (summary: string) => ({
  post: { summary, responses: { 200: text('as described'), 422: text('what is wrong, and what there is') } },
});
const remove = (summary: string) => ({ delete: { summary, responses: { 200: text('done') } } });

/** The recorder's API, for programs that read OpenAPI. */
export function openApi() {
  return {
    openapi: '3.1.0',
    info: {
      title: 'drysend gateways',
      version: '1',
      description: 'What came to the fake gateways, in the words of WireMock and Mailpit.',
    },
    paths: {
      '/__admin/requests': {
        ...get('The newest exchanges: limit, since (a seq)'),
        ...remove('Forget all exchanges'),
      },
      '/__admin/requests/find': post('Exchanges that fit a WireMock request pattern'),
      '/__admin/requests/count': post('How many exchanges fit'),
      '/__admin/requests/remove': post('Forget the exchanges that fit'),
      '/__admin/requests/wait': post(
        'Wait until count exchanges fit, at most timeout ms; 408 when they do not come',
      ),
      '/__admin/requests/unmatched': get('Requests that no gateway was meant by'),
      '/__admin/requests/unmatched/near-misses': get('The same, with the gateway whose name is nearest'),
      '/api/v1/messages': {
        ...get('Messages of all channels, newest first: start, limit'),
        ...remove('Forget all messages'),
      },
      '/api/v1/search': get("Messages that fit a query: Mailpit's words, and channel: gateway: segments:"),
      '/api/v1/message/{id}': get('One message, with its exchange'),
      '/api/v1/message/{id}/raw': get('One message as it came, without secrets'),
      '/livez': get('ok while the process lives'),
      '/readyz': get('ready when the doors are open'),
      '/metrics': get('Prometheus metrics'),
      '/openapi.json': get('This page'),
    },
  };
}
