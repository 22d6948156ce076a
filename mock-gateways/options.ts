/** The keys that a scenario may give a gateway of one kind, beside those of all gateways. */
import type { GatewayOption } from '../src/core/model/wire.ts';

/** An option whose value is never shown. Its name must be one that `isSecretName` knows, on the wire too. */
export const secret = (name: string): GatewayOption => ({ name, isSecret: true });

/** Those of every kind that carries SMS. */
const SMS_OPTIONS = ['url', 'reply_to', 'reply_to_phone_number', 'inbound_url', 'status_url'];

export const optionsOf = (
  channel: 'sms' | 'email',
  own: readonly (string | GatewayOption)[],
): readonly GatewayOption[] =>
  [...(channel === 'sms' ? SMS_OPTIONS : []), ...own].map((each) =>
    typeof each === 'string' ? { name: each } : each,
  );
