import { describe, expect, test, vi } from 'vitest';
import { allowedHostProblem, targetOf } from '../../../src/adapters/webhooks/target.ts';

const never = async (): Promise<never> => {
  throw new Error('was looked up');
};
const resolvesTo =
  (...addresses: string[]) =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

describe('where calls may go', () => {
  test.each([
    ['http://127.0.0.1:3000/in', '127.0.0.1', 4],
    ['http://127.9.8.7/in', '127.9.8.7', 4],
    ['https://[::1]:8443/in', '::1', 6],
    ['http://2130706433/', '127.0.0.1', 4],
    ['http://0x7f.1/', '127.0.0.1', 4],
    ['http://0177.0.0.1/', '127.0.0.1', 4],
    ['http://127.1/', '127.0.0.1', 4],
    ['http://[::ffff:127.0.0.1]/', '::ffff:7f00:1', 6],
  ])('%s is this machine', async (url, address, family) => {
    expect(await targetOf(url, [], never)).toMatchObject({ addresses: [{ address, family }] });
  });

  test.each(['127.0.0.1', '::1'])(
    'localhost is called at the address that was checked: %s',
    async (address) => {
      expect(await targetOf('http://localhost:3000/in', [], resolvesTo(address))).toMatchObject({
        addresses: [{ address }],
      });
    },
  );

  test('a name is called only at those of its addresses that are this machine', async () => {
    const lookup = resolvesTo('::1', '93.184.216.34', '127.0.0.1');
    expect(await targetOf('http://localhost/in', [], lookup)).toMatchObject({
      addresses: [{ address: '::1' }, { address: '127.0.0.1' }],
    });
  });

  test('localhost that resolves elsewhere is refused', async () => {
    expect(await targetOf('http://localhost/in', [], resolvesTo('93.184.216.34'))).toEqual({
      forbidden: 'localhost is 93.184.216.34, which is not this machine',
    });
    expect(await targetOf('http://rebind.localhost/in', [], resolvesTo('10.0.0.1'))).toHaveProperty(
      'forbidden',
    );
  });

  test('localhost without an address is refused', async () => {
    expect(await targetOf('http://localhost/in', [], never)).toEqual({
      unknown: 'localhost has no address',
    });
  });

  test.each([
    ...['http://93.184.216.34/', 'http://10.0.0.1/', 'http://169.254.169.254/latest', 'http://0.0.0.0:3000/'],
    ...['http://[::]/', 'http://[fe80::1]/', 'http://example.org/', 'http://127.0.0.1.example.org/'],
    ...['http://localhost.example.org/', 'http://app.test/', 'ftp://127.0.0.1/', 'file:///etc/passwd'],
    ...['http://user:secret@127.0.0.1/', 'not a url', `http://127.0.0.1/${'a'.repeat(9000)}`],
    ...['http://0xa9fea9fe/', 'http://2852039166/', 'http://0251.0376.0251.0376/', 'http://169.254.43518/'],
    ...['http://0x0a.1/', 'http://0/', 'http://0x0/', 'http://167772161/'],
    ...['http://[::ffff:10.0.0.1]/', 'http://[::ffff:a9fe:a9fe]/', 'http://[::ffff:0:127.0.0.1]/'],
    ...[
      'http://[::127.0.0.1]/',
      'http://[64:ff9b::7f00:1]/',
      'http://[fc00::1]/',
      'http://[::ffff:0.0.0.0]/',
    ],
    ...[
      'http://[fe80::1%25eth0]/',
      'http://[::1%25lo]/',
      'http://[fe80::1%eth0]/',
      'http://127.0.0.1@10.0.0.1/',
    ],
    ...[
      'http://10.0.0.1#@127.0.0.1/',
      'http://10.0.0.1\\@127.0.0.1/',
      'http://192.168.1.1/',
      'http://172.16.0.1/',
    ],
    ...[
      'http://１０.0.0.1/',
      'http://10。0。0。1/',
      'http://localhost.localdomain/',
      'http://ip6-localhost/',
    ],
    ...[
      'http://user@127.0.0.1/',
      'http://:x@127.0.0.1/',
      'http://100.64.0.1/',
      'http://[::ffff:192.168.0.1]/',
    ],
  ])('%s is refused, and not even looked up', async (url) => {
    const lookup = vi.fn(never);
    expect(await targetOf(url, [], lookup)).toHaveProperty('forbidden');
    expect(lookup).not.toHaveBeenCalled();
  });

  test('a refusal never repeats a password', async () => {
    expect(JSON.stringify(await targetOf('http://user:hush@10.0.0.1/', []))).not.toContain('hush');
  });
});

describe('the allow-list', () => {
  const list = ['App.test', 'ci:8080', '10.0.0.1', '[fd00::1]:8080'];

  test.each([
    ['http://app.test/in', '172.17.0.2'],
    ['https://app.test:9000/in', '172.17.0.2'],
    ['http://ci:8080/in', '172.17.0.2'],
    ['http://10.0.0.1:1234/', '10.0.0.1'],
    ['http://[fd00::1]:8080/', 'fd00::1'],
  ])('lets %s out, to the address that was found', async (url, address) => {
    expect(await targetOf(url, list, resolvesTo('172.17.0.2'))).toMatchObject({
      addresses: [{ address }],
    });
  });

  test.each([
    ...['169.254.169.254', '0.0.0.0', '224.0.0.1', '255.255.255.255', 'fe80::1', '::', 'ff02::1'],
    ...['::ffff:169.254.169.254', '::ffff:0.0.0.0', 'fd00:ec2::254'],
  ])('does not lead a name to %s', async (address) => {
    expect(await targetOf('http://app.test/in', list, resolvesTo(address))).toEqual({
      forbidden: `app.test is ${address}, which is no host`,
    });
    const both = await targetOf('http://app.test/in', list, resolvesTo(address, '172.17.0.2'));
    expect(both).toMatchObject({ addresses: [{ address: '172.17.0.2' }] });
  });

  test('leads to such an address where it is named itself', async () => {
    const url = 'http://169.254.1.2:8080/in';
    expect(await targetOf(url, ['169.254.1.2:8080'], never)).toMatchObject({
      addresses: [{ address: '169.254.1.2' }],
    });
  });

  test.each([
    'http://ci/in',
    'http://ci:8081/',
    'http://sub.app.test/',
    'http://10.0.0.11/',
    'http://[fd00::1]/',
  ])('does not let %s out', async (url) => {
    expect(await targetOf(url, list, never)).toHaveProperty('forbidden');
  });

  test('has hosts, with a port or without', () => {
    expect(list.map(allowedHostProblem)).toEqual([undefined, undefined, undefined, undefined]);
    for (const entry of ['http://app.test', '*', 'a b', '']) expect(allowedHostProblem(entry)).toBeTruthy();
  });
});
