import { expect, test } from 'vitest';
import { FleetProblem } from '../../src/fleet/problem.ts';
import { connectRedis, redisParts } from '../../src/fleet/redis.ts';

const partsOf = (url: string, ca?: string) => redisParts({ url, ca });

test.each([
  ['redis://localhost', { host: 'localhost', port: 6379, db: 0 }, 'redis://localhost:6379'],
  ['redis://10.0.0.5:7000/3', { host: '10.0.0.5', port: 7000, db: 3 }, 'redis://10.0.0.5:7000/3'],
  ['redis://[::1]:6380', { host: '::1', port: 6380, db: 0 }, 'redis://[::1]:6380'],
  [
    'redis://fleet:p%40ss%2Fword@host/0',
    { host: 'host', username: 'fleet', password: 'p@ss/word' },
    'redis://host:6379',
  ],
  ['redis://:secret@host', { host: 'host', password: 'secret' }, 'redis://host:6379'],
])('%s is read, and shown without its password', (url, options, place) => {
  const parts = partsOf(url);
  expect(parts.options).toMatchObject(options);
  expect(parts.place).toBe(place);
});

test('rediss is TLS, with the certificates that are trusted besides', () => {
  expect(partsOf('rediss://host', 'PEM').options.tls).toEqual({ servername: 'host', ca: 'PEM' });
  expect(partsOf('redis://host').options.tls).toBeUndefined();
});

test.each([
  ['http://host', undefined],
  ['host:6379', undefined],
  ['', undefined],
  ['redis://:secret@host/many', undefined],
  ['redis://:secret%zz@host', undefined],
  ['redis://:secret@host', 'PEM'],
])('%s is refused with a cure, and no password in it', (url, ca) => {
  try {
    partsOf(url, ca);
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(FleetProblem);
    const { message, cure } = error as FleetProblem;
    expect(cure).toBeDefined();
    expect(`${message} ${cure}`).not.toContain('secret');
  }
});

test('a server that is not there ends the try, and is named without its password', async () => {
  const trying = connectRedis({ url: 'redis://fleet:secret@127.0.0.1:1' });
  await expect(trying).rejects.toThrow('Redis at redis://127.0.0.1:1 cannot be reached (ECONNREFUSED)');
});
