/** Mailpit's message view over the recorder: SMS and email alike. */
import type { Request } from 'express';
import type { FakeGateways } from '../fake/fake-gateways.ts';
import { Marks, TAG_LENGTH_MAX, TAGS_MAX } from '../recorder/marks.ts';
import type { Message, MessageSummary } from '../recorder/message.ts';
import { KEPT_MAX } from '../recorder/recorder.ts';
import { inSlices, whenThereIsRoom } from '../time-slices.ts';
import { type ApiRoute, queryText, Refusal, wholeNumber } from './api-route.ts';
import { mailpitRoutes } from './mailpit-routes.ts';
import { messagesOf, searchOf, wantedFrom } from './message-list.ts';
import { oneMessageRoutes } from './one-message-routes.ts';

const LIST_MAX = 1000;
const LIST_DEFAULT = 50;

const page = [
  { name: 'start', about: 'How many to pass over', type: 'integer' },
  {
    name: 'limit',
    about: `At most so many; ${LIST_DEFAULT} by default, at most ${LIST_MAX}`,
    type: 'integer',
  },
] as const;
const zone = {
  name: 'tz',
  about: 'The IANA zone of before: and after:; UTC by default',
  type: 'string',
} as const;
const search = [{ name: 'query', about: 'Words to find', type: 'string', isRequired: true }, zone] as const;
const badParameter = { 422: 'A parameter cannot be read' };
const badSearch = { 422: 'The search cannot be read' };

export function messageRoutes(fakes: FakeGateways): ApiRoute[] {
  const { recorder } = fakes;
  const marks = new Marks();
  const messages = (): Promise<Message[]> => messagesOf(recorder, marks);
  const wanted = wantedFrom(messages);
  const forget = (gone: readonly Message[]): void => {
    const ids = new Set(gone.flatMap(({ recorded, others }) => [recorded, ...others]).map(({ id }) => id));
    recorder.remove(({ id }) => ids.has(id));
    for (const id of ids) marks.forget(id);
  };
  return [
    {
      method: 'get',
      path: '/api/v1/messages',
      summary: 'Messages of all channels, the newest first',
      query: page,
      answer: { schema: 'Messages' },
      otherwise: badParameter,
      handle: (request, response) =>
        whenThereIsRoom(async () => {
          const all = await messages();
          response.json(await listed(request, all, all));
        }),
    },
    {
      method: 'put',
      path: '/api/v1/messages',
      summary: 'Mark messages as read or unread: those with the IDs, those that fit the Search, or all',
      query: [zone],
      body: { schema: 'ReadStatus', example: { Read: true, IDs: ['m1'] } },
      answer: { mediaType: 'text/plain' },
      otherwise: badParameter,
      handle: (request, response) =>
        whenThereIsRoom(async () => {
          const body = objectOf(request);
          const isRead = body.Read === true;
          const addressed = await chosen(request, body, await messages());
          for (const { recorded } of addressed) marks.setRead(recorded.id, isRead);
          response.type('text/plain').send('ok');
        }),
    },
    {
      method: 'delete',
      path: '/api/v1/messages',
      summary: 'Forget messages: those with the IDs, or all',
      body: { schema: 'Ids', example: { IDs: ['m1'] } },
      answer: { mediaType: 'text/plain' },
      otherwise: badParameter,
      handle: (request, response) =>
        whenThereIsRoom(async () => {
          forget(await chosen(request, objectOf(request), await messages()));
          response.type('text/plain').send('ok');
        }),
    },
    {
      method: 'get',
      path: '/api/v1/search',
      summary: 'Messages that fit a search, the newest first',
      query: [...search, ...page],
      answer: { schema: 'Messages' },
      otherwise: badSearch,
      handle: (request, response) =>
        whenThereIsRoom(async () => {
          const { holds } = searchOf(request, queryText(request, 'query'));
          const all = await messages();
          response.json(await listed(request, all, await those(all, holds)));
        }),
    },
    {
      method: 'delete',
      path: '/api/v1/search',
      summary: 'Forget the messages that fit a search',
      query: search,
      answer: { mediaType: 'text/plain' },
      otherwise: badSearch,
      handle: (request, response) =>
        whenThereIsRoom(async () => {
          const { holds } = searchOf(request, queryText(request, 'query'));
          forget(await those(await messages(), holds));
          response.type('text/plain').send('ok');
        }),
    },
    {
      method: 'get',
      path: '/api/v1/tags',
      summary: 'All tags that messages have',
      answer: { schema: 'Tags' },
      handle: (_request, response) =>
        whenThereIsRoom(async () => void response.json(tagsOf(await messages()))),
    },
    {
      method: 'put',
      path: '/api/v1/tags',
      summary: 'Give messages these tags instead of those they had; none takes them away',
      body: { schema: 'SetTags', example: { Tags: ['late'], IDs: ['m1'] } },
      answer: { mediaType: 'text/plain' },
      otherwise: badParameter,
      handle: (request, response) =>
        whenThereIsRoom(async () => {
          const body = objectOf(request);
          const [tags, ids] = [tagsFrom(body.Tags), new Set(textsFrom('IDs', body.IDs, KEPT_MAX))];
          for (const { recorded } of await messages())
            if (ids.has(recorded.id)) marks.setTags(recorded.id, tags);
          response.type('text/plain').send('ok');
        }),
    },
    ...mailpitRoutes({ messages, wanted, marks }),
    ...oneMessageRoutes(wanted, marks),
  ];
}

async function those(all: readonly Message[], holds: (message: Message) => boolean): Promise<Message[]> {
  const found: Message[] = [];
  await inSlices(all, (message) => {
    if (holds(message)) found.push(message);
  });
  return found;
}

/** Mailpit's wrapper: `total` and `unread` are of all messages, `messages_…` of those that fit. */
async function listed(request: Request, all: readonly Message[], fitting: readonly Message[]) {
  const start = wholeNumber(request, 'start', { otherwise: 0, max: Number.MAX_SAFE_INTEGER });
  const limit = wholeNumber(request, 'limit', { otherwise: LIST_DEFAULT, max: LIST_MAX });
  const end = Math.max(0, fitting.length - start);
  const page = fitting.slice(Math.max(0, end - limit), end).reverse();
  const messages: MessageSummary[] = [];
  await inSlices(page, (message) => messages.push(message.summary()));
  const unread = (some: readonly Message[]): number => some.filter(({ isRead }) => !isRead).length;
  return {
    total: all.length,
    unread: unread(all),
    count: messages.length,
    messages_count: fitting.length,
    messages_unread: unread(fitting),
    start,
    tags: tagsOf(all),
    messages,
  };
}

const tagsOf = (all: readonly Message[]): string[] => [...new Set(all.flatMap(({ tags }) => tags))].sort();

/** The messages that a body means: by IDs, by Search, or all where it has neither. */
async function chosen(
  request: Request,
  { IDs, Search }: Readonly<Record<string, unknown>>,
  all: readonly Message[],
): Promise<readonly Message[]> {
  const ids = new Set(textsFrom('IDs', IDs ?? [], KEPT_MAX));
  if (ids.size > 0)
    return all.filter(({ recorded, others }) => [recorded, ...others].some(({ id }) => ids.has(id)));
  if (Search === undefined || Search === '') return all;
  if (typeof Search !== 'string') throw new Refusal(422, 'Search is a text');
  return await those(all, searchOf(request, Search).holds);
}

function objectOf({ body }: Request): Readonly<Record<string, unknown>> {
  if (body === undefined) return {};
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new Refusal(422, 'a JSON object is wanted', 'such as {"IDs": ["m1"]}');
  return body as Readonly<Record<string, unknown>>;
}

function tagsFrom(value: unknown): string[] {
  const tags = textsFrom('Tags', value, TAGS_MAX).map((tag) => tag.trim());
  if (tags.every((tag) => tag !== '' && tag.length <= TAG_LENGTH_MAX)) return tags;
  throw new Refusal(422, `a tag has 1 to ${TAG_LENGTH_MAX} characters`);
}

function textsFrom(name: string, value: unknown, countMax: number): string[] {
  if (Array.isArray(value) && value.length <= countMax && value.every((each) => typeof each === 'string'))
    return value;
  throw new Refusal(422, `${name} is a list of at most ${countMax} texts`);
}
