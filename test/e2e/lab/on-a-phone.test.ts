/** A lab for the phones of a network: the code on the page is read from its pixels, and a small page opened by it. */
import jsQR from 'jsqr';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { networkHosts } from '../../../src/lab/server/network-hosts.ts';
import { twoWayClinic } from '../../lab/two-way-clinic.ts';
import { hasBrowser } from './browser.ts';
import { type LiveLab, openLab, openPage, phoneOf, press } from './live-lab.ts';
import { violationsOn } from './violations.ts';

const TOKEN = 'a long secret & more';
const hasNetwork = networkHosts('0.0.0.0').length > 0;
if (!hasNetwork) console.warn('The lab is not opened from the network: this machine is on none.');

describe.skipIf(!hasBrowser || !hasNetwork)('a lab for phones', () => {
  let live: LiveLab;
  let page: Page;
  beforeAll(async () => {
    live = await openLab(twoWayClinic, { host: '0.0.0.0', token: TOKEN });
    page = await openPage(live, {}, `${live.lab.url}?token=${encodeURIComponent(TOKEN)}`);
  });
  afterAll(() => live?.close());

  test.each(['light', 'dark'] as const)('has a QR code that reads, %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await press(page, 'On a phone');
    const dialog = page.getByRole('dialog', { name: 'Open it on a phone' });
    await press(dialog, 'It may do all');
    const address = await dialog.getByRole('link').textContent();
    const { hash } = new URL(page.url());
    expect(address).toBe(`${live.lab.networkUrls[0]}?token=a%20long%20secret%20%26%20more${hash}`);
    expect(await decoded(page, await dialog.getByRole('img').screenshot())).toBe(address);
    expect(await violationsOn(page)).toEqual([]);
    await page.keyboard.press('Escape');
  });

  test('is opened by it on a small screen, which moves the same clock', async () => {
    await press(page, 'On a phone');
    await press(page.getByRole('dialog'), 'It may do all');
    const address = await page.getByRole('dialog').getByRole('link').textContent();
    await page.keyboard.press('Escape');
    const small = await openPage(
      live,
      { viewport: { width: 375, height: 667 }, hasTouch: true },
      address ?? '',
    );
    expect(small.url()).not.toContain('token');
    expect(new URL(small.url()).hash).toBe(new URL(page.url()).hash);
    await small.getByRole('button', { name: 'Next message' }).first().tap();
    await phoneOf(page, 'Ruth').locator('.bubble').first().waitFor();
    await small.context().close();
  });

  test('shows first the code for phones that only look', async () => {
    await press(page, 'On a phone');
    const dialog = page.getByRole('dialog', { name: 'Open it on a phone' });
    const address = (await dialog.getByRole('link').textContent()) ?? '';
    expect(address).not.toContain('token=');
    expect(await decoded(page, await dialog.getByRole('img').screenshot())).toBe(address);
    await page.keyboard.press('Escape');
    const small = await openPage(live, { viewport: { width: 375, height: 667 } }, address);
    await phoneOf(small, 'Ruth').locator('.bubble').first().waitFor();
    expect(await small.getByRole('button', { name: 'Next message' }).count()).toBe(0);
    await small.context().close();
  });

  test('offers the link that only looks at an address of the network, to copy', async () => {
    await page.getByRole('button', { name: / here$/ }).click();
    const link = await page.getByLabel('Link that only looks').inputValue();
    expect(new URL(link).origin).toBe(new URL(live.lab.networkUrls[0]!).origin);
    await page.keyboard.press('Escape');
    const viewer = await openPage(live, {}, link);
    await viewer.getByText('looking only', { exact: true }).waitFor();
    await viewer.context().close();
  });

  test('of this machine alone says how to open it to others', async () => {
    const alone = await openLab(twoWayClinic);
    const on = await openPage(alone);
    await press(on, 'On a phone');
    await on.getByRole('dialog').getByText('--host 0.0.0.0 --token').waitFor();
    expect(await on.getByRole('dialog').getByRole('img').count()).toBe(0);
    await alone.close();
  });
});

/** What a reader of its own finds in the pixels of a picture. */
async function decoded(page: Page, png: Buffer): Promise<string | undefined> {
  const { width, height, pixels } = (await page.evaluate(`(async () => {
    const bytes = Uint8Array.from(atob('${png.toString('base64')}'), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    canvas.drawImage(bitmap, 0, 0);
    const { data } = canvas.getImageData(0, 0, bitmap.width, bitmap.height);
    return { width: bitmap.width, height: bitmap.height, pixels: [...data] };
  })()`)) as { width: number; height: number; pixels: number[] };
  return jsQR.default(Uint8ClampedArray.from(pixels), width, height, { inversionAttempts: 'dontInvert' })
    ?.data;
}
