import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openAuthority } from '../../../src/adapters/proxy/authority.ts';
import { readIdentity } from '../../../src/adapters/proxy/authority-files.ts';
import {
  hostCertificate,
  type Identity,
  namesPermitted,
  newKey,
} from '../../../src/adapters/proxy/certificates.ts';
import { isLeftOut } from '../../e2e/sdk/programs.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const HOSTS = ['api.twilio.com', '*.api.infobip.com', '41.77.230.124'];
const now = () => Date.now();

let root: string;
let folder: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'drysend-ca-'));
  folder = join(root, 'drysend');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const modeOf = (path: string): number => statSync(path).mode & 0o777;
const kept = (): Identity => readIdentity(folder)!;

describe('an authority', () => {
  test('is made when it is first needed, and kept', () => {
    const first = openAuthority(folder, now, HOSTS);
    const second = openAuthority(folder, now, HOSTS);
    expect([first.origin, second.origin]).toEqual(['made', 'kept']);
    expect(second.certificate).toBe(first.certificate);
    expect(readFileSync(first.certificatePath, 'utf8')).toBe(first.certificate);
    expect(readdirSync(folder).sort()).toEqual(['ca-key.pem', 'ca.pem']);
  });

  test.skipIf(process.platform === 'win32')('can be read by its owner only', () => {
    openAuthority(folder, now, HOSTS);
    expect(modeOf(folder)).toBe(0o700);
    expect(modeOf(join(folder, 'ca-key.pem'))).toBe(0o600);
  });

  test.skipIf(process.platform === 'win32')('is not used when others could read its key', () => {
    openAuthority(folder, now, HOSTS);
    chmodSync(join(folder, 'ca-key.pem'), 0o644);
    expect(() => openAuthority(folder, now, HOSTS)).toThrow(/can be read by others \(mode 644\): delete it/);
  });

  test('says what to do when its file is spoilt', () => {
    openAuthority(folder, now, HOSTS);
    writeFileSync(join(folder, 'ca-key.pem'), 'rubbish');
    expect(() => openAuthority(folder, now, HOSTS)).toThrow(
      /does not hold a key and its certificate: delete it/,
    );
  });

  test('says what to do when key and certificate do not belong together', () => {
    const { certificate } = openAuthority(folder, now, HOSTS);
    writeFileSync(join(folder, 'ca-key.pem'), newKey() + certificate);
    expect(() => openAuthority(folder, now, HOSTS)).toThrow(/holds a certificate of another key: delete it/);
  });

  test('holds for two years, and is made anew a month before its end', () => {
    const first = openAuthority(folder, now, HOSTS);
    const { validFrom, validTo } = new X509Certificate(first.certificate);
    expect(Date.parse(validTo) - Date.parse(validFrom)).toBe(731 * DAY_MS);
    const key = kept().key;

    expect(openAuthority(folder, () => Date.now() + 690 * DAY_MS, HOSTS).origin).toBe('kept');
    const startTimer = openAuthority(folder, () => Date.now() + 701 * DAY_MS, HOSTS);
    expect(startTimer.origin).toBe('made');
    expect(kept().key).not.toBe(key);
    expect(Date.parse(new X509Certificate(startTimer.certificate).validTo)).toBeGreaterThan(
      Date.parse(validTo),
    );
  });

  test('is widened for further hosts with the key that it has, so that what trusts it goes on', () => {
    const first = openAuthority(folder, now, HOSTS);
    const wider = openAuthority(folder, now, ['sms.example.org']);
    expect(wider.origin).toBe('widened');
    expect(namesPermitted(wider.certificate)).toEqual(
      new Set(['api.twilio.com', 'api.infobip.com', '41.77.230.124', 'sms.example.org']),
    );
    const leaf = new X509Certificate(hostCertificate(['api.twilio.com'], newKey(), kept(), soon()));
    expect(leaf.verify(new X509Certificate(first.certificate).publicKey)).toBe(true);
    expect(openAuthority(folder, now, HOSTS).origin).toBe('kept');
  });

  test('is never made for all that is below a name of one label', () => {
    const { certificate } = openAuthority(folder, now, ['com', '*.org', 'api.twilio.com']);
    expect(namesPermitted(certificate)).toEqual(new Set(['api.twilio.com']));
  });

  test('signs nothing that is an authority in its turn', () => {
    openAuthority(folder, now, HOSTS);
    expect(new X509Certificate(hostCertificate(['api.twilio.com'], newKey(), kept(), soon())).ca).toBe(false);
  });

  test('gives a host its certificate once, and another before it ends', () => {
    let at = Date.now();
    const authority = openAuthority(folder, () => at, HOSTS);
    const first = authority.contextFor('api.twilio.com');
    expect(authority.contextFor('api.twilio.com')).toBe(first);
    expect(authority.contextFor('a.api.infobip.com')).not.toBe(first);
    at += 30 * DAY_MS;
    expect(authority.contextFor('api.twilio.com')).not.toBe(first);
  });
});

describe.skipIf(isLeftOut('openssl', 'openssl'))('a certificate, as openssl sees it', () => {
  test.each(['api.twilio.com', 'xyz.api.infobip.com', '41.77.230.124'])('is good for %s', (host) => {
    expect(verdictOn(host)).toContain('OK');
  });

  test.each(['login.example.org', 'twilio.com', 'api.twilio.com.example.org', '10.0.0.1', '::1'])(
    'is worthless for %s, though the authority has signed it',
    (host) => {
      expect(verdictOn(host)).toContain('permitted subtree violation');
    },
  );

  test.each(['10.0.0.1', '::1'])('is worthless for %s when the authority was made for names only', (host) => {
    expect(verdictOn(host, ['api.twilio.com'])).toContain('subtree violation');
  });

  /** What `openssl verify` says of a certificate that the authority was made to sign. */
  function verdictOn(host: string, hosts = HOSTS): string {
    const { certificatePath } = openAuthority(folder, now, hosts);
    const leaf = join(root, 'leaf.pem');
    writeFileSync(leaf, hostCertificate([host], newKey(), kept(), soon()));
    const check = isAddress(host) ? ['-verify_ip', host] : ['-verify_hostname', host];
    const flags = [
      'verify',
      '-x509_strict',
      '-purpose',
      'sslserver',
      ...check,
      '-CAfile',
      certificatePath,
      leaf,
    ];
    try {
      return execFileSync('openssl', flags, { encoding: 'utf8', stdio: 'pipe' });
    } catch (error) {
      return String((error as { readonly stderr?: unknown }).stderr);
    }
  }
});

const soon = () => ({ from: Date.now() - DAY_MS, until: Date.now() + DAY_MS });
const isAddress = (host: string): boolean => /^[\d.]+$|:/.test(host);
