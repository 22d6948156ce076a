/** HQ's test gateway: a sink. HQ only prints the message; here it passes through a sink that can be made to fail. */

import { urllibClient } from '../clients.ts';
import { defineGateway } from '../define-gateway.ts';
import { heardByHttp } from '../hq.ts';
import { text } from '../reply.ts';
import { withoutWebhooks } from '../webhooks.ts';

const NO_HEADERS = {};

export const test = defineGateway({
  kind: 'test',
  client: urllibClient,
  hqApiId: 'TEST',
  webhooks: withoutWebhooks('it is a sink, with nobody behind it'),

  buildRequest({ to, text: body }) {
    return { method: 'PRINT', path: to, headers: NO_HEADERS, body };
  },

  parseRequest({ path, body }) {
    return { step: 'send', to: path, from: '', text: body };
  },

  acceptedResponse: () => ACCEPTED,
  rejections: {},
  defaultRejection: text(400, 'refused'),
  temporaryFailure: text(503, 'try again later'),

  interpretResponse: heardByHttp,
});

const ACCEPTED = text(200, 'OK');
