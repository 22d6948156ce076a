import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, test } from 'vitest';
import { isNameOf, networkHosts, ownHost, urlOf } from '../../src/lab/server/network-hosts.ts';

const at = (address: string, internal = false): NetworkInterfaceInfo => ({
  address,
  netmask: '',
  mac: '',
  internal,
  cidr: null,
  ...(address.includes(':') ? { family: 'IPv6', scopeid: 0 } : { family: 'IPv4' }),
});

const interfaces = {
  lo: [at('127.0.0.1', true), at('::1', true)],
  docker0: [at('172.17.0.1')],
  eth1: [at('169.254.10.1')],
  wlan0: [at('192.168.1.5'), at('fe80::1'), at('fd00::5')],
};

describe('the addresses for other devices', () => {
  test('are those of the networks, the likeliest first', () => {
    expect(networkHosts('0.0.0.0', interfaces)).toEqual(['192.168.1.5', '172.17.0.1', '169.254.10.1']);
  });

  test('hold those of IPv6 that a browser opens, where the lab listens there too', () => {
    expect(networkHosts('::', interfaces)).toEqual(['192.168.1.5', 'fd00::5', '172.17.0.1', '169.254.10.1']);
    expect(urlOf('fd00::5', 4880)).toBe('http://[fd00::5]:4880/');
  });

  test('are the one that the lab listens on, when it is one', () => {
    expect(networkHosts('192.168.1.5', interfaces)).toEqual(['192.168.1.5']);
  });

  test.each(['127.0.0.1', '::1', 'localhost'])('are none for %s', (host) => {
    expect(networkHosts(host, interfaces)).toEqual([]);
    expect(isNameOf('192.168.1.5', host)).toBe(false);
  });

  test('leave this machine its own', () => {
    expect(['0.0.0.0', '::', '192.168.1.5'].map(ownHost)).toEqual(['127.0.0.1', '::1', '192.168.1.5']);
  });
});
