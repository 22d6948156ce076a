/** The whole API for tools, made from the contract; docs/api.md is the version for people. */
import { type AnswerName, answers } from '../contract/answers.ts';
import {
  commCareRoutes,
  labRoutes,
  type Route,
  type RouteTable,
  serverRoutes,
  sessionRoutes,
} from '../contract/routes.ts';

const tables: RouteTable = { ...labRoutes, ...sessionRoutes, ...commCareRoutes, ...serverRoutes };

export const openApi = {
  openapi: '3.1.0',
  info: { title: 'drysend lab', version: '1', description: 'A rehearsal of case messaging, by hand.' },
  components: { schemas: answers },
  paths: pathsOf(tables),
};

function pathsOf(table: RouteTable): Readonly<Record<string, Readonly<Record<string, object>>>> {
  const paths: Record<string, Record<string, object>> = {};
  for (const [name, route] of Object.entries(table)) {
    const [method = '', path = ''] = name.split(' ');
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(path, route) };
  }
  return paths;
}

function operationOf(path: string, route: Route) {
  const { summary, query = [], body, bodyWords, status = 200, others = {}, refusal = 'Refusal' } = route;
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  return {
    summary,
    parameters: [
      ...names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
      ...query.map((name) => ({ name, in: 'query', schema: { type: 'string' } })),
    ],
    ...(body && {
      requestBody: { description: bodyWords, content: { 'application/json': { schema: body } } },
    }),
    responses: {
      [status]: answerOf(route.answer),
      ...Object.fromEntries(Object.entries(others).map(([code, name]) => [code, answerOf(name)])),
      default: answerOf(refusal),
    },
  };
}

function answerOf(answer: Route['answer']) {
  if (typeof answer !== 'string')
    return { description: answer.holds, content: { [answer.type]: { schema: { type: 'string' } } } };
  return { description: answer, content: { 'application/json': { schema: refTo(answer) } } };
}

function refTo(name: AnswerName) {
  return { $ref: `#/components/schemas/${name}` };
}
