/** One message of Mailpit's view: its words, its headers, its source and its attachments. */
import type { Request } from 'express';
import { headersOf, messageView, partOf, rawOf } from '../recorder/mail.ts';
import type { Marks } from '../recorder/marks.ts';
import { isMessage, Message } from '../recorder/message.ts';
import type { Recorded, Recorder } from '../recorder/recorder.ts';
import { type ApiRoute, Refusal } from './api-route.ts';

const noSuchId = { 404: 'No message has this ID' };

export function oneMessageRoutes(recorder: Recorder, marks: Marks): ApiRoute[] {
  const wanted = (request: Request): Message => messageWith(request.params.id, recorder, marks);
  return [
    {
      method: 'get',
      path: '/api/v1/message/{id}',
      summary: 'One message, with its exchange; it is read then. `latest` is the newest',
      answer: { schema: 'Message' },
      otherwise: noSuchId,
      async handle(request, response) {
        const message = wanted(request);
        marks.setRead(message.recorded.id, true);
        response.json(await messageView(message));
      },
    },
    {
      method: 'get',
      path: '/api/v1/message/{id}/headers',
      summary: 'The headers of a message, each with its values',
      answer: { schema: 'Headers' },
      otherwise: noSuchId,
      handle: (request, response) => void response.json(headersOf(wanted(request).recorded)),
    },
    {
      method: 'get',
      path: '/api/v1/message/{id}/raw',
      summary: 'A message as it came, without secrets',
      answer: { mediaType: 'text/plain' },
      otherwise: noSuchId,
      handle: (request, response) =>
        void response.type('text/plain; charset=utf-8').send(rawOf(wanted(request).recorded)),
    },
    {
      method: 'get',
      path: '/api/v1/message/{id}/part/{part}',
      summary: 'The bytes of an attachment, by its PartID',
      answer: { mediaType: '*/*' },
      otherwise: { 404: 'No message has this ID, or it has no such part' },
      async handle(request, response) {
        const part = await partOf(wanted(request), String(request.params.part));
        if (!part)
          throw new Refusal(404, 'the message has no such part', 'its Attachments and Inline name theirs');
        // A browser keeps what strangers have sent, and never runs it.
        response.attachment(part.name).type(safeType(part.type)).send(part.bytes);
      },
    },
  ];
}

function messageWith(id: unknown, recorder: Recorder, marks: Marks): Message {
  let found: Recorded | undefined;
  for (const recorded of recorder.all()) {
    if (!isMessage(recorded)) continue;
    if (id === 'latest') found = recorded;
    else if (recorded.id === id) return new Message(recorded, marks);
  }
  if (found) return new Message(found, marks);
  throw new Refusal(404, 'no message has this ID', '/api/v1/messages lists those that are kept');
}

const safeType = (type: string): string =>
  /^[\w.+-]+\/[\w.+-]+$/.test(type) ? type : 'application/octet-stream';
