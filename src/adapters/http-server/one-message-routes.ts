/** One message of Mailpit's view: its words, its headers, its source and its attachments. */
import type { Request } from 'express';
import { headersOf, messageView, partOf, rawOf } from '../recorder/mail.ts';
import type { Marks } from '../recorder/marks.ts';
import type { Message } from '../recorder/message.ts';
import { type ApiRoute, latestQuery, Refusal } from './api-route.ts';

const noSuchId = { 404: 'No message has this ID', 422: 'A parameter cannot be read' };

export function oneMessageRoutes(
  find: (id: string, request: Request) => Promise<Message>,
  marks: Marks,
): ApiRoute[] {
  const wanted = (request: Request): Promise<Message> => find(String(request.params.id), request);
  return [
    {
      method: 'get',
      path: '/api/v1/message/{id}',
      summary: 'One message, with its exchange; it is read then. `latest` is the newest',
      query: latestQuery,
      answer: { schema: 'Message' },
      otherwise: noSuchId,
      async handle(request, response) {
        const message = await wanted(request);
        marks.setRead(message.recorded.id, true);
        response.json(await messageView(message));
      },
    },
    {
      method: 'get',
      path: '/api/v1/message/{id}/headers',
      summary: 'The headers of a message, each with its values',
      query: latestQuery,
      answer: { schema: 'Headers' },
      otherwise: noSuchId,
      async handle(request, response) {
        response.json(headersOf((await wanted(request)).recorded));
      },
    },
    {
      method: 'get',
      path: '/api/v1/message/{id}/raw',
      summary: 'A message as it came, without secrets',
      query: latestQuery,
      answer: { mediaType: 'text/plain' },
      otherwise: noSuchId,
      async handle(request, response) {
        const { recorded } = await wanted(request);
        response.type('text/plain; charset=utf-8').send(rawOf(recorded));
      },
    },
    {
      method: 'get',
      path: '/api/v1/message/{id}/part/{part}',
      summary: 'The bytes of an attachment, by its PartID',
      query: latestQuery,
      answer: { mediaType: '*/*' },
      otherwise: { 404: 'No message has this ID, or it has no such part' },
      async handle(request, response) {
        const part = partOf(await wanted(request), String(request.params.part));
        if (!part)
          throw new Refusal(404, 'the message has no such part', 'its Attachments and Inline name theirs');
        // A browser keeps what strangers have sent, and never runs it.
        response.attachment(part.name).type(safeType(part.type)).send(part.bytes);
      },
    },
  ];
}

const safeType = (type: string): string =>
  /^[\w.+-]+\/[\w.+-]+$/.test(type) ? type : 'application/octet-stream';
