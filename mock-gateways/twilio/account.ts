import { basicAuth } from '../encodings.ts';
import { optionOf, perGateway } from '../per-gateway.ts';

/** The one sender that Twilio's test credentials accept; HQ's own for a gateway without a number. */
export const TEST_SENDER = '+15005550006';

/** What every request of a Twilio gateway shares. Options: `account_sid` (or `account`), `auth_token`. */
export const accountOf = perGateway((gateway) => {
  const sid = optionOf(gateway, ['account_sid', 'account'], 'AC0123456789abcdef0123456789abcdef');
  const token = optionOf(gateway, ['auth_token', 'token'], 'rehearsal');
  return {
    sid,
    /** As it stands between the quotes of a JSON text. */
    quotedSid: JSON.stringify(sid).slice(1, -1),
    /** Of its messages, without their ids; as it stands in a JSON text. */
    messagesUri: `/2010-04-01/Accounts/${JSON.stringify(sid).slice(1, -1)}/Messages/`,
    token,
    path: `/2010-04-01/Accounts/${sid}/Messages.json`,
    headers: {
      host: 'api.twilio.com',
      accept: 'application/json',
      authorization: basicAuth(sid, token),
      'content-type': 'application/x-www-form-urlencoded',
    },
  };
});
