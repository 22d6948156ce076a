/** What programs from outside handed to the sockets of a session's gateways. */
import type { Recorded } from '../../adapters/recorder/recorded.ts';
import { withoutSecrets } from '../../adapters/secrets/without-secrets.ts';

/** Exchanges that the lab keeps; the oldest are forgotten, and counted. */
export const OUTSIDE_MAX = 1000;
/** Characters of a body that are shown. */
export const BODY_SHOWN_MAX = 20_000;

/** One exchange with a program from outside. Its time is real, not the session's. */
export type ExternalExchange = ReturnType<typeof exchangeOf>;

export class ExternalTraffic {
  /** Gateway name → where it stands. */
  readonly urls: ReadonlyMap<string, string>;
  private readonly kept: ExternalExchange[] = [];
  private readonly most: number;
  private forgotten = 0;

  constructor(urls: ReadonlyMap<string, string>, most = OUTSIDE_MAX) {
    this.urls = urls;
    this.most = most;
  }

  /** Of the newest exchange; 0: none came yet. */
  get lastSeq(): number {
    return this.forgotten + this.kept.length;
  }

  take(recorded: Recorded): void {
    this.kept.push(exchangeOf(recorded, this.lastSeq + 1));
    if (this.kept.length <= this.most) return;
    this.kept.shift();
    this.forgotten += 1;
  }

  /** Exchanges after `seq`, oldest first. */
  after(seq: number, limit: number): readonly ExternalExchange[] {
    return this.kept.slice(Math.max(0, seq - this.forgotten)).slice(0, limit);
  }
}

function exchangeOf(recorded: Recorded, seq: number) {
  const masked = withoutSecrets(recorded);
  const { receivedAt, gateway, channel, verdict, to, from, text, request, response } = masked;
  return {
    seq,
    at: receivedAt,
    gateway: gateway ?? null,
    channel: channel ?? null,
    verdict,
    to,
    from,
    text: shownOf(text),
    request: { ...request, body: shownOf(request.body) },
    response: { ...response, body: shownOf(response.body) },
  };
}

const shownOf = (text: string): string =>
  text.length > BODY_SHOWN_MAX ? `${text.slice(0, BODY_SHOWN_MAX)}…` : text;
