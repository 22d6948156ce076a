import { gatewayCatalogue } from '../../mock-gateways/index.ts';
import type { Handover } from '../../src/core/model/answer.ts';
import type { Gateway } from '../../src/core/model/gateway.ts';
import { plainGateway } from '../../src/core/model/plain-gateway.ts';
import type { GatewayKind, WireContext, WireRequest } from '../../src/core/model/wire.ts';

/** A gateway that differs from a plain one only in what is given. */
export function aGateway(type: string, given: Partial<Gateway> = {}): Gateway {
  return { ...plainGateway(`GW_${type.toUpperCase()}`, type, 'demo'), ...given };
}

/** A number that the kind's own client lets through. */
function numberFor(kind: string): string {
  return gatewayCatalogue.get(kind)?.exampleNumber ?? '+27831234567';
}

/** A hand-over of a plain text or mail to that gateway. */
export function aHandover(gateway: Gateway, given: Partial<Handover> = {}): Handover {
  const isMail = gateway.type === 'smtp';
  return {
    id: 'm-0001',
    attempt: 1,
    at: Date.UTC(2026, 10, 16, 10, 0, 0),
    gateway,
    channel: isMail ? 'email' : 'sms',
    from: isMail ? 'clinic@example.org' : '+15005550006',
    to: isMail ? 'ines@example.org' : numberFor(gateway.type),
    text: 'Visit on Tuesday',
    ...(isMail && { subject: 'Visit' }),
    ...given,
  };
}

/** What a fake knows of that hand-over. */
export function contextOf(
  { gateway, id, attempt, at }: Handover,
  given: Partial<WireContext> = {},
): WireContext {
  return { gateway, messageId: id, attempt, at, ...given };
}

/** The first request of a client that is sure to make one. */
export function requestOf(gatewayKind: GatewayKind, handover: Handover): WireRequest {
  const asked = gatewayKind.buildRequest(handover);
  if ('kind' in asked)
    throw new Error(`${gatewayKind.kind} decided without a request: ${JSON.stringify(asked)}`);
  return asked;
}
