import { beforeEach, expect, test } from 'vitest';
import { checkCase } from '../../src/lab/session/check-case.ts';
import { LiveSession } from '../../src/lab/session/live-session.ts';
import { clinic } from './lab-client.ts';

let session: LiveSession;
const open = (text: string) =>
  new LiveSession({ id: 'x', path: 'scenario', text, read: () => ({ problem: 'none' }) });

beforeEach(() => {
  session = open(clinic);
});

const about = (property: string, properties: Record<string, string>, key?: string) =>
  checkCase(session, new Map(Object.entries(properties)), key).find(
    (finding) => finding.property === property,
  );

const free = '8801712345670';
const verified = 'contact_phone_number_is_verified';

test.each([
  ['1', 'two-way', 'ok'],
  ['0', 'two-way', 'warning'],
  ['no', 'two-way', 'warning'],
  [' ', 'two-way', 'warning'],
  ['', 'one-way', 'ok'],
])('the flag "%s" makes a free number %s, as HQ takes any text', (flag, becomes, level) => {
  expect(about(verified, { contact_phone_number: free, [verified]: flag })).toMatchObject({ becomes, level });
});

test.each([
  ['enforce', '', 'error'],
  ['enforce', 'yes', 'error'],
  ['enforce', '1', 'ok'],
  ['warn', '', 'warning'],
  ['off', '', 'ok'],
])('with us_opt_in %s a US number with the flag "%s" is %s', (optIn, flag, level) => {
  session = open(clinic.replace('languages: [en, fr]', `languages: [en, fr], us_opt_in: ${optIn}`));
  expect(about(verified, { contact_phone_number: '13125550188', [verified]: flag })?.level).toBe(level);
});

test('a number is told with a plus, as everywhere else', () => {
  const finding = about('contact_phone_number', { contact_phone_number: '251911234567' });
  expect(finding).toMatchObject({ becomes: '+251911234567 (ET)', message: 'sent to +251911234567 (ET)' });
});

test('a number that somebody owns stays one-way, unless it is one’s own', () => {
  const given = { contact_phone_number: '+880 1712-345678', [verified]: '1' };
  expect(about(verified, given)).toMatchObject({ becomes: 'one-way', level: 'warning' });
  expect(about(verified, given)?.message).toContain('asha');
  expect(about(verified, given, 'asha')).toMatchObject({ becomes: 'two-way', level: 'ok' });
});

test.each([[''], ['123'], ['abc']])('the number "%s" can never be two-way', (number) => {
  expect(about(verified, { contact_phone_number: number, [verified]: '1' })?.becomes).toBe('one-way');
});

test('what the form says of a new case is what registering it makes', () => {
  for (const flag of ['1', '0', 'no', '']) {
    const live = open(clinic);
    session = live;
    const properties = { contact_phone_number: free, [verified]: flag };
    const said = about(verified, properties)?.becomes === 'two-way';
    live.act({ verb: 'register', register: 'new', case: { type: 'woman', name: 'New', ...properties } });
    expect(live.liveRun.engine.view.twoWayOwner(free) === 'new', flag).toBe(said);
  }
});

test.each([
  [{ contact_backend_id: ' gate ' }, { becomes: 'GATE', level: 'ok' }],
  [{ contact_backend_id: '   ' }, { becomes: 'GATE', level: 'ok' }],
  [{ contact_backend_id: 'NONE' }, { level: 'error', laterError: 'GATEWAY_NOT_FOUND' }],
])('the gateway is chosen by the core’s own rule: %o', (given, finding) => {
  expect(about('contact_backend_id', { contact_phone_number: free, ...given })).toMatchObject(finding);
});

test('a number without a route is told as HQ will report it', () => {
  session = open(clinic.replace('{"*": GATE}', '{"1": GATE}'));
  const finding = about('contact_backend_id', { contact_phone_number: free });
  expect(finding).toMatchObject({ level: 'error', laterError: 'NO_SUITABLE_GATEWAY' });
});

test.each([
  ['UNTRANSLATED', 'fr', 'warning', undefined],
  ['NONE', 'fr', 'error', 'NO_MESSAGE'],
  ['NONE', 'en', 'ok', undefined],
  ['DOMAIN', 'EN', 'warning', undefined],
])('with language_fallback %s the language %s is %s', (fallback, code, level, laterError) => {
  session = open(
    clinic.replace('languages: [en, fr]', `languages: [en, fr], language_fallback: ${fallback}`),
  );
  expect(about('language_code', { language_code: code })).toMatchObject({
    level,
    ...(laterError && { laterError }),
  });
});

test.each([
  ['hin ', '"hin "'],
  [' hin', '" hin"'],
  ['   ', '"   "'],
  ['h\u200Bin', '"h‹U+200B›in"'],
  ['hin\u00A0', '"hin‹U+00A0›"'],
  ['hin', 'hin'],
])('a language is shown so that its hidden characters are seen: %j', (code, becomes) => {
  expect(about('language_code', { language_code: code })).toMatchObject({ becomes });
});

test('words of no language do for everybody', () => {
  session = open(clinic.replaceAll('{en: ', '{"*": '));
  expect(about('language_code', { language_code: 'sw' })?.level).toBe('ok');
});

test.each([
  ['asha@example.org', 'ok', undefined],
  [' asha@example.org', 'error', 'ERROR_INVALID_EMAIL_ADDRESS'],
  ['', 'ok', 'NO_EMAIL_ADDRESS'],
])('the address "%s" is %s', (address, level, laterError) => {
  expect(about('commcare_email_address', { commcare_email_address: address })).toEqual(
    expect.objectContaining({ level, ...(laterError && { laterError }) }),
  );
});

test('an unknown zone falls back to the project’s, and says so', () => {
  expect(about('time_zone', { time_zone: 'Mars/Base' })).toMatchObject({ level: 'warning' });
  expect(about('time_zone', { time_zone: 'Asia/Dhaka' })?.becomes).toContain('2026-06-01 15:00');
});
