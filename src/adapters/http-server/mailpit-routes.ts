/** Mailpit's routes: information on the server, pages of one message, tags. */
import type { Request } from 'express';
import { htmlOf } from '../../core/mail/reader.ts';
import type { Marks } from '../recorder/marks.ts';
import { TAG_LENGTH_MAX } from '../recorder/marks.ts';
import type { Message } from '../recorder/message.ts';
import { whenThereIsRoom } from '../time-slices.ts';
import { type ApiRoute, latestQuery, Refusal } from './api-route.ts';

interface Mailbox {
  messages(): Promise<Message[]>;
  /** By its ID, or the newest that fits. */
  wanted(id: string, request: Request): Promise<Message>;
  readonly marks: Marks;
}

const noSuchTag = { 404: 'No message has this tag' };

export function mailpitRoutes({ messages, wanted, marks }: Mailbox): ApiRoute[] {
  const startedAt = performance.now();
  const tagged = async (request: Request): Promise<Message[]> => {
    const tag = String(request.params.tag);
    const found = (await messages()).filter(({ tags }) => tags.includes(tag));
    if (found.length === 0) throw new Refusal(404, 'no message has this tag', '/api/v1/tags lists all');
    return found;
  };
  return [
    {
      method: 'get',
      path: '/api/v1/info',
      summary: 'How many messages there are',
      answer: { schema: 'Info' },
      handle: (_request, response) =>
        whenThereIsRoom(async () => {
          const uptime = Math.floor((performance.now() - startedAt) / 1000);
          response.json(info(await messages(), uptime));
        }),
    },
    {
      method: 'get',
      path: '/api/v1/webui',
      summary: 'What the server can do beside',
      answer: { schema: 'WebUi' },
      handle: (_request, response) => void response.json(WEB_UI),
    },
    {
      method: 'put',
      path: '/api/v1/tags/{tag}',
      summary: 'Call a tag otherwise',
      body: { schema: 'RenameTag', example: { Name: 'late' } },
      answer: { mediaType: 'text/plain' },
      otherwise: { ...noSuchTag, 422: 'The name cannot be read' },
      handle: (request, response) =>
        whenThereIsRoom(async () => {
          const name = tagNamed(request.body);
          for (const { recorded, tags } of await tagged(request)) {
            const others = tags.filter((tag) => tag !== request.params.tag && tag !== name);
            marks.setTags(recorded.id, [...others, name]);
          }
          response.type('text/plain').send('ok');
        }),
    },
    {
      method: 'delete',
      path: '/api/v1/tags/{tag}',
      summary: 'Take a tag away from all messages',
      answer: { mediaType: 'text/plain' },
      otherwise: noSuchTag,
      handle: (request, response) =>
        whenThereIsRoom(async () => {
          for (const { recorded, tags } of await tagged(request)) {
            const others = tags.filter((tag) => tag !== request.params.tag);
            marks.setTags(recorded.id, others);
          }
          response.type('text/plain').send('ok');
        }),
    },
    {
      method: 'get',
      path: '/view/{page}',
      summary: 'The HTML of a message, or its text: `ID.html`, `ID.txt`, `latest.html`',
      query: [...latestQuery, { name: 'embed', about: 'Makes no difference', type: 'string' }],
      answer: { mediaType: 'text/html' },
      otherwise: { 404: 'No message has this ID, or it has no HTML' },
      async handle(request, response) {
        const [, id, form] = /^(.{1,100})\.(html|txt)$/.exec(String(request.params.page)) ?? [];
        if (id === undefined) throw new Refusal(404, 'a page is ID.html or ID.txt');
        const message = await wanted(id, request);
        marks.setRead(message.recorded.id, true);
        if (form === 'txt') return void response.type('text/plain').send(message.text);
        const html = message.mail === undefined ? '' : htmlOf(message.mail);
        if (html === '') throw new Refusal(404, 'the message has no HTML', `/view/${id}.txt has its text`);
        response.type('text/html').send(html);
      },
    },
  ];
}

function info(all: readonly Message[], uptime: number) {
  const tags: Record<string, number> = {};
  for (const tag of all.flatMap((message) => message.tags)) tags[tag] = (tags[tag] ?? 0) + 1;
  const mails = all.filter(({ isMail }) => isMail);
  const accepted = mails.filter(({ recorded }) => recorded.verdict === 'taken');
  return {
    Version: 'drysend',
    LatestVersion: '',
    Database: 'memory',
    DatabaseSize: 0,
    Messages: all.length,
    Unread: all.filter(({ isRead }) => !isRead).length,
    Tags: tags,
    RuntimeStats: {
      Uptime: uptime,
      Memory: process.memoryUsage.rss(),
      MessagesDeleted: 0,
      SMTPAccepted: accepted.length,
      SMTPAcceptedSize: accepted.reduce((sum, { size }) => sum + size, 0),
      SMTPRejected: mails.length - accepted.length,
      SMTPIgnored: 0,
    },
  };
}

const WEB_UI = {
  Label: 'drysend',
  MessageRelay: {
    Enabled: false,
    SMTPServer: '',
    ReturnPath: '',
    AllowedRecipients: '',
    BlockedRecipients: '',
    OverrideFrom: '',
    PreserveMessageIDs: false,
  },
  SpamAssassin: false,
  ChaosEnabled: false,
  DuplicatesIgnored: false,
  HideDeleteAllButton: false,
} as const;

function tagNamed(body: unknown): string {
  const { Name } = Object(body) as { readonly Name?: unknown };
  const name = typeof Name === 'string' ? Name.trim() : '';
  if (name !== '' && name.length <= TAG_LENGTH_MAX) return name;
  throw new Refusal(422, `Name is a tag of 1 to ${TAG_LENGTH_MAX} characters`, '{"Name": "late"}');
}
