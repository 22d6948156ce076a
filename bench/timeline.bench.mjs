/** How smooth the timeline of the HTML report moves with 100,000 messages: scrolled, zoomed and panned in a browser. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { CONTACTS, DAYS, manyMessages } from './many-messages.mjs';
import { cli, median, rounded, timed } from './timed.mjs';

const PATIENCE_MS = 120_000;

/** How a person moves: each so many times, a frame apart. */
const moves = {
  scroll: { times: 60, act: (page) => page.mouse.wheel(0, 400) },
  scroll_far: { times: 20, act: (page) => page.mouse.wheel(0, 20_000) },
  zoom_in: { times: 12, act: (page) => page.keyboard.press('+') },
  pan: { times: 40, act: (page) => page.keyboard.press('ArrowRight') },
  zoom_out: { times: 12, act: (page) => page.keyboard.press('-') },
};

export async function bench() {
  const folder = mkdtempSync(join(tmpdir(), 'drysend-bench-'));
  const story = join(folder, 'many.yaml');
  const file = join(folder, 'report.html');
  writeFileSync(story, manyMessages());
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu'],
  });
  try {
    timed([cli, 'run', story, '--reporter', `html=${file}`]);
    return {
      goal: 'no frame takes the browser 50 ms',
      load: `${CONTACTS} lanes, ${CONTACTS * DAYS} messages, 1366 × 900`,
      other_load: rounded(loadavg()[0] ?? 0),
      ...(await framesOfMoves(browser, `${pathToFileURL(file).href}#/timeline`)),
      browser: `chromium ${browser.version()}`,
    };
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function framesOfMoves(browser, url) {
  const page = await browser.newPage({ viewport: { width: 1366, height: 900 } });
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(url);
  const canvas = page.locator('canvas');
  await canvas.waitFor();
  const { x, y, width, height } = await canvas.boundingBox();
  await page.mouse.move(x + width / 2, y + height / 2);
  await canvas.focus();
  const frames = {};
  for (const [name, move] of Object.entries(moves)) frames[name] = await framesOf(browser, page, move);
  await page.context().close();
  return frames;
}

/** Milliseconds from frame to frame, which other work on the machine lengthens, and the processor time of the longest task. */
async function framesOf(browser, page, { times, act }) {
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline'] });
  await page.evaluate(watchFrames);
  for (let count = 0; count < times; count += 1) {
    await act(page);
    await page.evaluate('new Promise((done) => requestAnimationFrame(done))');
  }
  const gaps = (await page.evaluate('stopFrames()')).sort((a, b) => a - b);
  const { traceEvents } = JSON.parse(String(await browser.stopTracing()));
  const tasks = traceEvents.filter(
    ({ ph, name, tdur }) => ph === 'X' && name.includes('RunTask') && tdur > 0,
  );
  return {
    frames: gaps.length,
    median_ms: rounded(median(gaps) ?? 0),
    within_95_percent_ms: rounded(gaps[Math.floor(gaps.length * 0.95)] ?? 0),
    worst_ms: rounded(gaps.at(-1) ?? 0),
    longest_task_cpu_ms: rounded(tasks.reduce((most, { tdur }) => Math.max(most, tdur), 0) / 1000),
  };
}

const watchFrames = `{
  const gaps = [];
  let isOn = true;
  const next = (last) => requestAnimationFrame((now) => {
    if (last !== undefined) gaps.push(now - last);
    if (isOn) next(now);
  });
  next();
  globalThis.stopFrames = () => {
    isOn = false;
    return gaps;
  };
}`;
