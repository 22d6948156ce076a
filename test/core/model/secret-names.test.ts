import { expect, test } from 'vitest';
import { isSecretName, plainNames } from '../../../src/core/model/secret-names.ts';

test.each([
  ...[
    'key',
    'Key',
    'X-API-Key',
    'api_key',
    'refresh_token',
    'userPassword',
    'X-Hub-Signature-256',
    'jwt',
    'pwd',
  ],
  ...[
    'user[password]',
    'login.password',
    'password[0]',
    'a.token.b',
    'additional_params',
    'client_secret',
    'tokens',
  ],
  ...['authcode', 'authentication_code', 'credential', 'passphrase', 'passcode', 'signature2'],
])('the value of %s is a secret', (name) => {
  expect(isSecretName(name)).toBe(true);
});

test.each([
  'monkey',
  'name',
  'user',
  'a.b',
  'passenger',
  'keyboard',
  'tokenizer',
  'signature-2560',
  'user[name]',
  '',
])('the value of %j is none', (name) => {
  expect(isSecretName(name)).toBe(false);
});

test('further names may be secret in one place', () => {
  const more = plainNames(['Account-SID']);
  expect([isSecretName('account_sid', more), isSecretName('a[account_sid]', more)]).toEqual([true, true]);
  expect([isSecretName('account_sid'), isSecretName('account', more)]).toEqual([false, false]);
});
