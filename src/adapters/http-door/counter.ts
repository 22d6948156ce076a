import type { Gateway } from '../../core/model/gateway.ts';
import type { GatewayBook, WireRequest, WireResponse } from '../../core/model/wire.ts';
import { type Desk, deskFor } from '../gateway-desk.ts';
import type { Recorded, Recorder } from '../recorder/recorder.ts';

const NOBODY: ReadonlySet<string> = new Set();

/** The standalone gateways behind their doors: who they are, what they remember, what came. */
export class Counter {
  readonly gateways: readonly Gateway[];
  readonly recorder: Recorder;
  private readonly books: ReadonlyMap<string, GatewayBook>;
  private readonly desks = new Map<string, Desk>();
  /** The desks again, found without a key being written for each request. */
  private readonly current = new Map<Gateway, Desk>();
  private readonly byName: ReadonlyMap<string, Gateway>;
  private readonly now: () => number;
  private readonly run: string;

  /** `run` sets the ids of one start apart from those of another. */
  constructor(parts: {
    readonly gateways: readonly Gateway[];
    readonly books: ReadonlyMap<string, GatewayBook>;
    readonly recorder: Recorder;
    readonly now: () => number;
    readonly run?: string;
  }) {
    this.gateways = parts.gateways;
    this.books = parts.books;
    this.recorder = parts.recorder;
    this.now = parts.now;
    this.run = parts.run ?? '';
    this.byName = new Map(parts.gateways.map((gateway) => [gateway.name, gateway]));
  }

  named(name: string): Gateway | undefined {
    return this.byName.get(name);
  }

  bookOf(gateway: Gateway): GatewayBook {
    return this.books.get(gateway.type) ?? this.books.get('http')!;
  }

  /** Lets every gateway begin anew; what was recorded stays. */
  reset(): void {
    this.desks.clear();
    this.current.clear();
  }

  private deskOf(gateway: Gateway, book: GatewayBook): Desk {
    let desk = this.current.get(gateway);
    if (desk === undefined) {
      desk = deskFor(gateway, book, this.desks);
      this.current.set(gateway, desk);
    }
    return desk;
  }

  /** Lets the gateway answer a request, and keeps both. */
  say(
    gateway: Gateway,
    request: WireRequest,
    raw?: string,
  ): { readonly response: WireResponse; readonly recorded: Recorded } {
    const book = this.bookOf(gateway);
    const desk = this.deskOf(gateway, book);
    const receivedAt = this.now();
    const id = `m${this.run}${this.recorder.nextSeq}`;
    const context = {
      gateway,
      messageId: id,
      attempt: 1,
      at: receivedAt,
      failing: desk.failuresLeft > 0,
      optedOut: gateway.carrierOptOut ? desk.optedOut : NOBODY,
    };
    const said = book.says(request, context);
    if (said.verdict === 'failing') desk.failuresLeft -= 1;
    const recorded = this.recorder.record({
      id,
      receivedAt,
      gateway: gateway.name,
      kind: book.kind,
      channel: book.channel,
      verdict: said.verdict,
      request,
      response: said.response,
      to: said.read.to,
      from: said.read.from,
      text: said.read.text,
      raw,
    });
    return { response: said.response, recorded };
  }

  /** A request that no gateway was meant by: kept, and never answered with a success. */
  unmatched(request: WireRequest, response: WireResponse): Recorded {
    return this.recorder.record({
      id: `u${this.run}${this.recorder.nextSeq}`,
      receivedAt: this.now(),
      gateway: undefined,
      kind: undefined,
      channel: undefined,
      verdict: 'unmatched',
      request,
      response,
      to: '',
      from: '',
      text: '',
    });
  }
}
