/** The fake gateways on real sockets of this machine: one HTTP door for all, an SMTP door for each that mails. */
import type { Gateway } from '../../core/model/gateway.ts';
import type { GatewayBook } from '../../core/model/wire.ts';
import { apiPrefixes, recorderApi } from '../http-door/api.ts';
import { Counter } from '../http-door/counter.ts';
import { createHttpDoor } from '../http-door/http-door.ts';
import type { DurableLog } from '../recorder/durable-log.ts';
import { Recorder } from '../recorder/recorder.ts';
import { createSmtpDoor } from '../smtp-door/smtp-door.ts';
import { Listening } from './listening.ts';

export interface DoorsWanted {
  readonly gateways: readonly Gateway[];
  readonly books: ReadonlyMap<string, GatewayBook>;
  /** Real time, ms since the epoch. */
  readonly now: () => number;
  /** 0 or none: free ones. `smtp` is the first mail gateway's; the others count up. */
  readonly ports?: { readonly http?: number; readonly smtp?: number };
  /** What came before is put back into the recorder; what comes is on the disk before its answer goes out. */
  readonly log?: DurableLog;
}

export interface OpenDoors {
  readonly counter: Counter;
  readonly recorder: Recorder;
  readonly httpPort: number;
  /** Gateway name → the port of its mail door. */
  readonly mailPorts: ReadonlyMap<string, number>;
  /** Gateway name → `http://127.0.0.1:PORT/NAME` or `smtp://127.0.0.1:PORT`, in the gateways' order. */
  readonly urls: ReadonlyMap<string, string>;
  /** Closes all doors, open connections included. */
  close(): Promise<void>;
}

/**
 * Opens the doors. When one cannot be opened, none stays open.
 * @throws the system's error, with `port`.
 */
export async function openDoors({ gateways, books, now, ports = {}, log }: DoorsWanted): Promise<OpenDoors> {
  const recorder = new Recorder();
  for (const recorded of log?.restored ?? []) recorder.restore(recorded);
  const counter = new Counter({ gateways, books, recorder, now });
  const listening = new Listening();
  const withLog = log === undefined ? {} : { log };

  const http = createHttpDoor({ counter, api: recorderApi(counter), apiPrefixes, ...withLog });
  const httpPort = await listening.open(http, ports.http ?? 0);
  const mailPorts = new Map<string, number>();
  for (const gateway of gateways) {
    if (books.get(gateway.type)?.channel !== 'email') continue;
    const { server } = createSmtpDoor({ counter, gateway, ...withLog });
    const port = ports.smtp ? ports.smtp + mailPorts.size : 0;
    mailPorts.set(gateway.name, await listening.open(server, port));
  }
  return {
    counter,
    recorder,
    httpPort,
    mailPorts,
    urls: new Map(gateways.map(({ name }) => [name, urlOf(name, httpPort, mailPorts)])),
    close: () => listening.close(),
  };
}

function urlOf(name: string, httpPort: number, mailPorts: ReadonlyMap<string, number>): string {
  const mailPort = mailPorts.get(name);
  return mailPort === undefined
    ? `http://127.0.0.1:${httpPort}/${encodeURIComponent(name)}`
    : `smtp://127.0.0.1:${mailPort}`;
}
