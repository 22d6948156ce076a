/** HQ's test gateway: a sink. HQ only prints the message; here it passes through a sink that can be made to fail. */
import { silent } from '../calls.ts';
import { defineGateway } from '../define-gateway.ts';
import { heardByHttp } from '../hq.ts';
import { text } from '../reply.ts';

const NO_HEADERS = {};

export const test = defineGateway({
  kind: 'test',
  hqApiId: 'TEST',
  calls: silent('it is a sink, with nobody behind it'),

  asks({ to, text: body }) {
    return { method: 'PRINT', path: to, headers: NO_HEADERS, body };
  },

  reads({ path, body }) {
    return { step: 'send', to: path, from: '', text: body };
  },

  accepts: () => ACCEPTED,
  refuses: {},
  refusesPlainly: text(400, 'refused'),
  fails: text(503, 'try again later'),

  hears: heardByHttp,
});

const ACCEPTED = text(200, 'OK');
