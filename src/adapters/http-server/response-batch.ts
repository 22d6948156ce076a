import type { ServerResponse } from 'node:http';
import type { WireResponse } from '../../core/model/wire.ts';

/**
 * Answers that go out together when the requests of one turn of the event loop are read: a client that sleeps is
 * then woken once for all of them, which is a large part of the cost of a send.
 */
export class ResponseBatch {
  private waiting: { readonly response: ServerResponse; readonly wire: WireResponse }[] = [];
  private readonly send: (response: ServerResponse, wire: WireResponse) => void;

  constructor(send: (response: ServerResponse, wire: WireResponse) => void) {
    this.send = send;
  }

  /** At most one for each open connection. */
  add(response: ServerResponse, wire: WireResponse): void {
    if (this.waiting.push({ response, wire }) === 1) setImmediate(() => this.flush());
  }

  private flush(): void {
    const now = this.waiting;
    this.waiting = [];
    for (const { response, wire } of now) this.send(response, wire);
  }
}
