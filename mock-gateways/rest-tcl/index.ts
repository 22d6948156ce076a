/** Tata Communications: Karix's service under another host. India only. */
import { defineKarix } from '../karix/index.ts';

export const restTcl = defineKarix(
  'rest_tcl',
  'REST_TCL',
  'api.tatacommunications.com',
  '/mmx/v1/messaging/sms',
);
