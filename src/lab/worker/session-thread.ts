/** The thread of one session: it reads the story, plays it, answers its API, and keeps it on disk. */
import { createServer } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';
import { type GatewayServers, openGatewayServers } from '../server/gateway-servers.ts';
import { readFor } from '../server/offered.ts';
import { outerRefusal } from '../server/refused.ts';
import { sessionApp } from '../server/session-app.ts';
import { ExternalTraffic } from '../session/external-traffic.ts';
import { LiveSession } from '../session/live-session.ts';
import { RequestProblem } from '../session/request-problem.ts';
import { DamagedFile, readKept } from './kept-session.ts';
import { OutsideLog } from './outside-log.ts';
import { PortStream } from './port-stream.ts';
import type { Order, PlainError, Report, SessionCard, SessionCopy, ThreadStart } from './protocol.ts';
import { SessionLog } from './session-log.ts';
import { watchStory } from './watch-story.ts';

/** How often the place of a running clock is written down. */
const NOTE_MS = 200;

const lab = parentPort!;
const tell = (report: Report): void => lab.postMessage(report);

try {
  begin(workerData as ThreadStart);
} catch (error) {
  tell(failureOf(error));
}

function begin(start: ThreadStart): void {
  const { session, line, notice: ownNotice } = begunWith(start);
  const log = start.file === undefined ? undefined : logFor(start.file, session, line);
  const outsideLog = start.file === undefined ? undefined : new OutsideLog(start.file);
  if (outsideLog) session.outside = new ExternalTraffic(outsideLog);
  if (log) noteRunning(session, log);
  const notice = [ownNotice, outsideLog?.notice].filter(Boolean).join('; ') || undefined;
  const commit = async (): Promise<void> => {
    await log?.commit();
    outsideLog?.sync();
  };
  const stopWatching = watchStory(session);
  tellCards(session, notice);
  const server = createServer(sessionApp({ session, kept: () => kept(commit) }));
  let servers: GatewayServers | undefined;

  lab.on('message', (order: Order) => {
    if (order.kind === 'connect') server.emit('connection', new PortStream(order.port));
    else if (order.kind === 'ping') tell({ kind: 'pong' });
    else if (order.kind === 'copy') tell({ kind: 'copy', session: copyOf(session) });
    else if (order.kind === 'close') void close();
    else {
      openGatewayServers(session, order.places, log && commit).then(
        (open) => {
          servers = open;
          tell({ kind: 'gateways', urls: open.urls });
        },
        (error: unknown) => tell(failureOf(error)),
      );
    }
  });
  tell({ kind: 'open', card: cardOf(session, notice) });

  async function close(): Promise<void> {
    stopWatching();
    session.close();
    let error: PlainError | undefined;
    try {
      log?.close();
      await servers?.close();
      outsideLog?.close();
    } catch (thrown) {
      error = plain(thrown);
    }
    tell({ kind: 'closed', error });
  }
}

function begunWith(start: ThreadStart): Begun {
  if (start.kind === 'open') return opened(start);
  return start.kind === 'copy' ? copied(start) : resumed(start);
}

interface Begun {
  readonly session: LiveSession;
  readonly line: number;
  readonly notice?: string;
}

function opened({ id, path, text, origin, rules }: ThreadStart & { kind: 'open' }): Begun {
  return { session: new LiveSession({ id, path, text, origin, read: readFor(rules, path) }), line: 0 };
}

function copied({ id, rules, session }: ThreadStart & { kind: 'copy' }): Begun {
  return { session: new LiveSession({ ...session, id, read: readFor(rules, session.path) }), line: 0 };
}

function copyOf({ path, draft, ownTitle, plan, now }: LiveSession): SessionCopy {
  const title = `${ownTitle ?? plan.title} (copy)`;
  return { path, text: draft.base, title, origin: '', acts: draft.acts, now };
}

/** Tells the lab when what it shows of the session without asking has changed. */
function tellCards(session: LiveSession, notice: string | undefined): void {
  let last = cardOf(session, notice);
  session.listen(() => {
    const card = cardOf(session, notice);
    if (card.title === last.title && card.contacts === last.contacts) return;
    last = card;
    tell({ kind: 'card', card });
  });
}

/** @throws DamagedFile, also when what was kept no longer reads as a session. */
function resumed({ id, rules, file }: ThreadStart): Begun {
  const { isTorn, line, ...kept } = readKept(file!);
  try {
    const session = new LiveSession({ ...kept, id, read: readFor(rules, kept.path) });
    return { session, line, ...(isTorn && { notice: 'a last line that was cut short is left out' }) };
  } catch (error) {
    if (!(error instanceof RequestProblem)) throw new DamagedFile('what is kept cannot be played again');
    throw new DamagedFile(`what is kept cannot be played again: ${error.found}; wanted ${error.wanted}`);
  }
}

/** A session that cannot be kept is not begun. */
function logFor(file: string, session: LiveSession, line: number): SessionLog {
  try {
    return new SessionLog(file, session, line);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new RequestProblem(
      507,
      `the folder of --journal cannot be written (${code})`,
      'a folder with room',
    );
  }
}

function noteRunning(session: LiveSession, log: SessionLog): void {
  let isDue = false;
  session.listen(() => {
    if (isDue) return;
    isDue = true;
    setTimeout(() => {
      isDue = false;
      log.note();
    }, NOTE_MS);
  });
}

async function kept(commit: () => Promise<void>): Promise<void> {
  try {
    await commit();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new RequestProblem(
      507,
      `done, but not kept: the folder of --journal cannot be written (${code})`,
      'a folder with room',
      'do not repeat it: what is kept next includes it',
    );
  }
}

function cardOf(session: LiveSession, notice: string | undefined): SessionCard {
  const { plan, title, origin, openedAt, liveRun } = session;
  const { about, tags, project } = plan;
  const contacts = liveRun.engine.state.world.cases.size;
  return { title, about, tags, project: project.name, contacts, origin, openedAt, notice };
}

function failureOf(error: unknown): Report {
  if (error instanceof DamagedFile) return { kind: 'damaged', reason: error.message };
  if (error instanceof Error && 'syscall' in error) return { kind: 'failed', error: plain(error) };
  const { status, found, wanted, hint, problems } =
    error instanceof RequestProblem ? error : outerRefusal(error);
  return { kind: 'refused', refusal: { status, found, wanted, hint, problems } };
}

function plain(error: unknown): PlainError {
  const { message, code, port } = error as NodeJS.ErrnoException & { readonly port?: number };
  return { message, code, port };
}
