/**
 * Requests to the API, each in a turn of its own: a client that sends hundreds at once waits for itself, and others
 * are served in between.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { nextTurn } from '../time-slices.ts';

/** Requests of one connection that may wait for their answers. */
const WAITING_MAX = 1000;

type Handle = (request: IncomingMessage, response: ServerResponse) => void;

interface ConnectionQueue {
  /** Until all before are answered. */
  last: Promise<void>;
  count: number;
}

export class ApiQueue {
  private readonly queues = new WeakMap<Socket, ConnectionQueue>();
  private readonly handle: Handle;

  constructor(handle: Handle) {
    this.handle = handle;
  }

  /** Hands a request on when those before it on its connection are answered; false: too many wait. */
  add(request: IncomingMessage, response: ServerResponse): boolean {
    const queue = this.queues.get(request.socket) ?? { last: Promise.resolve(), count: 0 };
    if (queue.count >= WAITING_MAX) return false;
    this.queues.set(request.socket, queue);
    queue.count += 1;
    queue.last = queue.last
      .then(nextTurn)
      .then(() => this.answered(request, response))
      .then(() => {
        queue.count -= 1;
      });
    return true;
  }

  private answered(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.socket.destroyed) return Promise.resolve();
    return new Promise((resolve) => {
      response.once('close', resolve);
      this.handle(request, response);
    });
  }
}
