/** A lab that asks for a token: who has it sees the page, once, and the address no longer tells it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveLab } from '../../../src/lab/server/serve-lab.ts';
import { hasBrowser } from './browser.ts';
import { type LiveLab, openLab, openPage, press } from './live-lab.ts';

const TOKEN = 'a token & more';
const story = `
scenario: Behind a token
cases:
  asha: {type: patient, name: Asha, contact_phone_number: "919812345001"}
starts: 2026-03-02 09:00
timeline:
  - {at: 2026-03-02 10:00, register: asha}
`;

describe.skipIf(!hasBrowser)('a lab with a token', () => {
  let live: LiveLab;
  beforeAll(async () => {
    live = await openLab(story, { token: TOKEN });
  });
  afterAll(() => live?.close());

  test('shows nothing without it', async () => {
    const page = await live.browser.newPage();
    const answer = await page.goto(live.lab.url);
    expect(answer?.status()).toBe(401);
    expect(await page.content()).not.toContain('Asha');
    expect((await page.request.get(`${live.lab.url}api/sessions`)).status()).toBe(401);
    await page.close();
  });

  test('opens with it in the address, hides it, and goes on by cookie through a reload and a feed', async () => {
    const page = await openPage(live, {}, `${live.lab.url}?token=${encodeURIComponent(TOKEN)}`);
    expect(page.url()).not.toContain('token');
    await press(page, 'Step');
    await page.getByText('Asha').first().waitFor();
    await page.reload();
    await page.getByText('Asha').first().waitFor();
    await press(page, '× 3600');
    await page.getByText('running × 3600').waitFor();
    expect(await page.evaluate('document.cookie')).toBe('');
    await page.context().close();
  });

  test('is closed to a cookie of another token', async () => {
    const context = await live.browser.newContext();
    const { port } = new URL(live.lab.url);
    await context.addCookies([{ name: `drysend_token_${port}`, value: '0'.repeat(64), url: live.lab.url }]);
    expect((await context.request.get(`${live.lab.url}api/sessions`)).status()).toBe(401);
    await context.close();
  });

  test('stays open beside another lab of this machine with another token', async () => {
    const other = await serveLab({ port: 0, token: 'another' });
    const page = await openPage(live, {}, `${live.lab.url}?token=${encodeURIComponent(TOKEN)}`);
    const beside = await page.context().newPage();
    expect((await beside.goto(`${other.url}?token=another`))?.status()).toBe(200);
    await page.reload();
    await page.waitForSelector('.view');
    expect((await beside.reload())?.status()).toBe(200);
    await page.context().close();
    await other.close();
  });
});
