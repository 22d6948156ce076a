import { connect } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { Fault, Gateway } from '../../../src/core/model/gateway.ts';
import { aFault, type FaultyServers, openFaultyServers, troubled } from '../faults/faulty-servers.ts';

let servers: FaultyServers;
afterEach(() => servers.close());

const SID = 'AC0123456789abcdef0123456789abcdef';
const account = new Map([
  ['account_sid', SID],
  ['auth_token', 'x'],
]);

const open = async (faults: readonly Fault[], different: Partial<Gateway> = {}, seed = 1): Promise<void> => {
  servers = await openFaultyServers(
    troubled('http', faults, { options: new Map([['method', 'POST']]), ...different }),
    { seed },
  );
};

const send = (to = '27831234567', text = 'Visit', signal?: AbortSignal): Promise<Response> =>
  fetch(`${servers.base}/send`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ text, msisdn: to }).toString(),
    ...(signal && { signal }),
  });

/** The status and body that a client gets to see, or the code of its error. */
async function seen(sending: Promise<Response>): Promise<string> {
  try {
    const response = await sending;
    return `${response.status} ${await response.text()}`;
  } catch (error) {
    const { cause, name } = error as Error & { cause?: { code?: string } };
    return cause?.code ?? name;
  }
}

const verdicts = (): string[] => servers.all().map(({ verdict, fault }) => `${verdict} ${fault ?? '-'}`);

describe('a connection that breaks', () => {
  test.each([
    [{ mode: 'refuse' }, 'ECONNRESET'],
    [{ mode: 'reset' }, 'ECONNRESET'],
    // The client's parser may have seen what came before by then, or not.
    [{ mode: 'reset', phase: 'headers' }, 'ECONNRESET or UND_ERR_SOCKET'],
    [{ mode: 'reset', phase: 'body' }, 'ECONNRESET or UND_ERR_SOCKET'],
    [{ mode: 'close' }, 'UND_ERR_SOCKET'],
    [{ mode: 'close', phase: 'headers' }, 'UND_ERR_SOCKET'],
    [{ mode: 'close', phase: 'body' }, 'UND_ERR_SOCKET'],
    [{ mode: 'short_body' }, 'UND_ERR_SOCKET'],
    [{ mode: 'garbage' }, 'HPE_INVALID_CONSTANT'],
    [{ mode: 'bad_chunk' }, 'HPE_INVALID_CHUNK_SIZE'],
    [{ mode: 'truncate' }, '200 O'],
    [{ mode: 'drip', every: '1s', bytes: '1' }, '200 OK'],
  ])('%j is heard as %s, whether the message was taken or not', async (fields, heard) => {
    await open([
      aFault('connection', { ...fields, committed: 'yes' }, { to: '2783*' }, 'taken'),
      aFault('connection', { ...fields, committed: 'no' }, {}, 'lost'),
    ]);
    expect(heard.split(' or ')).toContain(await seen(send('27831234567')));
    expect(heard.split(' or ')).toContain(await seen(send('27991234567')));
    expect(verdicts()).toEqual(['taken taken/connection', 'failing lost/connection']);
  });

  test.each(['before', 'headers', 'body'])('a hang at %s holds until the client gives up', async (phase) => {
    await open([aFault('connection', { mode: 'hang', phase, committed: 'yes' })]);
    const sending = send('27831234567', 'Visit', AbortSignal.timeout(150)).then((response) =>
      response.text(),
    );
    await expect(sending).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(verdicts()).toEqual(['taken connection/connection']);
  });

  test('in the body after so many bytes', async () => {
    await open([aFault('connection', { mode: 'close', phase: 'body', bytes: '1' })]);
    expect(await raw()).toMatch(/content-length: 3\r\n\r\nO$/);
  });

  test('drips so many bytes at a time, with the pause it was told', async () => {
    await open([aFault('connection', { mode: 'drip', every: '2s', bytes: '4' })], {
      type: 'twilio',
      options: account,
    });
    const response = await twilio();
    const body = await response.text();
    expect(Math.ceil(Buffer.byteLength(body) / 4)).toBe(
      servers.hands.waits.filter((ms) => ms === 2000).length + 1,
    );
  });
});

describe('an answer that is not the usual', () => {
  test('a named refusal is in the kind’s own words', async () => {
    await open([aFault('reject', 'opted_out')], { type: 'twilio', options: account });
    const response = await twilio();
    expect([response.status, await response.json()]).toEqual([400, expect.objectContaining({ code: 21610 })]);
    expect(verdicts()).toEqual(['refused reject/reject']);
  });

  test('a raw status with its body and Retry-After', async () => {
    await open([aFault('status', { code: '503', body: '<html>', retry_after: '90s' })]);
    const response = await send();
    expect([response.status, response.headers.get('retry-after'), await response.text()]).toEqual([
      503,
      '90',
      '<html>',
    ]);
    expect(verdicts()).toEqual(['failing status/status']);
  });

  test('a raw success is what the client takes it for', async () => {
    await open([aFault('status', { code: '201', body: '{' })]);
    expect(await seen(send())).toBe('201 {');
    expect(verdicts()).toEqual(['taken status/status']);
  });
});

describe('time', () => {
  test('a rate lets a burst through, then its pace, by the clock', async () => {
    await open([aFault('throttle', { rate: '1/s', burst: '2', retry_after: 'auto' })], {
      type: 'twilio',
      options: account,
    });
    const paced = async () => {
      const response = await twilio();
      return [response.status, response.headers.get('retry-after')];
    };
    expect([await paced(), await paced(), await paced()]).toEqual([
      [201, null],
      [201, null],
      [429, '1'],
    ]);
    servers.hands.at += 1000;
    expect([await paced(), await paced()]).toEqual([
      [201, null],
      [429, '1'],
    ]);
    expect(verdicts().filter((each) => each === 'failing throttle/throttle')).toHaveLength(2);
  });

  test('rate_per_minute is a rate with a minute’s burst', async () => {
    await open([], { ratePerMinute: 2 });
    expect([(await send()).status, (await send()).status, (await send()).status]).toEqual([200, 200, 503]);
    servers.hands.at += 30_000;
    expect([(await send()).status, (await send()).status]).toEqual([200, 503]);
  });

  test('latency and delays add up', async () => {
    await open([aFault('delay', '3s'), aFault('delay', { uniform: ['1s', '1s'] }, {}, 'more')], {
      latencyMs: 500,
    });
    expect(await seen(send())).toBe('200 OK');
    expect(servers.hands.waits).toEqual([4500]);
    expect(verdicts()).toEqual(['taken delay/delay, more/delay']);
  });

  test('a lognormal delay is each message’s own, the same for the same seed', async () => {
    const slow = [aFault('delay', { lognormal: { median: '1s', p95: '9s' } })];
    const waits = async (seed: number): Promise<readonly number[]> => {
      await open(slow, {}, seed);
      for (const text of ['a', 'b', 'c']) await send('27831234567', text);
      const { waits: made } = servers.hands;
      await servers.close();
      return made;
    };
    const [first, again, other] = [await waits(1), await waits(1), await waits(2)];
    expect(new Set(first).size).toBe(3);
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });

  test('a client that has left is not answered', async () => {
    await open([aFault('delay', '1h')]);
    await expect(send('27831234567', 'x', AbortSignal.timeout(100))).rejects.toThrow();
    expect(servers.all()).toHaveLength(1);
  });
});

describe('conditions', () => {
  test('attempts count the tries of one message until it was taken', async () => {
    await open([aFault('status', { code: '500' }, { attempt: '1-2' })]);
    const statuses = async (text: string) => (await send('27831234567', text)).status;
    expect([await statuses('a'), await statuses('b'), await statuses('a')]).toEqual([500, 500, 500]);
    expect([await statuses('a'), await statuses('a'), await statuses('b')]).toEqual([200, 500, 500]);
  });

  test('an answer that was lost is no answer: the next try is the second', async () => {
    await open([aFault('connection', { mode: 'reset', committed: 'yes' }, { attempt: '1' })]);
    expect([await seen(send()), await seen(send())]).toEqual(['ECONNRESET', '200 OK']);
    expect(verdicts()).toEqual(['taken connection/connection', 'taken -']);
  });

  test.each([
    [{ to: '2783*' }, ['500', '200']],
    [{ body: '/visit/i' }, ['500', '200']],
    [{ times: '1' }, ['500', '200']],
    [{ nth: '2' }, ['200', '200', '500']],
    [{ between: ['T', 'T+1h'] }, ['500', '500']],
    [{ between: ['T+1h', 'T+2h'] }, ['200', '200']],
  ] as const)('%j', async (when, statuses) => {
    await open([aFault('status', { code: '500' }, when)]);
    const answers = [await send('27831234567', 'Visit'), await send('27991234567', 'Bye')];
    if (statuses.length > 2) answers.push(await send('27831234567', 'Again'));
    expect(answers.map(({ status }) => String(status))).toEqual(statuses);
  });

  test('times are counted from the server’s start', async () => {
    await open([aFault('status', { code: '500' }, { between: ['T+1h', 'T+2h'] })]);
    servers.hands.at += 5_400_000;
    expect((await send()).status).toBe(500);
    servers.hands.at += 3_600_000;
    expect((await send()).status).toBe(200);
  });

  test('a sender', async () => {
    await open([aFault('reject', 'blocked', { from: '1500555*' })], { type: 'twilio', options: account });
    expect((await twilio('%2B15005550006')).status).toBe(400);
    expect((await twilio('%2B447700900000')).status).toBe(201);
  });
});

test('what is no message meets no fault', async () => {
  await open([aFault('status', { code: '500' })], { type: 'twilio', options: account });
  const response = await fetch(`${servers.base}/2010-04-01/Accounts/${SID}/Messages/SM1.json`);
  expect(response.status).not.toBe(500);
  expect(verdicts().every((each) => each.endsWith('-'))).toBe(true);
});

test('faults stand in the way of their own gateway only', async () => {
  await open([aFault('connection', { mode: 'reset' })]);
  const response = await fetch(`http://127.0.0.1:${servers.port}/__admin/requests`);
  expect(response.status).toBe(200);
});

const twilio = (from = '%2B15005550006') =>
  fetch(`${servers.base}/2010-04-01/Accounts/${SID}/Messages.json`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${btoa(`${SID}:x`)}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: `To=%2B27831234567&From=${from}&Body=Visit`,
  });

/** All that comes over a bare socket. */
function raw(): Promise<string> {
  const body = 'text=Visit&msisdn=27831234567';
  return new Promise((resolve) => {
    let said = '';
    const socket = connect(servers.port, '127.0.0.1');
    socket.on('data', (chunk) => {
      said += chunk.toString('latin1');
    });
    socket.on('close', () => resolve(said));
    socket.on('error', () => undefined);
    socket.write(
      `POST /GW/send HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
  });
}

describe('a machine’s clock that is set', () => {
  test('an hour back does not block a throttled gateway for an hour', async () => {
    await open([aFault('throttle', { rate: '1/s', burst: '1' })]);
    expect(await seen(send())).toMatch(/^200 /);
    servers.hands.setOffMs = -3_600_000;
    servers.hands.at += 1000;
    expect(await seen(send())).toMatch(/^200 /);
    const [first, second] = servers.all();
    expect(second!.receivedAt - first!.receivedAt).toBe(1000 - 3_600_000);
  });

  test('an hour ahead does not let more through', async () => {
    await open([], { ratePerMinute: 1 });
    expect(await seen(send())).toMatch(/^200 /);
    servers.hands.setOffMs = 3_600_000;
    servers.hands.at += 1000;
    expect(await seen(send())).not.toMatch(/^200 /);
  });
});
