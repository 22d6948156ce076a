/** What the standalone gateways call an application under test with: texts from phones, and delivery receipts. */
import type { Gateway } from '../../core/model/gateway.ts';
import {
  type ArrivedText,
  type GatewayWebhooks,
  receiptStatuses,
  type WebCall,
} from '../../core/model/web-call.ts';
import type { WireResponse } from '../../core/model/wire.ts';
import type { AcceptanceListener, AcceptedMessage, FakeGateways } from '../fake/fake-gateways.ts';
import type { DurableLog } from '../recorder/durable-log.ts';
import type { Recorded } from '../recorder/recorder.ts';
import { asSent, inboundUrlOf, receiptUrlOf } from './addresses.ts';
import type { Deliveries, Delivery } from './delivery.ts';
import {
  type DispatcherOptions,
  type SessionTransport,
  WebhookDispatcher,
  type WebhookJob,
} from './dispatcher.ts';
import { handshakeJob, receiptJob, textJob } from './jobs.ts';
import { hashes } from './node-hashes.ts';
import { gatewayIdOf, isReceiptStatus, receiptsFor, retryPolicyFor } from './receipts-for.ts';
import { sendReplies } from './send-replies.ts';
import { realTimers, type Timers } from './timers.ts';
import { WebhookProblem } from './webhook-problem.ts';

export interface WebhookOptions extends DispatcherOptions {
  /**
   * Where texts and receipts go for gateways without addresses of their own; `{gateway}` is the name, and in that of
   * receipts `{id}` the gateway's id of the message.
   */
  readonly inboundUrl?: string;
  readonly receiptsUrl?: string;
  /** Keeps the messages that applications send by answering a text. */
  readonly log?: DurableLog;
  /** Hears of each text that comes in, before anything that the application answers; `calls` as `inbound` gives them. */
  onText?(gateway: string, text: ArrivedPhoneText, calls: Promise<readonly Delivery[]>): void;
}

/** A text that is sent from a phone. */
export interface PhoneText {
  /** International, with or without `+`; `whatsapp:+…` for Twilio's WhatsApp. */
  readonly from: string;
  /** Default: the gateway's own number. */
  readonly to?: string;
  readonly text: string;
}

/** The same, with the number that it was sent to. */
export interface ArrivedPhoneText extends PhoneText {
  readonly to: string;
}

/** Sessions that applications have opened with a gateway: its texts and receipts go over these. */
export interface SessionRoute {
  /** Where applications open them. */
  readonly url: string;
  readonly transport: SessionTransport;
}

/** The gateway has no number: Twilio's test sender, as HQ's client has it. */
const NUMBER = '+15005550006';
const PHONE = /^(whatsapp:)?\+?(\d{3,15})$/;

export class Webhooks implements AcceptanceListener {
  private readonly fakes: FakeGateways;
  private readonly dispatcher: WebhookDispatcher;
  private readonly options: WebhookOptions;
  private readonly timers: Timers;
  /** By the gateway's name. */
  private readonly sessionRoutes = new Map<string, SessionRoute>();
  private texts = 0;

  /** From here on the fakes send receipts for what they take. */
  constructor(fakes: FakeGateways, options: WebhookOptions = {}) {
    this.fakes = fakes;
    this.options = options;
    this.timers = options.timers ?? realTimers;
    this.dispatcher = new WebhookDispatcher(options);
    fakes.listener = this;
  }

  /** From here on the texts and receipts of a gateway go over its sessions. */
  addSessionRoute(name: string, sessionRoute: SessionRoute): void {
    this.sessionRoutes.set(name, sessionRoute);
  }

  get deliveries(): Deliveries {
    return this.dispatcher.deliveries;
  }

  /**
   * A text comes in to a gateway. Resolves when the application has answered for the first time, or cannot be
   * reached: one delivery for each part. None: the carrier has noted the keyword, and no application is called.
   * @throws WebhookProblem
   */
  async inbound(name: string, { from, to, text }: PhoneText): Promise<readonly Delivery[]> {
    const gateway = this.named(name);
    const number = PHONE.exec(from);
    if (number === null) throw new WebhookProblem(422, `${from} is no number`, 'write +27831234567');
    if (gateway.carrierOptOut) this.fakes.stateOf(gateway).noteCarrierKeyword(number[2]!, text);
    const { webhooks: calls } = this.fakes.kindOf(gateway);
    const { inboundWebhook } = calls;
    const sessionRoute = this.sessionRoutes.get(name);
    const url = sessionRoute?.url ?? inboundUrlOf(gateway, this.options.inboundUrl);
    const phone = { from: `${number[1] ?? ''}+${number[2]}`, to: to ?? gateway.numbers[0] ?? NUMBER };
    const announce = (calls: Promise<readonly Delivery[]>): Promise<readonly Delivery[]> => {
      this.options.onText?.(name, { ...phone, text }, calls);
      return calls;
    };
    if (gateway.carrierOptOut && (url === undefined || 'none' in inboundWebhook))
      return announce(Promise.resolve([]));
    if ('none' in inboundWebhook) {
      throw new WebhookProblem(422, `no text comes from a ${gateway.type} gateway`, inboundWebhook.none);
    }
    if (url === undefined) throw this.noInboundUrl(name);
    this.texts += 1;
    const at = this.timers.now();
    const dispatched = this.fakes.arrivalsOf(gateway, number[2]!, text).flatMap((arrival) => {
      // Copies of a text are one text that is brought twice.
      const arrived: ArrivedText = {
        ...phone,
        at,
        text: arrival.text,
        id: `${at} ${this.texts} ${arrival.text}`,
      };
      const onAnswer = (answer: WireResponse): Partial<Delivery> =>
        sendReplies(this.fakes, gateway, arrived, answer, this.options.log);
      const context = { gateway, url: asSent(url), hashes };
      return inboundWebhook(arrived, context).map((part) =>
        this.dispatch(gateway, {
          ...textJob(gateway, calls, url, part, onAnswer, fallbackFor(gateway, calls, part, onAnswer)),
          afterMs: arrival.afterMs,
        }),
      );
    });
    return announce(Promise.all(dispatched));
  }

  /** Where texts of a gateway go; undefined: to no application, or none comes from its kind. */
  inboundAddress(name: string): string | undefined {
    const gateway = this.named(name);
    if ('none' in this.fakes.kindOf(gateway).webhooks.inboundWebhook) return undefined;
    return this.sessionRoutes.get(name)?.url ?? inboundUrlOf(gateway, this.options.inboundUrl);
  }

  /**
   * Reports on a message of the record. Resolves as `inbound` does.
   * @throws WebhookProblem
   */
  async receipt(messageId: string, status: string, code?: string): Promise<Delivery> {
    if (!isReceiptStatus(status)) {
      throw new WebhookProblem(422, `${status} is no status`, `there are ${receiptStatuses.join(', ')}`);
    }
    const recorded = this.messageWith(messageId);
    const gateway = this.named(recorded.gateway ?? '');
    const { webhooks: calls } = this.fakes.kindOf(gateway);
    if ('none' in calls.deliveryReceipt) {
      throw new WebhookProblem(
        422,
        `no receipt comes from a ${gateway.type} gateway`,
        calls.deliveryReceipt.none,
      );
    }
    const url = this.receiptUrl(gateway, recorded);
    if (url === undefined) {
      const cure = 'ask for them in the request, give the gateway status_url, or use --receipts';
      throw new WebhookProblem(422, `${gateway.name} does not know where receipts go`, cure);
    }
    const [first, ...others] = calls.allIdsIn?.(recorded.response) ?? [];
    for (const id of others) {
      void this.dispatch(gateway, receiptJob(gateway, calls, recorded, url, { status, code }, id));
    }
    return this.dispatch(gateway, receiptJob(gateway, calls, recorded, url, { status, code }, first));
  }

  /**
   * The gateway makes itself known where texts go, as WhatsApp and SNS do before they bring anything.
   * @param base of this server, as the application reaches it: `http://127.0.0.1:PORT`
   * @throws WebhookProblem
   */
  async introduce(name: string, base: string): Promise<Delivery> {
    const gateway = this.named(name);
    const { webhooks: calls } = this.fakes.kindOf(gateway);
    if (calls.handshake === undefined) {
      const what = `a ${gateway.type} gateway does not introduce itself`;
      throw new WebhookProblem(422, what, 'WhatsApp and Pinpoint do; others simply call');
    }
    const url = inboundUrlOf(gateway, this.options.inboundUrl);
    if (url === undefined) throw this.noInboundUrl(name);
    return this.dispatcher.dispatch(handshakeJob(gateway, calls, url, base));
  }

  /** The application has fetched the address of an introduction; false: there is no such introduction. */
  confirm(id: string): boolean {
    if (this.deliveries.find(id)?.about !== 'introduction') return false;
    this.deliveries.change(id, { confirmedAt: this.timers.now(), problem: undefined });
    return true;
  }

  /** Calls off what waits, and forgets all calls. */
  reset(): void {
    this.dispatcher.cancel();
    this.deliveries.forget();
  }

  /** Calls off what waits, and waits for what is under way. */
  close(): Promise<void> {
    return this.dispatcher.close();
  }

  /** A message was taken: its receipts follow, if an address for them is known. */
  accepted({ gateway, recorded, receipts }: AcceptedMessage): void {
    const { webhooks: calls } = this.fakes.kindOf(gateway);
    const url = 'none' in calls.deliveryReceipt ? undefined : this.receiptUrl(gateway, recorded);
    if (url === undefined) return;
    for (const due of receiptsFor(gateway, calls, receipts)) {
      for (const id of calls.allIdsIn?.(recorded.response) ?? [undefined]) {
        const job = receiptJob(gateway, calls, recorded, url, due, id);
        if (!due.isOutcome && 'none' in job.write(this.timers.now(), '')) continue;
        void this.dispatch(gateway, {
          ...job,
          retryPolicy: retryPolicyFor(due, job.retryPolicy),
          afterMs: due.afterMs,
        });
      }
    }
  }

  /** A message that was taken could not be recorded, and its sender was told so. */
  withdrawn({ id }: Recorded): void {
    this.dispatcher.cancelAbout(id, 'the message could not be kept in the journal');
  }

  tallies(): ReadonlyMap<string, number> {
    return this.deliveries.tallies();
  }

  /** Over the gateway's own sessions, where it has them. */
  private dispatch({ name }: Gateway, job: WebhookJob): Promise<Delivery> {
    return this.dispatcher.dispatch({ ...job, transport: this.sessionRoutes.get(name)?.transport });
  }

  private noInboundUrl(name: string): WebhookProblem {
    const cure = 'give it inbound_url, or use --inbound';
    return new WebhookProblem(422, `${name} does not know where texts go`, cure);
  }

  private named(name: string): Gateway {
    const gateway = this.fakes.named(name);
    if (gateway !== undefined) return gateway;
    const names = this.fakes.gateways.map((each) => each.name).join(', ');
    throw new WebhookProblem(404, `no gateway is called ${name}`, `there are ${names}`);
  }

  private messageWith(id: string): Recorded {
    const recorded = this.fakes.recorder.asItCame(id);
    if (recorded?.verdict === 'taken') return recorded;
    if (recorded !== undefined) {
      const what = `${id} was not taken: it is ${recorded.verdict}`;
      throw new WebhookProblem(422, what, 'no receipt follows it');
    }
    throw new WebhookProblem(404, `no message has the ID ${id}`, '/api/v1/messages lists them');
  }

  private receiptUrl(gateway: Gateway, recorded: Recorded): string | undefined {
    const { webhooks: calls } = this.fakes.kindOf(gateway);
    const sessionRoute = this.sessionRoutes.get(gateway.name);
    if (sessionRoute)
      return calls.receiptUrlIn?.(recorded.request) === undefined ? undefined : sessionRoute.url;
    const { receiptsUrl } = this.options;
    const id = receiptsUrl?.includes('{id}') ? gatewayIdOf(recorded, calls) : '';
    return receiptUrlOf(gateway, calls, recorded.request, receiptsUrl, id);
  }
}

/** What goes out when a text is given up, if its gateway has a second address. */
function fallbackFor(
  gateway: Gateway,
  calls: GatewayWebhooks,
  part: WebCall,
  onAnswer: NonNullable<WebhookJob['onAnswer']>,
): WebhookJob['fallback'] | undefined {
  const url = gateway.options.get('fallback_url');
  const { fallback } = calls;
  if (url === undefined || url === '' || fallback === undefined) return undefined;
  return (outcome) => {
    const call = fallback(part, outcome, { gateway, url: asSent(url), hashes });
    return textJob(gateway, calls, url, call, onAnswer);
  };
}
