/** The session that the page shows: its state, its journal, and the feed that keeps both fresh. */

import { batch, computed, signal } from '@preact/signals';
import type { AnswerOf } from '../../contract/answers.ts';
import {
  type Beat,
  type Contact,
  type LabState,
  type Line,
  msOf,
  type Problem,
  type ScenarioInfo,
  type SessionInfo,
} from './answers.ts';
import { apiPath, post, problemOf, read } from './api.ts';
import { closePanel } from './chosen.ts';
import { withOutside } from './external-threads.ts';
import { forgetOutside, outsideThreads, readOutside } from './external-traffic.ts';
import type { FeedEvent, openFeed } from './feed.ts';
import { looksOnly } from './looks.ts';
import { myName } from './my-name.ts';
import { KnownContacts } from './read-contacts.ts';
import { hashOf, type Route, routeOf } from './route.ts';
import { addLines, emptyStore, type Store } from './store.ts';

/** Lines of one reading: what the page and the session do in one turn. */
const PAGE_LINES = 1000;
/** 200,000 lines are kept; more pages than this are never asked for in one go. */
const PAGES_MAX = 1000;
const REFRESH_MS = 120;
/** A reading that takes long is followed by a rest of so many times its length. */
const REST_SHARE = 2;

export const route = signal<Route>(routeOf(location.hash));
export const state = signal<LabState | undefined>(undefined);
export const isConnected = signal(true);
/** Why the server, though it answers, refuses a feed for now; undefined: it does not, or nobody answers. */
export const refusedFeed = signal<string | undefined>(undefined);
export const problem = signal<Problem | undefined>(undefined);
export const scenarios = signal<readonly ScenarioInfo[]>([]);
export const sessions = signal<readonly SessionInfo[]>([]);
/** Number → last line that was looked at. */
export const readUpTo = signal<ReadonlyMap<string, number>>(new Map());
/** Grows with every change of the journal; `fold()` is what it counts. */
export const revision = signal(0);
/** When the last beat came, by the page's own clock. */
const beatAt = signal(0);
/** A page's own heartbeat, so that a running clock moves between two beats. */
const tick = signal(0);

let current = emptyStore();
/** Loaded once the first session is shown. */
let open: typeof openFeed | undefined;
let feed: ReturnType<typeof openFeed> | undefined;
/** The name that the feed was opened under. */
let feedName = '';
let catchingUp: Promise<void> | undefined;
/** Counts how often what is known of the journal was forgotten: lines that were asked for before do not count. */
let forgotten = 0;
/** Of which beginning of the session the lines are; undefined: not known yet. */
let epoch: string | undefined;
let isRefreshing = false;
let isStale = false;
let tookMs = 0;
let known = new KnownContacts();

/** The journal as it stands, with what came from outside; read `revision` first to hear of changes. */
export function fold(): Store {
  if (revision.value < 0) return emptyStore();
  return outsideThreads.value.size === 0 ? current : foldWithOutside.value;
}

const foldWithOutside = computed<Store>(() => {
  const at = msOf(state.value?.now);
  return revision.value < 0
    ? current
    : { ...current, threads: withOutside(current.threads, outsideThreads.value, at) };
});

/** The virtual moment, carried on between beats while the clock runs. */
export const now = computed(() => {
  const labState = state.value;
  if (!labState) return 0;
  const at = msOf(labState.now);
  if (!(labState.speed > 0)) return at;
  const ahead = Math.max(0, tick.value - beatAt.value) * labState.speed;
  return Math.min(at + ahead, msOf(labState.endsAt) || Number.POSITIVE_INFINITY, nextStop(labState, at));
});

/** The shown clock never runs past something that has yet to happen. */
const nextStop = ({ nextAt }: LabState, at: number): number => {
  const next = msOf(nextAt ?? undefined);
  return next > at ? next : Number.POSITIVE_INFINITY;
};

const MINUTE_MS = 60_000;

/** The same without seconds: what shows none is drawn anew once a minute. */
export const minute = computed(() => Math.floor(now.value / MINUTE_MS) * MINUTE_MS);

/** Opens the page: the session named in the address, or the one that was used last, or the start. */
export async function openLab(): Promise<void> {
  addEventListener('hashchange', follow);
  hideToken();
  setInterval(() => {
    if (state.value && state.value.speed > 0) tick.value = Date.now();
  }, 50);
  myName.subscribe((name) => {
    if (feed && name !== feedName) listen(sessionId());
  });
  await loadStart();
  const first = newestOf(sessions.value);
  const asksForNewest = location.hash === '' || route.value.view === 'demo';
  if (route.value.session === undefined && first && asksForNewest) {
    location.replace(hashOf(first.id, route.value.view));
    return;
  }
  if (route.value.session !== undefined) await openSession(route.value.session);
}

/** The session that was used last. */
const newestOf = (all: readonly SessionInfo[]): SessionInfo | undefined =>
  [...all].sort((a, b) => b.usedAt - a.usedAt)[0];

/** The token has done its work once the page is here: a cookie goes on with it, out of sight. */
function hideToken(): void {
  if (location.search === '') return;
  history.replaceState(null, '', `${location.pathname}${location.hash}`);
}

/** Scenarios and sessions to begin with. */
export async function loadStart(): Promise<void> {
  await attempt(async () => {
    const [listed, open] = await Promise.all([
      looksOnly ? [] : read<AnswerOf<'Scenarios'>>(apiPath(['scenarios'])),
      read<AnswerOf<'Sessions'>>(apiPath(['sessions'])),
    ]);
    batch(() => {
      scenarios.value = listed;
      sessions.value = open;
    });
  });
}

/** Opens a new session from a scenario's path or text. */
export async function startSession(from: { scenario: string } | { text: string }): Promise<void> {
  await attempt(async () => {
    const { id } = await post<AnswerOf<'Opened'>>(apiPath(['sessions']), from);
    location.hash = hashOf(id, route.peek().view);
  });
}

/** Does something and shows what was wrong, if something was. */
export async function attempt(task: () => Promise<unknown>): Promise<boolean> {
  try {
    await task();
    problem.value = undefined;
    return true;
  } catch (thrown) {
    problem.value = problemOf(thrown);
    return false;
  }
}

/** What the page does by itself: it shows a failure, but takes no earlier problem away. */
async function keepUp(task: () => Promise<unknown>): Promise<void> {
  try {
    await task();
  } catch (thrown) {
    if (isConnected.peek()) problem.value = problemOf(thrown);
  }
}

const sessionId = (): string => state.peek()?.id ?? route.peek().session ?? '';

export const sessionPath = (...parts: string[]): string => apiPath(['sessions', sessionId(), ...parts]);

/** Where the clock stands, as the answer to an order gives it; the feed gives the rest. */
export function standAt(at: Beat['now'], speed: number): void {
  const labState = state.peek();
  if (!labState) return;
  batch(() => {
    state.value = { ...labState, now: at, speed };
    beatAt.value = Date.now();
    tick.value = beatAt.value;
  });
}

/** A phone writes to the application behind a gateway. */
export const writeToApplication = (from: string, text: string, gateway: string): Promise<boolean> =>
  attempt(() => post(sessionPath('outside', 'text'), { from: `+${from}`, text, gateway }));

/** An act in the words of a scenario's timeline. */
export const act = (body: Readonly<Record<string, unknown>>): Promise<boolean> =>
  attempt(() => post(sessionPath('act'), body));

export function markRead(number: string): void {
  const thread = fold().threads.get(number);
  const last = thread?.at(-1)?.seq ?? 0;
  if ((readUpTo.peek().get(number) ?? 0) >= last) return;
  readUpTo.value = new Map(readUpTo.peek()).set(number, last);
}

function follow(): void {
  const before = route.peek();
  route.value = routeOf(location.hash);
  if (route.value.view !== before.view) closePanel();
  if (route.value.session === before.session) return;
  if (route.value.session === undefined) closeSession();
  else void openSession(route.value.session);
}

function closeSession(): void {
  feed?.close();
  feed = undefined;
  forget();
  state.value = undefined;
  void loadStart();
}

async function openSession(id: string): Promise<void> {
  feed?.close();
  feed = undefined;
  forget();
  forgetOutside();
  known = new KnownContacts();
  state.value = undefined;
  const isOpen = await attempt(loadState);
  if (!isOpen || route.peek().session !== id) return;
  await attempt(async () => {
    await catchUp();
    open = (await import('./feed.ts')).openFeed;
  });
  if (route.peek().session === id) listen(id);
}

function forget(): void {
  current = emptyStore();
  forgotten += 1;
  epoch = undefined;
  batch(() => {
    closePanel();
    readUpTo.value = new Map();
    revision.value += 1;
  });
}

function listen(id: string): void {
  feed?.close();
  feedName = myName.peek();
  const address = () =>
    apiPath(['sessions', id, 'events'], { after: String(current.lastSeq), name: feedName || undefined });
  feed = open?.(apiPath(['sessions', id]), address, onFeed);
  refreshSoon();
  void keepUp(catchUp);
}

function onFeed({ name, data }: FeedEvent): void {
  if (name === 'state') onBeat(JSON.parse(data) as Beat);
  else if (name === 'entries') onLines((JSON.parse(data) as { entries: Line[] }).entries);
  else if (name === 'open') {
    if (!isConnected.peek()) refreshSoon();
    isConnected.value = true;
    refusedFeed.value = undefined;
    void keepUp(catchUp);
  } else if (name === 'reset') {
    forget();
    forgetOutside();
    refreshSoon();
    void keepUp(catchUp);
  } else {
    isConnected.value = false;
    refusedFeed.value = name === 'full' && data !== '' ? data : undefined;
    // Refused for good, as by a session that has ended: its answer says why.
    if (name === 'ended') void attempt(loadState);
  }
}

function onBeat(beat: Beat): void {
  const labState = state.peek();
  if (!labState) return;
  batch(() => {
    state.value = { ...labState, ...beat };
    beatAt.value = Date.now();
    tick.value = beatAt.value;
  });
  if (beat.lastSeq > current.lastSeq) void keepUp(catchUp);
  refreshSoon();
}

function onLines(lines: readonly Line[]): void {
  const first = lines[0];
  if (!first) return;
  if (first.seq > current.lastSeq + 1) {
    void keepUp(catchUp);
    return;
  }
  current = addLines(current, lines);
  revision.value += 1;
  refreshSoon();
}

/** Reads what the journal has beyond what is known; one reading at a time. */
function catchUp(): Promise<void> {
  catchingUp ??= readOn().finally(() => {
    catchingUp = undefined;
  });
  return catchingUp;
}

async function readOn(): Promise<void> {
  const path = sessionPath('entries');
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const before = current.lastSeq;
    const begun = forgotten;
    const { entries } = await read<AnswerOf<'Entries'>>(`${path}?after=${before}&limit=${PAGE_LINES}`);
    if (begun !== forgotten) continue;
    current = addLines(current, entries);
    revision.value += 1;
    if (entries.length === 0 || current.lastSeq === before) return;
  }
}

async function loadState(): Promise<void> {
  const { known: contacts, path } = { known, path: sessionPath('contacts') };
  const fresh = await read<AnswerOf<'State'>>(`${sessionPath('state')}?contacts=apart`);
  const [beginning] = fresh.contactsRevision.split('.');
  if (epoch !== undefined && epoch !== beginning) {
    forget();
    void keepUp(catchUp);
  }
  epoch = beginning;
  void keepUp(() => readOutside(sessionPath('outside'), fresh.outsideSeq));
  const show = (all: readonly Contact[]): void => {
    if (contacts !== known) return;
    batch(() => {
      state.value = { ...fresh, contacts: all };
      beatAt.value = Date.now();
      tick.value = beatAt.value;
    });
  };
  const before = state.peek()?.contacts;
  if (contacts.isOf(fresh.contactsRevision)) return show(before ?? []);
  if (before) show(before);
  await contacts.readOn(path, (all) => (state.peek() ? showContacts(all) : show(all)));

  function showContacts(all: readonly Contact[]): void {
    const labState = state.peek();
    if (contacts === known && labState) state.value = { ...labState, contacts: all };
  }
}

/**
 * Contacts, gateways and what comes next are read again: one reading at a time, at most once per
 * `REFRESH_MS`, and less often when a reading takes long.
 */
function refreshSoon(): void {
  isStale = true;
  if (isRefreshing) return;
  isRefreshing = true;
  setTimeout(
    () => {
      void refresh();
    },
    Math.max(REFRESH_MS, tookMs * REST_SHARE),
  );
}

async function refresh(): Promise<void> {
  const startedAt = performance.now();
  isStale = false;
  await keepUp(loadState);
  tookMs = performance.now() - startedAt;
  isRefreshing = false;
  if (isStale) refreshSoon();
}
