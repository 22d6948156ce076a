import type { Gateway } from '../core/model/gateway.ts';
import type { GatewayBook } from '../core/model/wire.ts';

/** Some kinds' clients only write to their own country. */
const NUMBERS = ['+27831234567', '+919812345678', '+251911234567', '+22507123456'];

/**
 * The host that a gateway's client calls, with its port if it has one: HQ's own client is asked.
 * `undefined`: the kind does not speak HTTP.
 */
export function vendorHost(book: GatewayBook, gateway: Gateway): string | undefined {
  const url = gateway.options.get('url');
  if (url !== undefined && URL.canParse(url)) return new URL(url).host;
  if (book.channel === 'email') return undefined;
  for (const to of NUMBERS) {
    const asked = book.asks({ id: 'm', attempt: 1, at: 0, gateway, channel: 'sms', to, text: 'm' });
    if ('method' in asked) return asked.headers.host?.toLowerCase();
  }
  return undefined;
}
