/** Puts the routes of a contract's table on an express app: the body is checked, the answer written. */
import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import type { AnswerName, AnswerOf } from '../contract/answers.ts';
import type { Route, RouteTable } from '../contract/routes.ts';
import type { ValueOf } from '../contract/shape.ts';
import { BODY_MAX, checkedBody, queryOf } from './asking.ts';

/** What a handler is asked. */
export interface Asked<R extends Route> {
  /** The names in the path. */
  readonly names: Readonly<Record<string, string>>;
  /** The query without the token; each name once. */
  readonly query: Readonly<Record<string, string>>;
  readonly body: R extends { readonly body: infer B } ? ValueOf<B> : undefined;
  readonly request: Request;
  readonly response: Response;
}

type Answer<R extends Route> = R['answer'] extends AnswerName ? AnswerOf<R['answer']> : undefined;

type AnyAsked = Omit<Asked<Route>, 'body'> & { readonly body: unknown };

/** What answers a route; undefined: it has written the answer itself. */
type Handler<R extends Route> = (asked: Asked<R>) => Answer<R> | undefined | Promise<Answer<R> | undefined>;

/** One for each route of the table. */
export type Handlers<Table> = { readonly [Name in keyof Table]: Handler<Extract<Table[Name], Route>> };

export function addRoutes<Table extends RouteTable>(
  app: Express,
  table: Table,
  handlers: Handlers<Table>,
): void {
  const byName = handlers as Readonly<Record<string, (asked: AnyAsked) => unknown>>;
  for (const [name, route] of Object.entries<Route>(table)) {
    const [method = '', path = ''] = name.split(' ');
    // HQ's APIs have rules of their own for what they do not know.
    const isOwn = path.startsWith('/api/');
    app[methods[method]!](
      expressPath(path),
      readerFor(route),
      async (request: Request, response: Response) => {
        const query = isOwn ? queryOf(request, route.query ?? []) : undefined;
        const answer = await byName[name]!({
          names: namesOf(request),
          get query() {
            return query ?? queryOf(request);
          },
          body: route.body && checkedBody(request, route),
          request,
          response,
        });
        if (answer !== undefined) response.status(route.status ?? 200).json(answer);
      },
    );
  }
}

/** Reads a JSON body, as large as the route takes it. */
const readerFor = ({ bodyMax = BODY_MAX }: Route): RequestHandler =>
  express.json({ limit: bodyMax, strict: false });

const methods: Readonly<Record<string, 'get' | 'post' | 'put' | 'delete'>> = {
  GET: 'get',
  POST: 'post',
  PUT: 'put',
  DELETE: 'delete',
};

/** `/api/sessions/{id}` → `/api/sessions/:id` */
const expressPath = (path: string): string => path.replace(/\{(\w+)\}/g, ':$1');

const namesOf = ({ params }: Request): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(params).map(([name, text]) => [name, String(text)]));
