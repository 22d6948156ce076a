/** What programs from outside handed to the sockets of a session's gateways, and texts that phones sent to them. */
import type { Recorded } from '../../adapters/recorder/recorded.ts';
import { withoutSecrets } from '../../adapters/secrets/without-secrets.ts';
import type { Delivery } from '../../adapters/webhooks/delivery.ts';
import type { ArrivedPhoneText, PhoneText } from '../../adapters/webhooks/webhooks.ts';
import type { Instant } from '../../core/model/instant.ts';

/** Exchanges and texts that the lab keeps, and their characters; the oldest are forgotten, and counted. */
export const OUTSIDE_MAX = 1000;
const CHARACTERS_MAX = 4_000_000;
/** Of one beside its texts: headers, names, times. */
const HEAD_CHARACTERS = 1000;
/** Characters of a body that are shown. */
export const BODY_SHOWN_MAX = 20_000;

/** Where the session stood when something came: its clock, and the last line of its journal. */
export interface Moment {
  readonly clock: Instant;
  readonly afterLine: number;
}

/** One exchange with a program from outside. `at` is real time. */
export type ExternalExchange = ReturnType<typeof exchangeOf>;

/** A call to the application, as far as it came. */
type TextCall = ReturnType<typeof callOf>;

/** A text that a phone sent to an application. It is kept anew when its calls go on; `id` is its first `seq`. */
export interface TextFromPhone extends Moment {
  readonly seq: number;
  readonly id: number;
  /** Real time. */
  readonly at: number;
  readonly gateway: string;
  readonly from: string;
  readonly to: string;
  readonly text: string;
  /** undefined: no call has been tried yet. None: the carrier kept the text. */
  readonly calls: readonly TextCall[] | undefined;
}

/** How texts of phones get to applications. */
export interface ApplicationCalls {
  /** Where those of a gateway go; undefined: to no application. */
  addressOf(gateway: string): string | undefined;
  /** Resolves when the application has answered, or cannot be reached. @throws WebhookProblem */
  bring(gateway: string, text: PhoneText): Promise<readonly Delivery[]>;
}

export type ExternalItem =
  | { readonly kind: 'exchange'; readonly item: ExternalExchange }
  | { readonly kind: 'text'; readonly item: TextFromPhone };

/** What is kept, oldest first, and how many came before that. */
export interface KeptTraffic {
  readonly forgotten: number;
  readonly items: readonly ExternalItem[];
}

/** Keeps it beyond the end of the lab. */
export interface ExternalKeeper {
  /** What is there from before. */
  readonly restored: KeptTraffic;
  append(item: ExternalItem, all: () => KeptTraffic): void;
  rewrite(all: KeptTraffic): void;
}

export class ExternalTraffic {
  /** Gateway name → where it stands. */
  urls: ReadonlyMap<string, string> = new Map();
  applications: ApplicationCalls | undefined;
  private readonly kept: ExternalItem[] = [];
  private readonly most: number;
  private readonly keeper: ExternalKeeper | undefined;
  private characters = 0;
  private forgotten = 0;
  /** Delivery → the text that it brings, while it goes on. */
  private readonly underWay = new Map<string, TextFromPhone>();

  constructor(keeper?: ExternalKeeper, most = OUTSIDE_MAX) {
    this.most = most;
    if (keeper) {
      this.forgotten = keeper.restored.forgotten;
      for (const item of keeper.restored.items) this.push(item);
    }
    this.keeper = keeper;
    for (const text of this.leftOpen())
      this.keepText({ ...text, seq: this.lastSeq + 1, calls: leftCalls(text) });
  }

  /** Its gateways stand on sockets from now on. */
  openAt(urls: ReadonlyMap<string, string>, applications?: ApplicationCalls): void {
    this.urls = urls;
    this.applications = applications;
  }

  /** Of the newest; 0: none came yet. */
  get lastSeq(): number {
    return this.forgotten + this.kept.length;
  }

  /** @throws the system's error when it cannot be kept; then it has not come. */
  take(recorded: Recorded, moment: Moment): void {
    this.keep({ kind: 'exchange', item: exchangeOf(recorded, this.lastSeq + 1, moment) });
  }

  /** A phone sends a text to the application behind a gateway. */
  takeText(gateway: string, { from, to, text }: ArrivedPhoneText, at: number, moment: Moment): TextFromPhone {
    const seq = this.lastSeq + 1;
    const place = { id: seq, seq, at, ...moment };
    const item = { ...place, gateway, from, to, text: shownOf(text), calls: undefined };
    this.keepText(item);
    return item;
  }

  /** The application has been called for a text, for the first time. */
  called(text: TextFromPhone, deliveries: readonly Delivery[]): void {
    const item = { ...text, seq: this.lastSeq + 1, calls: deliveries.map(callOf) };
    this.keepText(item);
    for (const { id, state } of deliveries) if (state === 'pending') this.underWay.set(id, item);
  }

  /** A call that was tried again has come to its end. */
  settled(delivery: Delivery): void {
    const text = this.underWay.get(delivery.id);
    if (text === undefined) return;
    this.underWay.delete(delivery.id);
    const calls = text.calls?.map((call) => (call.id === delivery.id ? callOf(delivery) : call));
    const item = { ...text, seq: this.lastSeq + 1, calls };
    this.keepText(item);
    for (const [id, one] of this.underWay) if (one.id === text.id) this.underWay.set(id, item);
  }

  /** What came after `seq`, oldest first. */
  after(seq: number, limit: number) {
    const items = this.kept.slice(Math.max(0, seq - this.forgotten)).slice(0, limit);
    return {
      exchanges: items.flatMap((one) => (one.kind === 'exchange' ? one.item : [])),
      texts: items.flatMap((one) => (one.kind === 'text' ? one.item : [])),
      lastSeq: items.at(-1)?.item.seq ?? Math.max(seq, this.forgotten),
    };
  }

  /** The newest message that a program sent to a number, by its digits. */
  newestTo(digits: string, gateway?: string): ExternalExchange | undefined {
    const found = this.kept.findLast(
      ({ kind, item }) =>
        kind === 'exchange' &&
        isMessage(item) &&
        item.to.replace(/\D/g, '') === digits &&
        (gateway === undefined || item.gateway === gateway),
    );
    return found?.kind === 'exchange' ? found.item : undefined;
  }

  /** Forgets all that came so far. */
  forget(): void {
    this.forgotten = this.lastSeq;
    this.kept.length = 0;
    this.characters = 0;
    this.underWay.clear();
    try {
      this.keeper?.rewrite({ forgotten: this.forgotten, items: [] });
    } catch {
      // What is kept next says the same.
    }
  }

  private keep(item: ExternalItem): void {
    this.keeper?.append(item, () => ({ forgotten: this.forgotten, items: [...this.kept, item] }));
    this.push(item);
  }

  /** Its call goes on whatever the disk says: what is kept next includes it. */
  private keepText(item: TextFromPhone): void {
    try {
      this.keep({ kind: 'text', item });
    } catch {
      this.push({ kind: 'text', item });
    }
  }

  private push(item: ExternalItem): void {
    this.kept.push(item);
    this.characters += charactersOf(item);
    while (this.kept.length > this.most || (this.characters > CHARACTERS_MAX && this.kept.length > 1)) {
      this.characters -= charactersOf(this.kept.shift()!);
      this.forgotten += 1;
    }
  }

  /** Texts whose calls the end of the lab has cut off. */
  private leftOpen(): readonly TextFromPhone[] {
    const newest = new Map(
      this.kept.flatMap(({ kind, item }) => (kind === 'text' ? [[item.id, item] as const] : [])),
    );
    return [...newest.values()].filter(
      ({ calls }) => calls === undefined || calls.some(({ state }) => state === 'pending'),
    );
  }
}

const CUT_OFF = 'the lab ended before the application had answered';

function leftCalls({ calls }: TextFromPhone): readonly TextCall[] {
  const none = { id: '', url: '', state: 'given up', why: CUT_OFF, attempts: 0 } as const;
  return (
    calls?.map((call) =>
      call.state === 'pending' ? { ...call, state: 'given up', why: CUT_OFF } : call,
    ) ?? [none]
  );
}

function charactersOf({ kind, item }: ExternalItem): number {
  const own = HEAD_CHARACTERS + item.text.length;
  return kind === 'text'
    ? own
    : own + item.request.path.length + item.request.body.length + item.response.body.length;
}

/** An SMS that a gateway took: it is on the phone. */
const isMessage = (one: ExternalExchange): boolean => one.verdict === 'taken' && one.channel === 'sms';

function exchangeOf(recorded: Recorded, seq: number, moment: Moment) {
  const masked = withoutSecrets(recorded);
  const { receivedAt, gateway, channel, verdict, to, from, text, request, response } = masked;
  return {
    seq,
    at: receivedAt,
    ...moment,
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

const callOf = ({ id, url, state, why, problem, attempts }: Delivery) => ({
  id,
  url,
  state,
  ...(why !== undefined && { why }),
  ...(problem !== undefined && { problem }),
  attempts: attempts.length,
});

const shownOf = (text: string): string =>
  text.length > BODY_SHOWN_MAX ? `${text.slice(0, BODY_SHOWN_MAX)}…` : text;
