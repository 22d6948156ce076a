import type { Page } from 'playwright-core';

/** A finger drawn across the middle of an element by so many pixels, in real touch events of the browser. */
export async function swipe(page: Page, selector: string, wayPx: number): Promise<void> {
  const box = await page.locator(selector).boundingBox();
  if (!box) throw new Error(`${selector} is not in sight`);
  const session = await page.context().newCDPSession(page);
  const y = box.y + box.height / 2;
  const from = box.x + box.width / 2 - wayPx / 2;
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x?: number) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: x === undefined ? [] : [{ x, y }] });
  await touch('touchStart', from);
  for (let part = 1; part <= 10; part += 1) await touch('touchMove', from + (wayPx * part) / 10);
  await touch('touchEnd');
  await session.detach();
}
