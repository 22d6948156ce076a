/** HQ's YO gateway: the generic HTTP one under a name of its own. */
import { defineGateway } from '../define-gateway.ts';
import { defineHttp } from '../http/index.ts';
import { calls } from './webhooks.ts';

export const yo = defineGateway({ ...defineHttp('yo', 'YO', { of: '2019-08-23' }), webhooks: calls });
