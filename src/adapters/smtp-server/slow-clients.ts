import type { SmtpSession } from './session.ts';

const CHECKS_PER_LIMIT = 10;
const CHECK_MS_MAX = 1000;

/** What a session had read and written when it last stood still or replied. */
interface Seen {
  bytesRead: number;
  bytesWritten: number;
  checks: number;
}

/**
 * Disconnects clients that have begun a command or a mail and have not finished it within the limit, however
 * steadily they drip. Silence between commands is for the idle timeout. Gives what ends the watch.
 */
export function watchSlowClients(sessions: () => Iterable<SmtpSession>, limitMs: number): () => void {
  const checkMs = Math.min(CHECK_MS_MAX, Math.ceil(limitMs / CHECKS_PER_LIMIT));
  const seen = new WeakMap<SmtpSession, Seen>();
  const timer = setInterval(() => {
    for (const session of sessions()) {
      const { bytesRead, bytesWritten } = session.raw;
      const last = seen.get(session);
      const isIdle = last === undefined || last.bytesWritten !== bytesWritten || last.bytesRead === bytesRead;
      if (isIdle || session.isWaiting) {
        seen.set(session, { bytesRead, bytesWritten, checks: 0 });
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
