/** Fake gateways on real sockets for one test: their own ports, their own recorder, gone after `close`. */
import { gatewayCatalogue } from '../../mock-gateways/index.ts';
import { openStandaloneGateways } from '../adapters/standalone/open-standalone.ts';
import type { Delivery } from '../adapters/webhooks/delivery.ts';
import type { PhoneText, WebhookOptions } from '../adapters/webhooks/webhooks.ts';
import type { Scenario } from '../index.ts';
import { type GatewayOptions, gatewaysFrom } from './gateways-from.ts';
import { type Inbox, inboxOf } from './inbox.ts';

export interface StartGatewaysOptions {
  /** Name → `{ type, … }` with the keys of a scenario's gateways; or a scenario (or its path) that has some. */
  readonly gateways: Readonly<Record<string, GatewayOptions>> | Scenario | string;
  /** Default: ports that are free. Of several mail or SMPP gateways the first one's: they count up. */
  readonly ports?: { readonly http?: number; readonly smtp?: number; readonly smpp?: number };
  /** Where texts and receipts go to: `inboundUrl`, `receiptsUrl`, hosts that are `allowed`, `speed` of waits. */
  readonly webhooks?: StartGatewaysWebhooks;
  /** Of the draws of faults with a probability; default 1. */
  readonly seed?: number;
}

/** How the fakes call the application under test. */
export type StartGatewaysWebhooks = Pick<WebhookOptions, 'inboundUrl' | 'receiptsUrl' | 'allowed' | 'speed'>;

/** Gateways that are open. */
export interface Gateways extends Inbox {
  readonly httpPort: number;
  /**
   * Of the first mail gateway.
   * @throws Error when there is none.
   */
  readonly smtpPort: number;
  /**
   * Of the first SMPP gateway.
   * @throws Error when there is none.
   */
  readonly smppPort: number;
  /**
   * Where a client reaches one: `http://127.0.0.1:PORT/NAME`, `smtp://127.0.0.1:PORT` or `smpp://127.0.0.1:PORT`.
   * @throws Error when none is called so.
   */
  url(name: string): string;
  /**
   * A text comes in from a phone. Resolves when the application has answered: one call, or one for each part.
   * @throws Error when the gateway does not know where to, or its kind has no such call.
   */
  inbound(name: string, text: PhoneText): Promise<readonly Delivery[]>;
  /**
   * The gateway reports on a message that it took: `delivered`, `undelivered`, `failed` and so on.
   * @param message one of `messages()`, or its id
   * @throws Error when nobody wants the receipt, or the kind has none.
   */
  receipt(message: string | { readonly id: string }, status: string, code?: string): Promise<Delivery>;
  /** All calls to the application so far, oldest first; secrets blacked out. */
  webhooks(): Delivery[];
  /** Forgets what came, calls off what waits to go out, and lets the gateways begin anew (`fail_next`, STOP lists). */
  reset(): void;
  /** Closes all servers and their connections. */
  close(): Promise<void>;
}

/**
 * Opens fake gateways on loopback. Each call has its own recorder and ports, so tests may run side by side.
 * @throws ScenarioError when a gateway is not sound; the system's error when a port cannot be opened.
 */
export async function startGateways({
  gateways: given,
  ports = {},
  webhooks: wanted = {},
  seed = 1,
}: StartGatewaysOptions): Promise<Gateways> {
  const gateways = gatewaysFrom(given);
  const standalone = await openStandaloneGateways({
    gateways,
    gatewayKinds: gatewayCatalogue,
    now: Date.now,
    ports,
    webhooks: wanted,
    seed,
  });
  const { recorder, fakes, webhooks, urls, httpPort, mailPorts, smppPorts } = standalone;
  return {
    ...inboxOf(recorder),
    httpPort,
    get smtpPort() {
      const [first] = mailPorts.values();
      return first ?? missing('there is no mail gateway', 'add one of type smtp');
    },
    get smppPort() {
      const [first] = smppPorts.values();
      return first ?? missing('there is no SMPP gateway', 'add one of type smpp');
    },
    url: (name) =>
      urls.get(name) ?? missing(`no gateway is called ${name}`, `there are ${[...urls.keys()].join(', ')}`),
    inbound: (name, text) => webhooks.inbound(name, text),
    receipt: (message, status, code) =>
      webhooks.receipt(typeof message === 'string' ? message : message.id, status, code),
    webhooks: () => [...webhooks.deliveries.all()],
    reset() {
      webhooks.reset();
      recorder.remove(() => true);
      fakes.reset();
    },
    close: standalone.close,
  };
}

function missing(what: string, hint: string): never {
  throw new Error(`${what}: ${hint}`);
}
