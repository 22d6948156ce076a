import type { SmtpSession } from './session.ts';

const CHECKS_PER_LIMIT = 10;
const CHECK_MS_MAX = 1000;

/** What a session had read and written when it last stood still or replied. */
interface Seen {
  read: number;
  written: number;
  checks: number;
}

/**
 * Sends clients away that have begun to say something and have not got to an end of it within the limit, however
 * steadily they drip. Silence between commands is for the idle timeout. Gives what ends the watch.
 */
export function watchSlowClients(sessions: () => Iterable<SmtpSession>, limitMs: number): () => void {
  const checkMs = Math.min(CHECK_MS_MAX, Math.ceil(limitMs / CHECKS_PER_LIMIT));
  const seen = new WeakMap<SmtpSession, Seen>();
  const timer = setInterval(() => {
    for (const session of sessions()) {
      const { bytesRead: read, bytesWritten: written } = session.raw;
      const last = seen.get(session);
      const isIdle = last === undefined || last.written !== written || last.read === read;
      if (isIdle || session.isWaiting) {
        seen.set(session, { read, written, checks: 0 });
        continue;
      }
      last.checks += 1;
      if (last.checks * checkMs >= limitMs) disconnect(session);
    }
  }, checkMs);
  timer.unref();
  return () => clearInterval(timer);
}

function disconnect(session: SmtpSession): void {
  session.send(421, '4.4.2 You take too long');
  session.raw.destroySoon();
}
