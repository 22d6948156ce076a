import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Api, openApiUnderTest } from './an-api.ts';

let api: Api;
beforeAll(async () => {
  api = await openApiUnderTest();
});
beforeEach(() => api.gateways.reset());
afterAll(() => api.close());

describe('the list', () => {
  test('has the newest first, with all that WireMock logs and our own fields', async () => {
    await api.sms('one');
    await api.sms('two');
    const { json } = await api.ask('GET', '/__admin/requests');
    expect(json.meta).toMatchObject({ total: 2, kept: 2, dropped: 0 });
    expect(json.requestJournalDisabled).toBe(false);
    expect(json.requests.map(({ seq }: { seq: number }) => seq)).toEqual([
      json.requests[1].seq + 1,
      json.requests[1].seq,
    ]);
    expect(json.requests[0]).toMatchObject({
      gateway: 'OURS',
      kind: 'http',
      verdict: 'taken',
      wasMatched: true,
      request: {
        method: 'GET',
        url: '/OURS/send?text=two&to=27831234567&password=[redacted]',
        absoluteUrl: `${api.base}/OURS/send?text=two&to=27831234567&password=[redacted]`,
        clientIp: '127.0.0.1',
        queryParams: { text: { key: 'text', values: ['two'] } },
        formParams: {},
        cookies: {},
        body: '',
        bodyAsBase64: '',
      },
      response: { status: 200 },
    });
    const { request } = json.requests[0];
    expect(new Date(request.loggedDate).toISOString()).toBe(request.loggedDateString);
  });

  test('keeps to limit, since and unmatched', async () => {
    await api.sms('one');
    await fetch(`${api.base}/NOBODY/send`);
    await api.sms('three');
    const list = async (query: string) => (await api.ask('GET', `/__admin/requests?${query}`)).json;
    const [newest, stray, oldest] = (await list('')).requests;
    const ids = async (query: string) => (await list(query)).requests.map(({ id }: { id: string }) => id);
    expect(await ids('limit=1')).toEqual([newest.id]);
    expect((await list('limit=1')).meta.total).toBe(3);
    expect(await ids('limit=0')).toEqual([]);
    expect(await ids(`since=${oldest.seq}`)).toEqual([newest.id, stray.id]);
    expect(await ids('since=2020-01-01')).toHaveLength(3);
    expect(await ids('since=2999-01-01T00:00:00Z')).toEqual([]);
    expect(await ids('unmatched=true')).toEqual([stray.id]);
  });
});

describe('one exchange', () => {
  test('is shown and forgotten by its id', async () => {
    await api.sms('one');
    await api.sms('two');
    const { id } = (await api.ask('GET', '/__admin/requests')).json.requests[0];
    expect((await api.ask('GET', `/__admin/requests/${id}`)).json.request.url).toContain('two');
    expect(await api.ask('DELETE', `/__admin/requests/${id}`)).toEqual({ status: 200, json: { removed: 1 } });
    expect((await api.ask('GET', `/__admin/requests/${id}`)).status).toBe(404);
    expect((await api.ask('DELETE', `/__admin/requests/${id}`)).status).toBe(404);
    expect(api.gateways.messages()).toHaveLength(1);
  });
});

describe('patterns', () => {
  const friday = { queryParameters: { text: { contains: 'Friday' } } };

  test('find, count and remove', async () => {
    await api.sms('Visit Tuesday');
    await api.sms('Visit Friday');
    expect((await api.ask('POST', '/__admin/requests/count', {})).json.count).toBe(2);
    expect((await api.ask('POST', '/__admin/requests/count', friday)).json.count).toBe(1);
    const found = (await api.ask('POST', '/__admin/requests/find', friday)).json;
    expect(found.requests).toMatchObject([{ method: 'GET', gateway: 'OURS' }]);
    const removed = (await api.ask('POST', '/__admin/requests/remove', friday)).json;
    expect(removed).toMatchObject({ removed: 1, serveEvents: [{ wasMatched: true }] });
    expect(api.gateways.messages()).toMatchObject([{ text: 'Visit Tuesday' }]);
  });

  test('no body at all means everything', async () => {
    await api.sms('one');
    expect((await api.ask('POST', '/__admin/requests/count')).json.count).toBe(1);
  });

  test.each(['find', 'count', 'remove', 'wait'])(
    '%s answers 501 to what WireMock has and these gateways do not, and 422 to what nobody knows',
    async (route) => {
      const asked = (pattern: object) => api.ask('POST', `/__admin/requests/${route}`, pattern);
      const missing = await asked({ multipartPatterns: [] });
      expect([missing.status, missing.json.errors[0].title]).toEqual([
        501,
        expect.stringContaining('multipartPatterns of a pattern is not there'),
      ]);
      expect(missing.json.hint).toContain('bodyPatterns with contains');
      expect(await asked({ multipartPattern: [] })).toMatchObject({ status: 422 });
      const { requests } = (await api.ask('GET', '/__admin/requests?limit=1')).json;
      expect(requests).toMatchObject([{ fault: 'the key multipartPatterns of a pattern is not there' }]);
    },
  );

  test.each(['(a+)+$', '(.*a){20}', '(?:a|a)*a*a*a*a*a*b'])(
    '%s does not make the server stand still',
    async (urlPattern) => {
      await fetch(`${api.base}/NOBODY/${'a'.repeat(3000)}`);
      const { status, json } = await api.ask('POST', '/__admin/requests/find', {
        urlPattern: `/NOBODY/${urlPattern}`,
      });
      expect([200, 422]).toContain(status);
      if (status === 422) expect(json.error).toMatch(/repetition|takes too long/);
      expect((await api.ask('GET', '/livez')).json).toBe('ok');
    },
  );

  test('wait for what is to come, and say when it does not', async () => {
    const waiting = api.ask('POST', '/__admin/requests/wait?count=2&timeout=30000', friday);
    await api.sms('Friday one');
    await api.sms('Tuesday');
    await api.sms('Friday two');
    expect(await waiting).toMatchObject({ status: 200, json: { count: 2 } });
    expect(await api.ask('POST', '/__admin/requests/wait?count=9&timeout=20')).toMatchObject({
      status: 408,
      json: { count: 3 },
    });
  });
});

test('everything is forgotten by DELETE, by reset, and by a reset of all', async () => {
  for (const [method, path] of [
    ['DELETE', '/__admin/requests'],
    ['POST', '/__admin/requests/reset'],
    ['POST', '/__admin/reset'],
  ] as const) {
    await api.sms('one');
    expect((await api.ask(method, path)).json).toEqual({ removed: 1 });
    expect(api.gateways.exchanges()).toEqual([]);
  }
});

describe('near misses', () => {
  test('a stray request is told which gateway it may have meant', async () => {
    await fetch(`${api.base}/twilio/2010-04-01/Accounts/AC1/Messages.json`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${btoa('AC1:x')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'To=%2B27831234567&From=%2B15005550006&Body=Visit',
    });
    const { nearMisses } = (await api.ask('GET', '/__admin/requests/unmatched/near-misses')).json;
    expect(nearMisses[0]).toMatchObject({
      gateway: 'TWILIO',
      isUnderstood: true,
      url: '/TWILIO/2010-04-01/Accounts/AC1/Messages.json',
      matchResult: { distance: 0 },
      diff: 'url: wanted /TWILIO/2010-04-01/Accounts/AC1/Messages.json, found /twilio/2010-04-01/Accounts/AC1/Messages.json',
    });
    expect(JSON.stringify(nearMisses)).not.toContain(btoa('AC1:x'));
    expect((await api.ask('GET', '/__admin/requests/unmatched')).json.requests).toHaveLength(1);
  });

  test('a request that left the name out is known by what it asks for', async () => {
    const { nearMisses } = (
      await api.ask('POST', '/__admin/near-misses/request', {
        method: 'POST',
        url: '/2010-04-01/Accounts/AC1/Messages.json?token=S3CRET',
        headers: {
          'Content-Type': 'application/x-www-form-urlencoded',
          Authorization: `Basic ${btoa('AC1:S3CRET')}`,
        },
        body: 'To=%2B27831234567&From=%2B15005550006&Body=Visit',
      })
    ).json;
    expect(nearMisses[0]).toMatchObject({ gateway: 'TWILIO', isUnderstood: true });
    expect(JSON.stringify(nearMisses)).not.toContain('S3CRET');
  });

  test('a path that no kind has is understood by nobody, though a kind may ask who is there first', async () => {
    await fetch(`${api.base}/TWILO/nothing`, { method: 'POST' });
    const { nearMisses } = (await api.ask('GET', '/__admin/requests/unmatched/near-misses')).json;
    expect(nearMisses[0]).toMatchObject({ gateway: 'TWILIO', isUnderstood: false });
  });

  test('a pattern is told what came nearest, and in which field it differs', async () => {
    await api.sms('Visit Tuesday');
    const { nearMisses } = (
      await api.ask('POST', '/__admin/near-misses/request-pattern', {
        method: 'GET',
        urlPath: '/OURS/send',
        queryParameters: { text: { equalTo: 'Visit Friday' } },
      })
    ).json;
    expect(nearMisses).toMatchObject([
      { diff: 'queryParameters.text: wanted equalTo "Visit Friday", found "Visit Tuesday"' },
    ]);
    expect(nearMisses[0].matchResult.distance).toBeLessThan(0.1);
  });
});
