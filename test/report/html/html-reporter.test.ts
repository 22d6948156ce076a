import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { rehearsePlan } from '../../../src/rehearse.ts';
import { ExchangeKeeper } from '../../../src/report/html/exchange-keeper.ts';
import { htmlReporter } from '../../../src/report/html/html-reporter.ts';
import { plansFrom } from '../../helpers/plans-from.ts';
import { aStory, report } from '../a-story.ts';
import {
  BARE_PAGE,
  builtPage,
  elementText,
  recordedResult,
  reportOf,
  storyIn,
  summaryIn,
  wireIn,
} from './a-report.ts';

/** Ends elements, opens comments, runs, turns the direction of writing, breaks lines of JavaScript. */
const EVIL =
  '</script><script>window.stolen=1</script><!--<img src=x onerror=window.stolen=1>\u202e\u2067\u2028\u2029\ufeff&amp;';
const q = (text: string): string => JSON.stringify(text);

const story = (name: string, text: string): string => `
scenario: ${q(`Story of ${name}`)}
project: {time_zone: Africa/Nairobi, languages: [en]}
gateways:
  GW: {type: twilio, number: "+15005550006", account_sid: ACsecret-account, auth_token: top-secret-token, price: {per_segment: "0.02", currency: USD}}
routing: {global: {"*": GW}}
cases:
  asha: {type: patient, name: ${q(name)}, contact_phone_number: "254700000001"}
  juma: {type: patient, name: Juma}
alerts:
  visit:
    case_type: patient
    to: case
    send: {daily: {at: "09:00", stop_after: "3"}}
    sms: {en: ${q(text)}}
starts: 2026-03-01 08:00
ends: 2026-03-05 08:00
timeline:
  - {at: 2026-03-01 08:00, register: [asha, juma]}
`;

describe('an HTML report', () => {
  const html = reportOf(story('Asha', 'Your dose, {case.name}'));

  test('has the counts of the run, and what it costs', () => {
    const [told] = summaryIn(html).stories;
    expect(told?.totals).toMatchObject({
      sms: 3,
      errors: 3,
      errors_by_code: { NO_PHONE_NUMBER: 3 },
      pending: 0,
    });
    expect(told?.counts).toMatchObject({ people: 2, exchanges: { kept: 3, total: 3 } });
    expect(told?.counts?.gotNothing).toEqual([
      { reason: 'NO_PHONE_NUMBER', detail: '', count: 1, names: ['juma'] },
    ]);
    expect(told?.counts?.sent.all).toMatchObject({ sms: 3, segments: 3, cost: [['USD', '0.06']] });
    expect(told?.counts?.sent.days.map(({ key, sms }) => [key, sms])).toEqual([
      ['2026-03-01', 1],
      ['2026-03-02', 1],
      ['2026-03-03', 1],
    ]);
  });

  test('has the whole journal, and what went over the wire', () => {
    const [plan] = plansFrom(story('Asha', 'Your dose, {case.name}'));
    expect([...storyIn(html).journal.entries()]).toEqual([...rehearsePlan(plan!).journal.entries()]);
    expect(wireIn(html).map(({ gateway, attempt }) => [gateway, attempt])).toEqual([
      ['GW', 1],
      ['GW', 1],
      ['GW', 1],
    ]);
  });

  test('is the same bytes for the same run, whenever it is made', () => {
    expect(reportOf(story('Asha', 'Your dose, {case.name}'))).toBe(html);
  });

  test('holds no secret of a gateway', () => {
    const everything =
      html + JSON.stringify(wireIn(html)) + JSON.stringify([...storyIn(html).journal.entries()]);
    expect(JSON.stringify(wireIn(html))).toContain('[redacted]');
    expect(everything).not.toContain('top-secret-token');
    expect(everything).not.toContain(Buffer.from('ACsecret-account:top-secret-token').toString('base64'));
  });

  test('of a story that drysend failed on says so, and has no data of it', () => {
    const failed = report(() => htmlReporter(BARE_PAGE), [aStory({ outcome: 'stopped' })]);
    expect(summaryIn(failed).stories[0]).toMatchObject({ outcome: 'stopped' });
    expect(summaryIn(failed).stories[0]?.counts).toBeUndefined();
    expect(elementText(failed, 'story-0')).toBeUndefined();
  });

  test('leaves out a journal that is too long for a page, and says so', () => {
    const [plan] = plansFrom(story('Asha', 'Your dose'));
    const result = recordedResult(plan!, { keeper: new ExchangeKeeper(), linesMax: 5 });
    expect(result.record?.data).toBe('');
    expect(result.record?.counts.lines).toEqual({ total: 15, isIn: false });
    expect(result.record?.counts.sent.all.sms).toBe(3);
  });
});

test('hostile names and texts stand in the data and nowhere else', () => {
  const html = reportOf(story(EVIL, `Hello ${EVIL.replaceAll(/[{}]/g, '')}`));
  const tags = html.match(/<\/?[a-z!][^>]*>/gi) ?? [];
  expect(tags.filter((tag) => !/^<\/?(?:script|body)\b/.test(tag))).toEqual([]);
  expect(tags.filter((tag) => tag === '</script>').length).toBe(4);
  expect(html).not.toMatch(/[\u2028\u2029\u202e\u2067\ufeff]/);
  expect(summaryIn(html).stories[0]?.title).toBe(`Story of ${EVIL}`);
  const [sent] = [...storyIn(html).journal.entries()].filter(({ kind }) => kind === 'sent');
  expect(sent?.text).toContain('</script><script>window.stolen=1</script>');
});

describe('exchanges are bounded', () => {
  const exchange = (id: string, status: number, body = '') => ({
    ...{ id, attempt: 1, gateway: 'GW' },
    request: { method: 'POST', path: '/', headers: {}, body },
    response: { status, headers: {}, body: '' },
  });

  test('the first are kept, and the first of those that did not go well, over all stories', () => {
    const keeper = new ExchangeKeeper();
    const [one, other] = [keeper.story(), keeper.story()];
    for (let count = 0; count < 2500; count += 1) one.record(exchange(`a${count}`, 200));
    other.record(exchange('b', 200));
    other.record(exchange('c', 500));
    expect([one.total, one.kept.length, one.kept.at(-1)?.id]).toEqual([2500, 2000, 'a1999']);
    expect([other.total, other.kept.map(({ id }) => id)]).toEqual([2, ['c']]);
  });

  test('what one story kept is kept again by the report, and cut no second time', () => {
    const one = new ExchangeKeeper().story();
    one.record(exchange('a', 200, 'x'.repeat(20_010)));
    const again = new ExchangeKeeper().story();
    for (const kept of one.kept) again.recordKept(kept);
    expect(again.kept).toEqual(one.kept);
  });

  test('a long body is cut, and says by how much', () => {
    const one = new ExchangeKeeper().story();
    one.record(exchange('a', 200, 'x'.repeat(20_010)));
    expect(one.kept[0]?.request.body).toMatch(/^x{20000} … and 10 characters more$/);
  });
});

describe('the page that the build makes', () => {
  const page = builtPage();

  test('allows its own program and looks alone, and nothing from elsewhere', () => {
    const policy = /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(page)?.[1] ?? '';
    const [, program = ''] = /<script>([\s\S]*?)<\/script>/.exec(page) ?? [];
    const [, looks = ''] = /<style>([\s\S]*?)<\/style>/.exec(page) ?? [];
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      `script-src '${hashOf(program)}'`,
      `style-src '${hashOf(looks)}'`,
      'img-src data:',
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    const markup = page.replace(program, '').replace(looks, '');
    expect(markup).not.toMatch(/\s(?:src|style|on\w+)=/);
    expect(markup.match(/href="[^"]*"/g)).toEqual(['href="data:,"']);
    expect(looks).not.toMatch(/url\(|@import/);
  });

  test('is small', () => {
    expect(page.length).toBeLessThan(500_000);
  });
});

const hashOf = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;
