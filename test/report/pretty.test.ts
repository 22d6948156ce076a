import { describe, expect, test } from 'vitest';
import { prettyReporter } from '../../src/report/pretty/pretty-reporter.ts';
import { displayWidth } from '../../src/report/text/terminal-text.ts';
import type { WarningKind } from '../../src/report/warning-kinds.ts';
import { aStory, report } from './a-story.ts';

const broken = aStory({
  title: 'Two caregivers, one phone',
  outcome: 'broken',
  failures: [
    {
      kind: 'expectation',
      title: 'sms to asha at 2026-03-09 09:00 Asia/Kolkata',
      lines: [
        { text: 'nothing for asha within 24 hours of it' },
        { label: 'nearest   ', text: '2026-03-10 09:00 via TWILIO_IN "Asha"' },
      ],
      where: 'scenarios/visits.yaml:37:5',
    },
  ],
  replay: 'drysend run scenarios/visits.yaml --seed 7 --grep "Two caregivers, one phone"',
});

const shown = aStory({
  title: 'Just look',
  outcome: 'shown',
  transcript: [
    {
      kind: 'sms',
      at: '2026-03-09 09:00 +05:30',
      who: 'asha',
      label: 'asha',
      via: 'TWILIO_IN',
      text: 'नमस्ते आशा',
    },
    {
      kind: 'error',
      at: '2026-03-09 09:00 +05:30',
      who: 'ben',
      label: 'ben',
      via: 'NO_PHONE_NUMBER',
      text: '',
    },
    {
      kind: 'inbound',
      at: '2026-03-09 09:05 +05:30',
      who: 'asha',
      label: 'asha',
      via: 'TWILIO_IN',
      text: 'हाँ',
    },
  ],
  transcriptLeftOut: 3,
});

describe('the pretty report', () => {
  test('is a table of stories, then failures, then a summary', () => {
    expect(report(prettyReporter, [aStory(), broken])).toMatchInlineSnapshot(`
      "drysend 1.2.3

        story                      messages  errors        span      took
      ✓ Visit reminders                  12       ·     29 days    3.2 ms
      ✗ Two caregivers, one phone        12       ·     29 days    3.2 ms

      Two caregivers, one phone
        ✗ sms to asha at 2026-03-09 09:00 Asia/Kolkata
            nothing for asha within 24 hours of it
            nearest   2026-03-10 09:00 via TWILIO_IN "Asha"
            scenarios/visits.yaml:37:5
        again  drysend run scenarios/visits.yaml --seed 7 --grep "Two caregivers, one phone"

      1 of 2 stories broke a promise, 1 story kept every promise
      messages  24 sms (28 segments)
      errors    0
      time      58 days of virtual time in 40 ms
      seed      1
      zones     tz 2026f
      digest    3a79656295995004 of 2 journals
      "
    `);
  });

  test('tells a story without promises: local time, recipient, gateway and text', () => {
    expect(report(prettyReporter, [shown])).toMatchInlineSnapshot(`
      "drysend 1.2.3

        story         messages  errors        span      took
      • Just look           12       ·     29 days    3.2 ms

      Just look  times in Asia/Kolkata
        → 2026-03-09 09:00  asha  TWILIO_IN        नमस्ते आशा
        ✗ 2026-03-09 09:00  ben   NO_PHONE_NUMBER
        ← 2026-03-09 09:05  asha  TWILIO_IN        हाँ
          … and 3 lines more; --journal keeps all

      1 story promised nothing
      messages  12 sms (14 segments)
      errors    0
      time      29 days of virtual time in 40 ms
      seed      1
      zones     tz 2026f
      digest    abababababababababababababababababababababababababababababababab
      next      drysend --help
      "
    `);
  });

  const titles = [
    'Short',
    'आशा के लिए गर्भावस्था की याद दिलाने वाले संदेश, हर हफ्ते',
    'የክትባት ማስታወሻ ለወላጆች',
    '给每位母亲的产检提醒短信,每周一次,直到孩子出生后的第十二个月为止,一次也不能少',
    'A title that goes on for much longer than any terminal of sixty columns could ever hope to show on a line',
    'Family 👩‍👩‍👧‍👦 and flag 🇮🇳 in one title',
  ];
  test.each([60, 80, 100, 200])('aligns every script at %i columns', (columns) => {
    const text = report(
      prettyReporter,
      titles.map((title) => aStory({ title })),
      { columns },
    );
    const rows = text.split('\n').filter((line) => line.startsWith('✓') || line.startsWith('  story'));
    expect(new Set(rows.map(displayWidth)).size).toBe(1);
    expect(displayWidth(rows[0]!)).toBeLessThanOrEqual(columns);
  });

  test('colours nothing when colour is off, and something when it is on', () => {
    const escapeSign = '\u001b';
    expect(report(prettyReporter, [aStory(), broken, shown])).not.toContain(escapeSign);
    expect(report(prettyReporter, [aStory(), broken, shown], { colour: true })).toContain(escapeSign);
  });

  test('never lets a title or text redraw the screen', () => {
    const nasty = aStory({
      title: 'bad\u001b[2J title\nsecond line',
      outcome: 'shown',
      transcript: [{ kind: 'sms', at: '', who: 'a', label: 'a', via: 'G', text: 'x\u001b]0;y\u0007\r\nz' }],
    });
    expect(report(prettyReporter, [nasty]).replaceAll('\n', '')).not.toMatch(/\p{Control}/u);
  });

  test('tells twenty failures of a story and counts the rest', () => {
    const many = aStory({
      outcome: 'broken',
      failures: Array.from({ length: 50 }, (_, index) => ({
        kind: 'unexpected' as const,
        title: `failure ${index}`,
        lines: [],
      })),
    });
    const text = report(prettyReporter, [many]);
    expect(text).toContain('failure 19');
    expect(text).not.toContain('failure 20');
    expect(text).toContain('30 failures more');
  });

  test('ends each failed story with the line that does it again', () => {
    expect(report(prettyReporter, [broken])).toContain(
      'drysend run scenarios/visits.yaml --seed 7 --grep "Two caregivers, one phone"',
    );
  });

  const kind = (code: string, count: number, severity: WarningKind['severity'] = 'error'): WarningKind => ({
    code,
    severity,
    count,
    example: `what ${code} says`,
    about: { case: 'asha' },
    hint: 'mend it',
  });
  const warned = (title: string, ...warningKinds: readonly WarningKind[]) =>
    aStory({
      title,
      totals: { ...aStory().totals, warnings: warningKinds.reduce((sum, { count }) => sum + count, 0) },
      warningKinds,
    });

  test('folds the warnings of one story by code: how many, how serious, one of them and its cure', () => {
    const one = warned('a', kind('NUMBER_NOT_READ', 1204), kind('SYSTEM_TEXT_DEFAULT', 3, 'note'));
    expect(report(prettyReporter, [one])).toContain(
      `
warnings  1,207 warnings
  NUMBER_NOT_READ  error, 1,204 times
    such as what NUMBER_NOT_READ says (case asha)
    cure: mend it
  harmless  SYSTEM_TEXT_DEFAULT 3
  all of them  --reporter json or --journal FILE; docs/errors.md has every code
`,
    );
  });

  test('folds the warnings of all stories: a line for each code, after the failures', () => {
    const text = report(prettyReporter, [
      warned('first', kind('SAME_DUE', 40, 'warning'), kind('NUMBER_NOT_READ', 8)),
      warned('second', kind('NUMBER_NOT_READ', 9)),
      broken,
    ]);
    expect(text).toContain(
      `
warnings  57 warnings in 2 stories
  17  NUMBER_NOT_READ  error    what NUMBER_NOT_READ says · first
  40  SAME_DUE         warning  what SAME_DUE says · first
`,
    );
    expect(text.indexOf('warnings  57')).toBeGreaterThan(text.indexOf('again  drysend'));
    expect(text.indexOf('warnings  57')).toBeLessThan(text.indexOf('broke a promise'));
  });

  test('counts warnings that a promise claims apart, and tells only the others', () => {
    const promised = { ...warned('a', kind('SAME_DUE', 2)), warningsPromised: 3 };
    const text = report(prettyReporter, [
      { ...promised, totals: { ...promised.totals, warnings: 5 } },
      { ...aStory(), totals: { ...aStory().totals, warnings: 1 }, warningsPromised: 1 },
    ]);
    expect(text).toContain('\nwarnings  2 warnings besides 4 that are promised\n');
    expect(text).toContain('\nwarnings  6 (4 of them promised), of what may surprise');
  });

  test('says what to ask next about the first who got something', () => {
    const text = report(prettyReporter, [
      aStory({ file: 'silent.yaml' }),
      aStory({ file: 'two words.yaml', firstRecipient: 'asha' }),
    ]);
    expect(text).toContain('next      drysend why "two words.yaml" --to asha tells why');
    expect(report(prettyReporter, [aStory()])).toContain('next      drysend --help');
  });

  test('names twelve codes of warnings and counts those of the others', () => {
    const codes = Array.from({ length: 15 }, (_, index) => kind(`CODE_${10 + index}`, 20 - index));
    const text = report(prettyReporter, [warned('a', ...codes), warned('b')]);
    expect(text).toContain('CODE_21  error');
    expect(text).toContain('  … and CODE_22 8, CODE_23 7, CODE_24 6\n');
  });

  test('says of who got nothing why', () => {
    const quiet = aStory({
      outcome: 'shown',
      unsent: [{ who: 'cara, alert visit', why: 'ends in NO_PHONE_NUMBER' }],
      unsentLeftOut: 3,
    });
    const text = report(prettyReporter, [quiet]);
    expect(text).toContain('  · cara, alert visit  nothing sent: ends in NO_PHONE_NUMBER\n');
    expect(text).toContain('… and 3 more that got nothing');
  });

  test.each([40, 60, 100])('never cuts an error code, at %i columns', (columns) => {
    const code = 'TOO_MANY_UNSUCCESSFUL_ATTEMPTS_AND_THEN_SOME';
    const text = report(
      prettyReporter,
      [{ ...shown, transcript: [{ ...shown.transcript[1]!, via: code }, ...shown.transcript] }],
      { columns },
    );
    expect(text).toContain(code);
  });

  test('wraps failures at the width of the terminal, hanging under their text, but never the replay line', () => {
    const text = report(prettyReporter, [broken], { columns: 50 });
    expect(text).toContain(`
      nearest   2026-03-10 09:00 via TWILIO_IN
                "Asha"
`);
    expect(text).toContain(`again  ${broken.replay}\n`);
    const evidence = text.split('\n').filter((line) => line.startsWith('    '));
    for (const line of evidence) expect(displayWidth(line)).toBeLessThanOrEqual(50);
  });

  test('leaves out zones and digest when nothing came to an end', () => {
    const stopped = aStory({ outcome: 'stopped', tz: '', digest: '' });
    for (const text of [report(prettyReporter, [stopped]), report(prettyReporter, [stopped, stopped])]) {
      expect(text).not.toMatch(/^(zones|digest)/m);
      expect(text).toMatch(/^seed/m);
    }
  });
});
