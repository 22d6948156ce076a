/** One's own application on the lab's phones: an Express program with Twilio's SDK, as published. */
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { Page } from 'playwright-core';
import twilio from 'twilio';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser } from './browser.ts';
import { jump, type LiveLab, openLab, openPage, phoneOf, press, view } from './live-lab.ts';
import { violationsOn } from './violations.ts';

const ACCOUNT = 'AC00000000000000000000000000000001';
const TOKEN = 'secret';
const CLINIC = '+15005550006';
const ASHA = '+919812345001';

const story = `
scenario: Beside an application
project: {time_zone: Asia/Kolkata, languages: [en]}
gateways:
  GATE: {type: twilio, account_sid: ${ACCOUNT}, auth_token: ${TOKEN}, number: "${CLINIC}"}
  AWAY: {type: twilio, account_sid: ${ACCOUNT}, auth_token: ${TOKEN}, number: "+15005550009", inbound_url: "https://app.example.org/sms"}
routing: {global: {"*": GATE}}
cases:
  asha: {type: patient, name: Asha, contact_phone_number: "919812345001", contact_phone_number_is_verified: "1"}
keywords:
  HELP: {reply: {en: "We will call."}}
alerts:
  evening: {case_type: patient, to: case, send: {daily: {at: "18:00", stop_after: "2"}}, sms: {en: "Good evening"}}
starts: 2026-03-02 09:00
ends: 2026-03-10 09:00
timeline:
  - {at: 2026-03-02 09:00, register: asha}
`;

/** The application: it sends by the SDK, lets the SDK check who calls, and answers in the SDK's TwiML. */
async function startApplication() {
  const heard: { readonly from: string; readonly to: string; readonly text: string }[] = [];
  const application = { gatewayUrl: '', isDown: false };
  const app = express();
  app.use(express.urlencoded({ extended: false }));
  app.post('/sms/:gateway', twilio.webhook(TOKEN, { protocol: 'http' }), ({ body }, response) => {
    if (application.isDown) return void response.status(503).end();
    heard.push({ from: body.From, to: body.To, text: body.Body });
    const answer = new twilio.twiml.MessagingResponse();
    answer.message(`You wrote: ${body.Body}`);
    response.type('text/xml').send(answer.toString());
  });
  const server: Server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  class ToTheLab extends twilio.RequestClient {
    override request<T>(options: Parameters<typeof twilio.RequestClient.prototype.request<T>>[0]) {
      const uri = options.uri.replace('https://api.twilio.com', application.gatewayUrl);
      return super.request<T>({ ...options, uri });
    }
  }
  const client = twilio(ACCOUNT, TOKEN, { httpClient: new ToTheLab() });
  return Object.assign(application, {
    heard,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    send: (to: string, body: string, from = CLINIC) => client.messages.create({ to, from, body }),
    close: () => new Promise((closed) => server.close(closed)),
  });
}

describe.skipIf(!hasBrowser)('an application on the phones', () => {
  let application: Awaited<ReturnType<typeof startApplication>>;
  let live: LiveLab;
  let page: Page;
  beforeAll(async () => {
    application = await startApplication();
    const webhooks = { inboundUrl: `${application.url}/sms/{gateway}` };
    live = await openLab(story, { gateways: { http: 0, smtp: undefined, webhooks } });
    application.gatewayUrl = live.lab.gateways.get('GATE')!;
    page = await openPage(live);
  });
  afterAll(async () => {
    await live?.close();
    await application?.close();
  });
  const outside = (text: string) =>
    phoneOf(page, 'Asha').locator('.bubble[data-outside="true"]', { hasText: text });
  const reply = async (text: string) => {
    await phoneOf(page, 'Asha').getByLabel('Reply from Asha').fill(text);
    await press(phoneOf(page, 'Asha'), 'Send');
  };

  test('what it sends by the SDK is a bubble marked as from outside, and no message of the rehearsal', async () => {
    await application.send(ASHA, 'Your appointment is on Tuesday');
    const bubble = outside('Your appointment is on Tuesday');
    await bubble.getByText('from outside').waitFor();
    await bubble.getByText('GATE').waitFor();
    await phoneOf(page, 'Asha').getByText('1 new').waitFor();
    await page.getByText('0 SMS · 0 email · 0 errors · 0 held').waitFor();
  });

  test('a reply typed on that phone goes to its webhook, and its answer comes back as a bubble', async () => {
    const goesTo = phoneOf(page, 'Asha').getByLabel('Replies from Asha go to');
    expect(await goesTo.inputValue()).toBe('GATE');
    await reply('Can I come on Friday? हाँ');
    await outside('You wrote: Can I come on Friday? हाँ').getByText('from outside').waitFor();
    const own = outside('Can I come on Friday? हाँ').first();
    await own.getByText('to the application').waitFor();
    await own.getByText('answered').waitFor();
    expect(application.heard).toEqual([{ from: ASHA, to: CLINIC, text: 'Can I come on Friday? हाँ' }]);
    expect(await phoneOf(page, 'Asha').locator('.bubble').allInnerTexts()).toEqual([
      expect.stringContaining('Your appointment'),
      expect.stringMatching(/^Can I come/),
      expect.stringContaining('You wrote: Can I come'),
    ]);
    expect(await violationsOn(page)).toEqual([]);
  });

  test('a bubble opens what went over the wire, and where the text went', async () => {
    await outside('Your appointment').click();
    const panel = page.getByRole('complementary', { name: 'Message from outside' });
    await panel.getByRole('group', { name: 'Answer' }).getByText('201').waitFor();
    await outside('Can I come on Friday').first().click();
    await panel.getByText('acknowledged').waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await press(panel, 'Close');
  });

  test('the demo marks them too', async () => {
    await page.getByRole('link', { name: 'Demo' }).click();
    const bubble = (text: string) =>
      page.locator('.demo-bubble[data-outside="true"]', { hasText: text }).first();
    await bubble('Your appointment').getByText('from outside').waitFor();
    await bubble('Can I come on Friday').getByText('to the application').waitFor();
    expect(await violationsOn(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('.bubble').first().waitFor();
  });

  test('HQ is answered on the same phone', async () => {
    await phoneOf(page, 'Asha').getByLabel('Replies from Asha go to').selectOption('HQ');
    await reply('HELP');
    await phoneOf(page, 'Asha').locator('.bubble', { hasText: 'We will call.' }).waitFor();
    expect(application.heard).toHaveLength(1);
  });

  test('a number that nobody has registered gets a phone', async () => {
    await application.send('+254711000111', 'Hello stranger');
    await page.getByRole('article', { name: 'Phone of +254711000111' }).getByText('Hello stranger').waitFor();
  });

  test('moved back, the clock takes away what came later, and brings it again', async () => {
    await jump(page, '2026-03-03T09:00');
    await application.send(ASHA, 'On the second day');
    await outside('On the second day').waitFor();
    await press(page, 'Back to start');
    await outside('On the second day').waitFor({ state: 'detached' });
    await jump(page, '2026-03-04T09:00');
    await outside('On the second day').waitFor();
    const all = async () => (await phoneOf(page, 'Asha').locator('.bubble').allInnerTexts()).join('\n');
    await expect.poll(all).toMatch(/You wrote.*Good evening.*On the second day.*Good evening/s);
  });

  test('an application that does not answer is named below the text', async () => {
    application.isDown = true;
    await phoneOf(page, 'Asha').getByLabel('Replies from Asha go to').selectOption('GATE');
    await reply('Are you there?');
    await outside('Are you there?').getByText('not sent: the application answered 503').waitFor();
    application.isDown = false;
  });

  test('no text leaves this machine for a host that was not allowed', async () => {
    await phoneOf(page, 'Asha').getByLabel('Replies from Asha go to').selectOption('AWAY');
    await reply('To elsewhere');
    await outside('To elsewhere').getByText('app.example.org is not this machine').waitFor();
  });

  test('starting over forgets what came from outside', async () => {
    await press(page, 'Start over');
    await press(page.getByRole('group', { name: 'Start over' }), 'Start over');
    await outside('Your appointment').waitFor({ state: 'detached' });
    expect(await page.locator('.bubble').count()).toBe(0);
  });

  test('the choice of whom to answer fits a phone', async () => {
    const small = await openPage(live, { viewport: { width: 375, height: 667 } });
    await application.send(ASHA, 'On a small screen');
    await phoneOf(small, 'Asha').getByText('On a small screen').waitFor();
    const box = await phoneOf(small, 'Asha').getByLabel('Replies from Asha go to').boundingBox();
    expect(box!.y + box!.height).toBeLessThan(667);
    expect(box!.x + box!.width).toBeLessThan(375);
    await view(small, 'Gateways');
    const card = small.getByRole('region', { name: 'Gateway GATE' });
    await card.getByText(new URL(application.url).host).waitFor();
    expect(await violationsOn(small)).toEqual([]);
  });
});

describe.skipIf(!hasBrowser)('a gateway that knows no application', () => {
  test('says how it would, when its phone writes back', async () => {
    const application = await startApplication();
    const live = await openLab(story.replace(/ {2}AWAY.*\n/, ''), { gateways: { http: 0, smtp: undefined } });
    try {
      application.gatewayUrl = live.lab.gateways.get('GATE')!;
      const page = await openPage(live);
      expect(await phoneOf(page, 'Asha').getByLabel('Replies from Asha go to').count()).toBe(0);
      await application.send(ASHA, 'Anybody there?');
      await phoneOf(page, 'Asha').getByText('Anybody there?').waitFor();
      await phoneOf(page, 'Asha').getByLabel('Reply from Asha').fill('Yes');
      await press(phoneOf(page, 'Asha'), 'Send');
      await page.getByText('GATE does not know where texts go').waitFor();
      await page.getByText('give it inbound_url, or use --inbound').waitFor();
    } finally {
      await live.close();
      await application.close();
    }
  });
});
