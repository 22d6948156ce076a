import type { Invariant } from './invariant.ts';

/** No SMS goes to a number that is opted out, but for the confirmations that HQ sends on purpose. */
export const noSendToOptedOut: Invariant = {
  name: 'no-send-to-opted-out',
  kinds: ['sent'],
  begin: (_plan, report) => ({
    observe({ entry, index, scene }) {
      const { channel, number, cause } = entry;
      if (channel !== 'sms' || number === undefined || cause === 'opt_in' || cause === 'opt_out') return;
      const since = scene.optedOutAt.get(number);
      if (since !== undefined && since <= scene.handedOverAt(entry)) report(`${number} is opted out`, index);
    },
  }),
};
