/** Every way an email stops, with all that is known of it by then, and how it is tried again. */
import { describe, expect, test } from 'vitest';
import { type Json, play } from '../../fidelity/helpers/play.ts';

const AT = '2024-03-04 10:00';
const minutes = (at: number): number => (at - Date.parse('2024-03-04T10:00:00Z')) / 60_000;

function mailed(parts: Json, amy: Json = {}, email: Json = { subject: 'S', body: 'B' }) {
  return play({
    gateways: { M: { type: 'smtp' } },
    routing: {},
    cases: { amy: { type: 'c', commcare_email_address: 'amy@example.org', ...amy } },
    alerts: { a: { case_type: 'c', to: 'case', send: 'immediately', email } },
    timeline: [{ at: AT, register: 'amy' }],
    ...parts,
  });
}

const errorsOf = (played: ReturnType<typeof play>) =>
  played.of('error').map(({ code, detail, channel, address, subject, language, attempts }) => ({
    ...{ code, detail, channel, address, subject, language, attempts },
  }));
const known = { channel: 'email', language: '*', attempts: undefined };

describe('an email', () => {
  test('without an address, or with an empty one, is told as such', () => {
    const wanted = [
      { ...known, code: 'NO_EMAIL_ADDRESS', detail: undefined, address: undefined, subject: undefined },
    ];
    expect(errorsOf(mailed({}, { commcare_email_address: '' }))).toEqual(wanted);
    expect(errorsOf(mailed({ cases: { amy: { type: 'c' } } }))).toEqual(wanted);
  });

  test('to what is no address is told in Django’s words', () => {
    expect(errorsOf(mailed({}, { commcare_email_address: 'amy' }))).toEqual([
      {
        ...known,
        code: 'ERROR_INVALID_EMAIL_ADDRESS',
        detail: "['Enter a valid email address.']",
        address: 'amy',
        subject: 'S',
      },
    ]);
  });

  test('to an address that bounces is told with the address', () => {
    const bounced = { project: { bounced: ['amy@example.org'] } };
    expect(errorsOf(mailed(bounced, {}, { subject: '', body: 'B' }))).toEqual([
      {
        ...known,
        code: 'EMAIL_BOUNCED',
        detail: 'amy@example.org',
        address: 'amy@example.org',
        subject: '(No Subject)',
      },
    ]);
    expect(errorsOf(mailed({ project: { bounced: ['ben@example.org'] } }))).toEqual([]);
  });

  test('of a trial project is the fiftieth at the most, those that bounce counted', () => {
    const count = (trial: string, cases: number, bounced: readonly string[] = []) => {
      const keys = Array.from({ length: cases }, (_, index) => `c${index}`);
      return mailed({
        project: { trial, bounced },
        cases: Object.fromEntries(
          keys.map((key) => [key, { type: 'c', commcare_email_address: `${key}@example.org` }]),
        ),
        timeline: [{ at: AT, register: keys }],
      });
    };
    const codes = (played: ReturnType<typeof play>) => [
      played.of('sent').length,
      ...played.of('error').map(({ code }) => code),
    ];
    expect(codes(count('yes', 51))).toEqual([50, 'TRIAL_EMAIL_LIMIT_REACHED']);
    expect(codes(count('no', 51))).toEqual([51]);
    expect(codes(count('yes', 51, ['c0@example.org']))).toEqual([
      49,
      'EMAIL_BOUNCED',
      'TRIAL_EMAIL_LIMIT_REACHED',
    ]);
  });

  test('is sent in the language of its body, else of its HTML', () => {
    const languages = (email: Json) =>
      mailed(
        { project: { languages: ['en', 'fra'], rich_text_email: 'yes' } },
        { language_code: 'fra' },
        email,
      )
        .of('sent')
        .map(({ language, because }) => [language, because?.language?.from]);
    expect(languages({ subject: { en: 'S' }, body: { en: 'B', fra: 'C' } })).toEqual([['fra', 'contact']]);
    expect(languages({ subject: { en: 'S' }, html: { en: 'B' } })).toEqual([['en', expect.any(String)]]);
  });

  test.each(['subject', 'body', 'html'])('whose %s cannot be filled in says why', (part) => {
    const [error, ...more] = errorsOf(mailed({}, {}, { subject: 'S', body: 'B', html: 'H', [part]: 'x {' }));
    expect([error?.code, more]).toEqual(['CANNOT_RENDER_MESSAGE', []]);
    expect(error?.detail).toMatch(/\S/);
  });
});

describe('a mail server that does not answer', () => {
  test('is tried ten times more, every quarter of an hour', () => {
    const played = mailed({ gateways: { M: { type: 'smtp', down: 'yes' } } });
    expect(played.of('attempt').map(({ retry_at: at, attempt }) => [attempt, minutes(at!)])).toEqual(
      Array.from({ length: 10 }, (_, index) => [index + 1, 15 * (index + 1)]),
    );
    expect(played.of('error').map(({ at, code, attempts }) => [minutes(at), code, attempts])).toEqual([
      [150, 'EMAIL_GATEWAY_ERROR', 11],
    ]);
    expect(played.of('error')[0]?.detail).toMatch(/\. Sending aborted\.$/);
  });

  test('and is gone meanwhile is used as it was', () => {
    const timeline = [
      { at: AT, register: 'amy' },
      { after: '1m', gateway: { M: { delete: 'yes' } } },
    ];
    const played = mailed({ gateways: { M: { type: 'smtp', fail_next: '1' } }, timeline });
    expect(played.of('sent').map(({ at, via }) => [minutes(at), via])).toEqual([[15, 'M']]);
  });

  test('of a subject of several lines fails each time, in Django’s words', () => {
    const played = mailed({}, {}, { subject: 'a\nb', body: 'B' });
    expect(new Set(played.of('attempt').map(({ answer }) => answer))).toEqual(
      new Set(["Header values can't contain newlines"]),
    );
    expect(played.of('error')).toMatchObject([
      { code: 'EMAIL_GATEWAY_ERROR', detail: "Header values can't contain newlines. Sending aborted." },
    ]);
  });
});
