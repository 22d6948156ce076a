/** A real chromium, with nothing of its own to say to the network. */
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const PROGRAM = '/usr/bin/chromium';

/** In CI a missing browser is a failure; elsewhere these tests say why they are left out. */
export const hasBrowser = existsSync(PROGRAM) || process.env.CI !== undefined;
if (!hasBrowser) console.warn(`The lab's pages are not tried: there is no ${PROGRAM}.`);

export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: PROGRAM,
    args: [
      ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
    ],
  });
}
