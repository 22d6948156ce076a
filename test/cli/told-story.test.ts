import { expect, test } from 'vitest';
import { drysend, inEmptyFolder, put } from './a-terminal.ts';

inEmptyFolder();

const story = `scenario: Look
project: {time_zone: Asia/Kolkata, languages: [en]}
gateways: {TWILIO: {type: twilio, number: "+12065550100"}}
routing: {global: {"*": TWILIO}}
cases:
  asha: {type: mother, name: Asha, contact_phone_number: "919812345678", time_zone: America/New_York}
  ben: {type: father, name: Ben}
  cara: {type: mother, name: Cara}
alerts:
  welcome: {case_type: mother, to: case, send: immediately, sms: {en: "Hello {case.name}"}}
  never: {case_type: nobody, to: case, send: immediately, sms: {en: "Hello {case.name}"}}
timeline:
  - {at: 2026-03-02 09:00, register: [asha, ben, cara]}
  - {at: 2026-03-02 10:00, inbound: {from: "+14155550100", text: hey there}}
`;

test('a told story keeps to the zone of its project, writes numbers one way, and explains each silence', async () => {
  put('v.yaml', story);
  const { code, out } = await drysend(['run', 'v.yaml']);
  expect(code).toBe(0);
  expect(out).toContain('Look  times in Asia/Kolkata\n');
  expect(out).toMatch(/→ 2026-03-02 09:00 {2}asha /);
  expect(out).toMatch(/← 2026-03-02 10:00 {2}\+14155550100 /);
  expect(out).toMatch(/· cara, alert welcome {2}nothing sent: ends in NO_PHONE_NUMBER/);
  expect(out).toContain('· alert never  nothing sent: its rule never held for anybody\n');
  expect(out).toContain('· ben  nothing sent: no alert took it up\n');
});

test('a case that a broadcast or a reply reached is not among the silent ones', async () => {
  put(
    'r.yaml',
    `scenario: Reached
gateways: {GW: {type: test}}
routing: {global: {"*": GW}}
cases:
  asha: {type: c, contact_phone_number: "254700000001", contact_phone_number_is_verified: "1"}
  ben: {type: c, contact_phone_number: "254700000002"}
case_groups: {all: {cases: [ben]}}
keywords: {HI: {reply: hello}}
broadcasts: {news: {to: {case_group: all}, send: immediately, sms: News}}
timeline:
  - {at: 2026-03-02 09:00, register: [asha, ben]}
  - {after: 1m, inbound: {from: asha, via: GW, text: hi}}
  - {after: 1m, broadcast: news}
`,
  );
  expect((await drysend(['run', 'r.yaml'])).out).not.toContain('nothing sent');
});

test('the JSON report has its zone, unsent and warnings', async () => {
  put('v.yaml', story.replace('"919812345678"', '"letters"'));
  const { stories } = JSON.parse((await drysend(['run', 'v.yaml', '--json'])).out);
  expect(stories[0].zone).toBe('Asia/Kolkata');
  expect(stories[0].unsent).toContainEqual({ who: 'ben', why: 'no alert took it up' });
  expect(stories[0].warnings[0]).toMatchObject({ code: 'NUMBER_NOT_READ', about: { case: 'asha' } });
});

test('a run over more than a century is warned of', async () => {
  put('v.yaml', `${story}starts: 2026-01-01 00:00\nends: 2226-01-01 00:00\n`);
  const { code, err } = await drysend(['run', 'v.yaml']);
  expect(code).toBe(0);
  expect(err).toBe('drysend: warning: Look: starts and ends are 200 years apart\n');
});
