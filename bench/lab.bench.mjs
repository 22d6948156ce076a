import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { cli, median, rounded } from './timed.mjs';

const ROUNDS = 15;
/** Contacts, and the days on which each gets a message. */
const LOADS = [
  { contacts: 2000, days: 25 },
  { contacts: 20_000, days: 3 },
];
const GOAL_MS = 100;
/** How often the session is asked for a small thing while it does a large one. */
const ASKED_EVERY_MS = 10;
const LOAD_MS_MAX = 300_000;
const ACT_MS_MAX = 60_000;
/** Five days, ten thousand messages, in some twenty seconds. */
const RUNNING_SPEED = 20_000;

/**
 * The lab's pages before a real `drysend serve` with 2,000 contacts and 50,000 messages, and with 20,000 contacts:
 * for each thing a person does, the time from the event to the frame that shows it, measured in the browser; the
 * longest task of the page and the longest wait for the session's server while it opens, acts and saves; the heap.
 * Pauses are given as the clock on the wall shows them, which other programs lengthen, and as processor time: what one
 * task of the page took, and what any thread of the server took while it answered one small question.
 */
export async function bench() {
  const [loadBefore = 0] = loadavg();
  const loads = [];
  for (const load of LOADS) loads.push(await benchOf(load));
  return {
    goal: `every interaction under ${GOAL_MS} ms, from the event to the frame after it; no pause of page or server over ${GOAL_MS} ms of processor time`,
    other_programs_load: rounded(loadBefore),
    loads,
  };
}

async function benchOf({ contacts, days }) {
  const folder = mkdtempSync(join(tmpdir(), 'drysend-bench-'));
  const file = join(folder, 'many.yaml');
  writeFileSync(file, story(contacts, days));
  const server = await served(file);
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--enable-precise-memory-info'],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(LOAD_MS_MAX);
    await page.addInitScript(watch);
    return {
      ...(await measured(page, server, contacts, days)),
      browser: `chromium ${browser.version()}`,
    };
  } finally {
    await browser.close();
    server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measured(page, server, contacts, days) {
  const { url } = server;
  const pauses = [];
  const meanwhile = async (what, work) => pauses.push({ what, ...(await pausesOf(page, server, work)) });
  const listed = () => page.getByText(`The same as a list (${contacts * days})`).waitFor();
  await page.goto(url);
  await page.waitForSelector('.view');
  const runMs = await elapsed(async () => {
    await clock(page, url, { do: 'jump', to: `2026-03-${String(days + 2).padStart(2, '0')}T00:00:00Z` });
    await view(page, 'Timeline');
    await listed();
  });
  const openMs = await elapsed(async () => {
    await meanwhile('open the page', async () => {
      await page.reload();
      await listed();
    });
  });
  await meanwhile('register somebody', async () => {
    const register = { verb: 'register', case: { key: 'late', type: 'other', name: 'Late' } };
    await post(page, url, 'act', register);
    await view(page, 'People');
    await page.getByPlaceholder(`Search ${contacts + 1} people`).waitFor();
  });
  await meanwhile('save, and look at it', async () => {
    await page.getByRole('button', { name: 'Save as scenario' }).click();
    await page.getByLabel('Scenario', { exact: true }).waitFor();
    await settled(page);
    await page.keyboard.press('Escape');
    await page.locator('dialog[open]').waitFor({ state: 'detached' });
  });
  await meanwhile('read the whole state, as a program does', async () => {
    await (await fetch(`${sessionUrl(page, url)}/state`)).arrayBuffer();
  });
  for (const [what, path] of Object.entries({
    'play the plan ahead': 'plan',
    'count the roster': 'roster',
  })) {
    await meanwhile(what, async () => {
      await (await fetch(`${sessionUrl(page, url)}/${path}`)).arrayBuffer();
    });
  }
  page.setDefaultTimeout(ACT_MS_MAX);
  const trailMs = await untilTrail(page);
  const rows = [];
  for (const [name, act] of Object.entries(acts)) rows.push(await row(page, name, act));
  const { heapMb, nodes } = await memory(page);
  await meanwhile('go back to the start', () => clock(page, url, { do: 'restart' }));
  await meanwhile('start over', () => post(page, url, 'start-over', {}));
  await clock(page, url, { do: 'jump', to: `2026-03-0${Math.min(days, 9)}T00:00:00Z` });
  await settled(page);
  await clock(page, url, { do: 'run', speed: RUNNING_SPEED });
  for (const [name, act] of Object.entries(actsWhileRunning)) rows.push(await row(page, name, act));
  const worst = rows.reduce((a, b) => (b.max_ms > a.max_ms ? b : a));
  const longest = (key) => Math.max(...pauses.map((pause) => pause[key]));
  return {
    load: `${contacts} contacts, ${contacts * days} messages, ${ROUNDS} rounds of each interaction`,
    rehearsed_and_shown_ms: Math.round(runMs),
    opened_ms: Math.round(openMs),
    worst_interaction_ms: worst.max_ms,
    worst_interaction: worst.interaction,
    page_pause_max_ms: longest('page_max_ms'),
    server_pause_max_ms: longest('server_max_ms'),
    page_pause_cpu_max_ms: longest('page_cpu_max_ms'),
    server_pause_cpu_max_ms: longest('server_cpu_max_ms'),
    interaction_cpu_max_ms: Math.max(...rows.map((one) => one.task_cpu_max_ms)),
    pauses,
    rows,
    click_to_trail_from_server_ms: trailMs,
    js_heap_mb: heapMb,
    dom_nodes: nodes,
  };
}

/** What a person does; each waits for what it leads to before the next begins. */
const acts = {
  'switch view': async (page, round) => {
    const name = ['Phones', 'Mail', 'People', 'Gateways', 'Timeline'][round % 5];
    await view(page, name);
  },
  'timeline: zoom and pan by keys': async (page, round) => {
    await view(page, 'Timeline', round > 0);
    await page.locator('canvas').focus();
    await page.keyboard.press(['+', 'ArrowRight', 'ArrowLeft', '-'][round % 4]);
  },
  'timeline: scroll the lanes': async (page) => {
    await page.locator('canvas').hover();
    await page.mouse.wheel(0, 400);
    await settled(page);
  },
  'timeline: drag': async (page) => {
    const { x, y, width, height } = await page.locator('canvas').boundingBox();
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width / 2 - 80, y + height / 2 - 20, { steps: 4 });
    await page.mouse.up();
    await settled(page);
  },
  'phones: why, a click on a message': async (page, round) => {
    await view(page, 'Phones', round > 0);
    await page
      .locator('.bubble')
      .nth(round % 10)
      .click();
    await page.locator('.trail').waitFor();
    await page.locator('.panel').getByRole('button', { name: 'Close' }).click();
  },
  'phones: lay out a phone': async (page, round) => {
    await page
      .locator('.phone-list .list-row')
      .nth(round % 8)
      .click();
    await settled(page);
  },
  'phones: scroll the list': async (page) => {
    await page.locator('.phone-list .virtual').hover();
    await page.mouse.wheel(0, 1200);
    await settled(page);
  },
  'phones: search, a letter': async (page, round) => {
    await page.getByLabel('Search phones').press(String(round % 10));
    await settled(page);
    await page.getByLabel('Search phones').fill('');
  },
  'people: search, a letter': async (page, round) => {
    await view(page, 'People', round > 0);
    await page.getByLabel('Search people').press(String(round % 10));
    await settled(page);
    await page.getByLabel('Search people').fill('');
  },
  'people: open the form': async (page) => {
    await page.getByRole('button', { name: 'Edit' }).first().click();
    await page.locator('dialog[open]').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('dialog[open]').waitFor({ state: 'detached' });
  },
  'gateways: scroll the traffic': async (page, round) => {
    await view(page, 'Gateways', round > 0);
    await page.locator('.gateway .virtual').first().hover();
    await page.mouse.wheel(0, -2000);
    await settled(page);
  },
};

/** The same while messages arrive. */
const actsWhileRunning = {
  'running: switch view': acts['switch view'],
  'running: timeline, zoom and pan by keys': acts['timeline: zoom and pan by keys'],
  'running: people, search a letter': acts['people: search, a letter'],
};

/** From the click on a message until its trail, which the server tells, is shown; as seen from outside. */
async function untilTrail(page) {
  await view(page, 'Phones');
  const times = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await page
      .locator('.bubble')
      .nth(round % 4)
      .waitFor();
    times.push(
      await elapsed(async () => {
        await page
          .locator('.bubble')
          .nth(round % 4)
          .click();
        await page.locator('.trail').waitFor();
      }),
    );
    await page.locator('.panel').getByRole('button', { name: 'Close' }).click();
  }
  return spread(times.sort((a, b) => a - b));
}

async function row(page, name, act) {
  await page.evaluate('window.drysendTimes.length = 0');
  const cpuMs = await tasksOf(page, async () => {
    for (let round = 0; round < ROUNDS; round += 1) await act(page, round);
  });
  const times = (await page.evaluate('window.drysendTimes')).sort((a, b) => a - b);
  return { interaction: name, events: times.length, ...spread(times), task_cpu_max_ms: cpuMs };
}

/** In the page: notes for every event how long it took until the frame after it was shown. */
function watch() {
  /** @type {number[]} */
  const times = [];
  /** @type {number[]} */
  const tasks = [];
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) tasks.push(duration);
  }).observe({ type: 'longtask', buffered: true });
  Object.assign(window, { drysendTimes: times, drysendTasks: tasks });
  const kinds = ['click', 'keydown', 'wheel', 'pointermove', 'input'];
  for (const kind of kinds) {
    addEventListener(
      kind,
      (event) => {
        if (event instanceof PointerEvent && kind === 'pointermove' && event.buttons === 0) return;
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => times.push(performance.now() - event.timeStamp);
          port2.postMessage(0);
        });
      },
      { capture: true, passive: true },
    );
  }
}

async function view(page, name, isThere = false) {
  if (isThere) return;
  await page.getByRole('navigation').getByRole('link', { name }).click();
  await page.locator(`.view-${name.toLowerCase()}`).waitFor();
  await settled(page);
}

/** After the next two frames. */
const settled = (page) =>
  page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');

/** The longest task of the page, and the longest that the session took to answer a small question, until it is done. */
async function pausesOf(page, { url, pid }, work) {
  const path = `${sessionUrl(page, url)}/entries?after=999999&limit=1`;
  await page.evaluate('window.drysendTasks.length = 0');
  let isDone = false;
  let server = 0;
  let serverCpu = 0;
  const asking = (async () => {
    while (!isDone) {
      const from = performance.now();
      const before = threadsCpuMs(pid);
      await (await fetch(path)).arrayBuffer();
      server = Math.max(server, performance.now() - from);
      for (const [thread, ms] of threadsCpuMs(pid)) {
        serverCpu = Math.max(serverCpu, ms - (before.get(thread) ?? ms));
      }
      await new Promise((resolve) => setTimeout(resolve, ASKED_EVERY_MS));
    }
  })();
  let took = 0;
  const pageCpu = await tasksOf(page, async () => {
    took = await elapsed(work);
    await settled(page);
  });
  isDone = true;
  await asking;
  const tasks = await page.evaluate('[0, ...window.drysendTasks]');
  return {
    took_ms: Math.round(took),
    page_max_ms: Math.round(Math.max(...tasks)),
    page_cpu_max_ms: pageCpu,
    server_max_ms: Math.round(server),
    server_cpu_max_ms: Math.round(serverCpu),
  };
}

/** Processor time of each thread so far, ms; none where the system does not tell. */
function threadsCpuMs(pid) {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    return new Map(
      threads.map((thread) => [
        thread,
        Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]) / 1e6,
      ]),
    );
  } catch {
    return new Map();
  }
}

/** The most processor time that one task of the page's main thread takes while the work is done, ms. */
async function tasksOf(page, work) {
  const browser = page.context().browser();
  await browser.startTracing(page, { categories: ['toplevel', '__metadata'] });
  await work();
  const { traceEvents } = JSON.parse(await browser.stopTracing());
  const placeOf = ({ pid, tid }) => `${pid}.${tid}`;
  const names = traceEvents.filter(
    ({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain',
  );
  const mains = new Set(names.map(placeOf));
  const tasks = traceEvents.filter((event) => mains.has(placeOf(event)) && event.name.endsWith('RunTask'));
  return Math.round(tasks.reduce((most, { tdur = 0 }) => Math.max(most, tdur), 0) / 1000);
}

const sessionUrl = (page, url) => `${url}api/sessions/${new URL(page.url()).hash.split('/')[1]}`;

const clock = (page, url, order) => post(page, url, 'clock', order);

async function post(page, url, what, data) {
  const answer = await page.request.post(`${sessionUrl(page, url)}/${what}`, {
    data,
    timeout: LOAD_MS_MAX,
  });
  if (!answer.ok()) throw new Error(await answer.text());
}

async function memory(page) {
  const client = await page.context().newCDPSession(page);
  await client.send('HeapProfiler.collectGarbage');
  const heap = await page.evaluate('performance.memory.usedJSHeapSize');
  return {
    heapMb: Math.round(heap / 1024 ** 2),
    nodes: await page.evaluate("document.querySelectorAll('*').length"),
  };
}

async function elapsed(work) {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

function spread(sorted) {
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return {
    p50_ms: rounded(median(sorted) ?? 0),
    p95_ms: rounded(at(0.95)),
    max_ms: rounded(at(1)),
  };
}

function served(file) {
  const child = spawn(process.execPath, [cli, 'serve', file, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`serve ended with ${code}`)));
    child.stdout.on('data', (data) => {
      const url = /http:\/\/\S+/.exec(String(data))?.[0];
      if (url) resolve({ url, pid: child.pid, stop: () => child.kill() });
    });
  });
}

function story(contacts, days) {
  const zones = ['Asia/Kolkata', 'Africa/Nairobi', 'America/New_York', 'Europe/London'];
  const cases = Array.from({ length: contacts }, (_, index) => {
    const number = 919_800_000_000 + index;
    return `  c${index}: {type: patient, name: Contact ${index}, contact_phone_number: "${number}", contact_phone_number_is_verified: "1", time_zone: ${zones[index % 4]}}`;
  });
  return `scenario: Many contacts
project: {time_zone: Asia/Kolkata, languages: [en], daily_limit: none}
gateways: {GATE: {type: twilio, number: "+15005550006"}}
routing: {global: {"*": GATE}}
cases:
${cases.join('\n')}
alerts:
  dose:
    case_type: patient
    to: case
    send: {daily: {at: "09:00", stop_after: "${days}"}}
    sms: {en: "{case.name}, please take your medicine today."}
starts: 2026-03-01 00:00 UTC
ends: 2026-03-${String(days + 5).padStart(2, '0')} 00:00 UTC
timeline:
  - {at: 2026-03-01 00:00 UTC, register: [${Array.from({ length: contacts }, (_, index) => `c${index}`).join(', ')}]}
`;
}
