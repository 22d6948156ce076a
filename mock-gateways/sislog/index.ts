/** HQ's SISLOG gateway: the generic HTTP one under a name of its own. */
import { defineGateway } from '../define-gateway.ts';
import { defineHttp } from '../http/index.ts';
import { calls } from './webhooks.ts';

export const sislog = defineGateway({ ...defineHttp('sislog', 'SISLOG'), webhooks: calls });
