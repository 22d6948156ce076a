import type { Invariant } from './invariant.ts';

/** No SMS goes to a case that is closed. HQ does not check email: that is only remarked on. */
export const noSendAfterClose: Invariant = {
  name: 'no-send-after-close',
  kinds: ['sent'],
  begin(_plan, report) {
    let emails = 0;
    return {
      observe({ entry, index, scene }) {
        const { to, channel } = entry;
        const since = to === undefined ? undefined : scene.closedAt.get(to);
        if (since === undefined || since > scene.handedOverAt(entry)) return;
        if (channel === 'email') emails += 1;
        else report(`${to} is closed`, index);
      },
      remarks: () =>
        emails === 0 ? [] : [`warning: ${emails} email to closed cases, which HQ does not check`],
    };
  },
};
