import { describe, expect, test } from 'vitest';
import { isEmailAddress } from '../../../src/core/contact/email-address.ts';

const x = (count: number): string => 'x'.repeat(count);

describe('sent to', () => {
  test.each([
    ...['ana@example.org', 'ana+tag@example.org', 'a.b@x-y.co.uk', 'ana@localhost', "o'neil@example.org"],
    ...['"a@b"@example.org', '"a\\ b"@example.org', '"\\""@example.org', '""@example.org'],
    ...[
      'ana@[127.0.0.1]',
      'ana@[255.255.255.255]',
      'ana@[0.0.0.0]',
      'ana@[::255.0.0.255]',
      'ana@[::1]',
      'ana@[1:2:3:4:5:6:7:8]',
      'ana@[::ffff:1.2.3.4]',
      'ana@[1::]',
    ],
    ...[
      'ana@exämple.org',
      'ana@例え.テスト',
      'ana@straße.de',
      'ana@x.co-op',
      'ana@x.museum',
      'ana@x.भारत',
      'ana@xn--e1afmkfd.xn--p1ai',
    ],
    ...['ana@ä\ue000.org', 'ana@\u2028ä.org', 'ana@אa.org', `ana@${'ü'.repeat(63)}.org`, 'ana@x\u200b.org'],
    ...['yıldız@x.org', 'ana@X.XN--P1AI', '"a\\"b"@x.org'],
    ...['ana@אבג.org', 'ana@пример.рф', `${x(65)}@example.org`, `ana@${x(63)}.org`],
    `${x(320 - 12)}@example.org`,
  ])('%s', (address) => {
    expect(isEmailAddress(address)).toBe(true);
  });
});

describe('refused', () => {
  test.each([
    ...['', '@', 'ana', 'ana@', '@example.org', 'ana@example', 'a@b.c', 'ana@LOCALHOST', 'ana@example.org.'],
    ...[' ana@example.org', 'ana@example.org ', 'ana@example.org\n', 'ana\r@example.org', 'ana@exam ple.org'],
    ...['Ana <ana@example.org>', 'ana@example.org,bo@example.org', 'a..b@example.org', '.a@example.org'],
    ...['añа@example.org', '"a b"@example.org', '"a"b"@example.org', 'ana@-x.org', 'ana@x-.org', 'ana@x.or-'],
    ...[
      'ana@[127.0.0.256]',
      'ana@[127.0.0.01]',
      'ana@[1:2:3]',
      'ana@[::1::]',
      'ana@[1.2.3.4::]',
      'ana@[:::]',
    ],
    ...['ana@ä..org', 'ana@a_ä.b_c.org', 'ana@x.c0m', 'ana@x.com1', 'ana@x。com', 'ana@x.com.', 'ana@🙂.com'],
    ...['ana@1.2.3.4', 'jörg@x.org', 'ana@x.xn--', 'ana@x.c', 'ana@x.-om', 'ana@[1.2.3.4', 'ana@'],
    ...[`ana@${x(64)}.org`, `ana@${'ü'.repeat(64)}.org`, `ana@x.xn--${x(60)}`, `${x(321 - 12)}@example.org`],
  ])('%j', (address) => {
    expect(isEmailAddress(address)).toBe(false);
  });
});
