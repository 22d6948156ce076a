import type { Gateway } from '../../core/model/gateway.ts';
import type { ArrivedText } from '../../core/model/web-call.ts';
import type { WireResponse } from '../../core/model/wire.ts';
import type { FakeGateways } from '../fake/fake-gateways.ts';
import type { DurableLog } from '../recorder/durable-log.ts';
import type { Delivery } from './delivery.ts';

/** Sends the messages that an application's answer holds, as if it had asked the kind's API for them. */
export function sendReplies(
  fakes: FakeGateways,
  gateway: Gateway,
  arrived: ArrivedText,
  answer: WireResponse,
  log?: DurableLog,
): Partial<Delivery> {
  const { webhooks: calls } = fakes.kindOf(gateway);
  const { messages, problem } = calls.parseReplies?.(answer, arrived) ?? { messages: [] };
  const replies = messages.flatMap((reply) => {
    const request = calls.sendReply?.(reply, gateway);
    if (request === undefined) return [];
    const { recorded } = fakes.exchange(gateway, request);
    for (const each of recorded) log?.append(each, () => {});
    return recorded.map(({ id }) => id);
  });
  return { replies, ...(problem !== undefined && { problem }) };
}
