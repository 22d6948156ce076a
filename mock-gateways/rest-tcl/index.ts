/** Tata Communications: Karix's service under another host. India only. */
import { defineKarix } from '../karix/index.ts';

export const restTcl = defineKarix(
  {
    kind: 'rest_tcl',
    hqApiId: 'REST_TCL',
    hqText: { of: '2019-11-04, a branch', gone: 'never on HQ’s master' },
  },
  'api.tatacommunications.com',
  '/mmx/v1/messaging/sms',
);
