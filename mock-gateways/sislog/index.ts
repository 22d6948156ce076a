/** HQ's SISLOG gateway: the generic HTTP one, with texts always in UTF-8. */
import { defineGateway } from '../define-gateway.ts';
import { defineHttp } from '../http/index.ts';
import { quoteUtf8 } from '../percent.ts';
import { calls } from './webhooks.ts';

export const sislog = defineGateway({
  ...defineHttp('sislog', 'SISLOG', { of: '2020-07-30, and of 2021 or later' }, quoteUtf8),
  webhooks: calls,
});
