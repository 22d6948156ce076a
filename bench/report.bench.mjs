/**
 * The HTML report of 100,000 messages: how large it is, when its first figures are painted from disk, and how long the
 * views take, as seen in the browser.
 */
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { CONTACTS, DAYS, manyMessages } from './many-messages.mjs';
import { cli, median, rounded, timedWithMemory } from './timed.mjs';

const ROUNDS = 5;
const PATIENCE_MS = 60_000;

export async function bench() {
  const folder = mkdtempSync(join(tmpdir(), 'drysend-bench-'));
  const story = join(folder, 'many.yaml');
  const file = join(folder, 'report.html');
  writeFileSync(story, manyMessages());
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--enable-precise-memory-info'],
  });
  try {
    const plain = timedWithMemory([cli, 'run', story]);
    const made = timedWithMemory([cli, 'run', story, '--reporter', `html=${file}`]);
    return {
      goal: 'under 8 MB, first paint under 1 s',
      load: `${CONTACTS} contacts, ${CONTACTS * DAYS} messages`,
      run_ms: Math.round(plain.ms),
      run_with_report_ms: Math.round(made.ms),
      peak_rss_mb: made.peakRssMb,
      file_mb: rounded(statSync(file).size / 1e6, 2),
      ...(await opened(browser, pathToFileURL(file).href)),
      browser: `chromium ${browser.version()}`,
    };
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Medians over several openings, each in a context of its own. */
async function opened(browser, url) {
  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await openedOnce(browser, url));
  return Object.fromEntries(
    Object.keys(rounds[0] ?? {}).map((name) => {
      const sorted = rounds.map((one) => one[name]).sort((a, b) => a - b);
      return [name, rounded(median(sorted) ?? 0, 0)];
    }),
  );
}

async function openedOnce(browser, url) {
  const page = await browser.newPage({ viewport: { width: 1366, height: 900 } });
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(`${url}#/overview`);
  await page.waitForFunction("performance.getEntriesByName('first-contentful-paint').length > 0");
  const firstPaintMs = await page.evaluate(
    "performance.getEntriesByName('first-contentful-paint')[0].startTime",
  );
  const times = { first_paint_ms: firstPaintMs };
  for (const [name, act] of Object.entries(acts)) times[name] = await elapsed(() => act(page));
  times.js_heap_mb = (await page.evaluate('performance.memory.usedJSHeapSize')) / 1024 ** 2;
  times.dom_nodes = await page.evaluate("document.querySelectorAll('*').length");
  await page.context().close();
  return times;
}

/** What a person does, in order: the first view unpacks the journal. */
const acts = {
  people_unpacked_and_shown_ms: async (page) => {
    await page.getByRole('link', { name: 'People', exact: true }).click();
    await page.locator('.people-table .table-row').first().waitFor();
  },
  people_searched_ms: async (page) => {
    await page.getByRole('searchbox').fill('contact 3999');
    await page.getByText('1 of').waitFor();
  },
  messages_shown_ms: async (page) => {
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByRole('link', { name: 'Messages', exact: true }).click();
    await page.locator('.message-table .table-row').first().waitFor();
  },
  messages_end_ms: async (page) => {
    await page.evaluate("document.querySelector('.message-table').scrollTop = 1e9");
    const last = await page.locator('.message-table').getAttribute('aria-rowcount');
    await page.locator(`.table-row[aria-rowindex="${last}"]`).waitFor();
  },
  message_opened_ms: async (page) => {
    await page.locator('.message-table .table-row a').last().click();
    await page.locator('.trail').waitFor();
  },
  timeline_shown_ms: async (page) => {
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Timeline', exact: true }).click();
    await page.locator('canvas').waitFor();
  },
  timeline_zoomed_ten_times_ms: async (page) => {
    await page.locator('canvas').focus();
    for (let count = 0; count < 10; count += 1) {
      await page.keyboard.press(count % 2 === 0 ? '+' : 'ArrowRight');
      await page.evaluate('new Promise((done) => requestAnimationFrame(done))');
    }
  },
};

async function elapsed(work) {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
