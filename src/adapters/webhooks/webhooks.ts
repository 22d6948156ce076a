/** What the standalone gateways call an application under test with: texts from phones, and delivery receipts. */
import type { Gateway } from '../../core/model/gateway.ts';
import {
  type ArrivedText,
  type GatewayWebhooks,
  receiptStatuses,
  type WebCall,
} from '../../core/model/web-call.ts';
import type { WireResponse } from '../../core/model/wire.ts';
import type { Caller, Counter, Taken } from '../http-door/counter.ts';
import type { DurableLog } from '../recorder/durable-log.ts';
import type { Recorded } from '../recorder/recorder.ts';
import { asSent, inboundUrlOf, receiptUrlOf } from './addresses.ts';
import { type Carry, Courier, type CourierOptions, type Parcel } from './courier.ts';
import type { Deliveries, Delivery } from './delivery.ts';
import { hashes } from './node-hashes.ts';
import { introductionParcel, receiptParcel, textParcel } from './parcels.ts';
import { gatewayIdOf, isReceiptStatus, planFor, receiptsFor } from './receipts-for.ts';
import { sendReplies } from './send-replies.ts';
import { realTimers, type Timers } from './timers.ts';
import { WebhookProblem } from './webhook-problem.ts';

export interface WebhookOptions extends CourierOptions {
  /**
   * Where texts and receipts go for gateways that do not say so themselves; `{gateway}` is the name, and in that of
   * receipts `{id}` the gateway's id of the message.
   */
  readonly inboundUrl?: string;
  readonly receiptsUrl?: string;
  /** Keeps the messages that applications send by answering a text. */
  readonly log?: DurableLog;
}

/** A text that somebody sends from a phone. */
export interface PhoneText {
  /** International, with or without `+`; `whatsapp:+…` for Twilio's WhatsApp. */
  readonly from: string;
  /** Default: the gateway's own number. */
  readonly to?: string;
  readonly text: string;
}

/** Sessions that applications have opened with a gateway: its texts and receipts go over these. */
export interface Line {
  /** Where applications open them. */
  readonly url: string;
  readonly carry: Carry;
}

/** The gateway has no number: Twilio's test sender, as HQ's client has it. */
const NUMBER = '+15005550006';
const PHONE = /^(whatsapp:)?\+?(\d{3,15})$/;

export class Webhooks implements Caller {
  private readonly counter: Counter;
  private readonly courier: Courier;
  private readonly options: WebhookOptions;
  private readonly timers: Timers;
  /** By the gateway's name. */
  private readonly lines = new Map<string, Line>();
  private texts = 0;

  /** From here on the gateways of the counter report on what they take. */
  constructor(counter: Counter, options: WebhookOptions = {}) {
    this.counter = counter;
    this.options = options;
    this.timers = options.timers ?? realTimers;
    this.courier = new Courier(options);
    counter.caller = this;
  }

  /** From here on the texts and receipts of a gateway go over its sessions. */
  addLine(name: string, line: Line): void {
    this.lines.set(name, line);
  }

  get deliveries(): Deliveries {
    return this.courier.deliveries;
  }

  /**
   * A text comes in to a gateway. Resolves when the application has answered for the first time, or cannot be
   * reached: one delivery for each part. None: the carrier has noted the word, and no application is told.
   * @throws WebhookProblem
   */
  async inbound(name: string, { from, to, text }: PhoneText): Promise<readonly Delivery[]> {
    const gateway = this.named(name);
    const number = PHONE.exec(from);
    if (number === null) throw new WebhookProblem(422, `${from} is no number`, 'write +27831234567');
    if (gateway.carrierOptOut) this.counter.hear(gateway, number[2]!, text);
    const { webhooks: calls } = this.counter.bookOf(gateway);
    const { inboundWebhook: brings } = calls;
    const line = this.lines.get(name);
    const url = line?.url ?? inboundUrlOf(gateway, this.options.inboundUrl);
    if (gateway.carrierOptOut && (url === undefined || 'none' in brings)) return [];
    if ('none' in brings) {
      throw new WebhookProblem(422, `no text comes from a ${gateway.type} gateway`, brings.none);
    }
    if (url === undefined) throw this.noInboundUrl(name);
    this.texts += 1;
    const at = this.timers.now();
    const phone = { from: `${number[1] ?? ''}+${number[2]}`, to: to ?? gateway.numbers[0] ?? NUMBER, at };
    const taken = this.counter.arrivalsOf(gateway, number[2]!, text).flatMap((arrival) => {
      // Copies of a text are one text that is brought twice.
      const arrived: ArrivedText = {
        ...phone,
        text: arrival.text,
        id: `${at} ${this.texts} ${arrival.text}`,
      };
      const heard = (answer: WireResponse): Partial<Delivery> =>
        sendReplies(this.counter, gateway, arrived, answer, this.options.log);
      const context = { gateway, url: asSent(url), hashes };
      return brings(arrived, context).map((part) =>
        this.take(gateway, {
          ...textParcel(gateway, calls, url, part, heard, fallbackFor(gateway, calls, part, heard)),
          afterMs: arrival.afterMs,
        }),
      );
    });
    return Promise.all(taken);
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
    const { webhooks: calls } = this.counter.bookOf(gateway);
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
      void this.take(gateway, receiptParcel(gateway, calls, recorded, url, { status, code }, id));
    }
    return this.take(gateway, receiptParcel(gateway, calls, recorded, url, { status, code }, first));
  }

  /**
   * The gateway makes itself known where texts go, as WhatsApp and SNS do before they bring anything.
   * @param base of this server, as the application reaches it: `http://127.0.0.1:PORT`
   * @throws WebhookProblem
   */
  async introduce(name: string, base: string): Promise<Delivery> {
    const gateway = this.named(name);
    const { webhooks: calls } = this.counter.bookOf(gateway);
    if (calls.handshake === undefined) {
      const what = `a ${gateway.type} gateway does not introduce itself`;
      throw new WebhookProblem(422, what, 'WhatsApp and Pinpoint do; others simply call');
    }
    const url = inboundUrlOf(gateway, this.options.inboundUrl);
    if (url === undefined) throw this.noInboundUrl(name);
    return this.courier.take(introductionParcel(gateway, calls, url, base));
  }

  /** The application has fetched the address of an introduction; false: there is no such introduction. */
  confirm(id: string): boolean {
    if (this.deliveries.find(id)?.about !== 'introduction') return false;
    this.deliveries.change(id, { confirmedAt: this.timers.now(), problem: undefined });
    return true;
  }

  /** Calls off what waits, and forgets all calls. */
  reset(): void {
    this.courier.callOff();
    this.deliveries.forget();
  }

  /** Calls off what waits, and waits for what is under way. */
  close(): Promise<void> {
    return this.courier.close();
  }

  /** A message was taken: its receipts follow, if anybody wants them. */
  taken({ gateway, recorded, receipts }: Taken): void {
    const { webhooks: calls } = this.counter.bookOf(gateway);
    const url = 'none' in calls.deliveryReceipt ? undefined : this.receiptUrl(gateway, recorded);
    if (url === undefined) return;
    for (const due of receiptsFor(gateway, calls, receipts)) {
      for (const id of calls.allIdsIn?.(recorded.response) ?? [undefined]) {
        const parcel = receiptParcel(gateway, calls, recorded, url, due, id);
        if (!due.isOutcome && 'none' in parcel.write(this.timers.now(), '')) continue;
        void this.take(gateway, { ...parcel, plan: planFor(due, parcel.plan), afterMs: due.afterMs });
      }
    }
  }

  /** A message that was taken could not be kept, and its sender was told so. */
  takenBack({ id }: Recorded): void {
    this.courier.callOffAbout(id, 'the message could not be kept in the journal');
  }

  tallies(): ReadonlyMap<string, number> {
    return this.deliveries.tallies();
  }

  /** Over the gateway's own sessions, where it has them. */
  private take({ name }: Gateway, parcel: Parcel): Promise<Delivery> {
    return this.courier.take({ ...parcel, carry: this.lines.get(name)?.carry });
  }

  private noInboundUrl(name: string): WebhookProblem {
    const cure = 'give it inbound_url, or use --inbound';
    return new WebhookProblem(422, `${name} does not know where texts go`, cure);
  }

  private named(name: string): Gateway {
    const gateway = this.counter.named(name);
    if (gateway !== undefined) return gateway;
    const names = this.counter.gateways.map((each) => each.name).join(', ');
    throw new WebhookProblem(404, `no gateway is called ${name}`, `there are ${names}`);
  }

  private messageWith(id: string): Recorded {
    const recorded = this.counter.recorder.asItCame(id);
    if (recorded?.verdict === 'taken') return recorded;
    if (recorded !== undefined) {
      const what = `${id} was not taken: it is ${recorded.verdict}`;
      throw new WebhookProblem(422, what, 'no receipt follows it');
    }
    throw new WebhookProblem(404, `no message has the ID ${id}`, '/api/v1/messages lists them');
  }

  private receiptUrl(gateway: Gateway, recorded: Recorded): string | undefined {
    const { webhooks: calls } = this.counter.bookOf(gateway);
    const line = this.lines.get(gateway.name);
    if (line) return calls.receiptUrlIn?.(recorded.request) === undefined ? undefined : line.url;
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
  heard: NonNullable<Parcel['heard']>,
): Parcel['fallback'] | undefined {
  const url = gateway.options.get('fallback_url');
  const { fallback } = calls;
  if (url === undefined || url === '' || fallback === undefined) return undefined;
  return (outcome) => {
    const call = fallback(part, outcome, { gateway, url: asSent(url), hashes });
    return textParcel(gateway, calls, url, call, heard);
  };
}
