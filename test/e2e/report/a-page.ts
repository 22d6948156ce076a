/** A report on disk, opened in a real browser that is cut off from every network. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { startBrowser } from '../lab/browser.ts';

const PATIENCE_MS = 20_000;

export interface ReportOnDisk {
  readonly browser: Browser;
  /** Opens the page at a hash such as `#/people`, in a context of its own. */
  open(hash: string, options?: BrowserContextOptions): Promise<Page>;
  /** Everything that any page asked for, but the file itself. */
  readonly requests: readonly string[];
  /** Errors and refusals that any page told of. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

export async function reportOnDisk(html: string): Promise<ReportOnDisk> {
  const browser = await startBrowser();
  const folder = mkdtempSync(join(tmpdir(), 'drysend-report-'));
  const file = join(folder, 'report.html');
  writeFileSync(file, html);
  const url = pathToFileURL(file).href;
  const requests: string[] = [];
  const complaints: string[] = [];
  return {
    browser,
    requests,
    complaints,
    async open(hash, options = {}) {
      const context = await browser.newContext({
        viewport: { width: 1366, height: 900 },
        offline: true,
        ...options,
      });
      const page = await context.newPage();
      page.setDefaultTimeout(PATIENCE_MS);
      page.on('request', (request) => {
        if (request.url().split('#')[0] !== url && !request.url().startsWith('data:'))
          requests.push(request.url());
      });
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      await page.goto(`${url}${hash}`);
      await page.locator('.report').waitFor();
      return page;
    },
    async close() {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
