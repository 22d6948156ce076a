import type { Gateway } from '../../core/model/gateway.ts';
import type { ArrivedText } from '../../core/model/web-call.ts';
import type { WireResponse } from '../../core/model/wire.ts';
import type { Counter } from '../http-door/counter.ts';
import type { DurableLog } from '../recorder/durable-log.ts';
import type { Delivery } from './delivery.ts';

/** Sends the messages that an application's answer holds, as if it had asked the kind's API for them. */
export function sendReplies(
  counter: Counter,
  gateway: Gateway,
  arrived: ArrivedText,
  answer: WireResponse,
  log?: DurableLog,
): Partial<Delivery> {
  const { webhooks: calls } = counter.bookOf(gateway);
  const { messages, problem } = calls.parseReplies?.(answer, arrived) ?? { messages: [] };
  const replies = messages.flatMap((reply) => {
    const request = calls.sendReply?.(reply, gateway);
    if (request === undefined) return [];
    const { recorded } = counter.say(gateway, request, undefined, counter.meet(gateway, request));
    log?.append(recorded, () => {});
    return [recorded.id];
  });
  return { replies, ...(problem !== undefined && { problem }) };
}
