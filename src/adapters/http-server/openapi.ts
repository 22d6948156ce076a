/** The API's description for programs that read OpenAPI: printed from the routes themselves. */
import type { ApiParameter, ApiRoute } from './api-route.ts';
import { schemas } from './openapi-schemas.ts';

export function openApi(routes: readonly ApiRoute[]) {
  const paths: Record<string, Record<string, ReturnType<typeof operation>>> = {};
  for (const route of routes) {
    const there = paths[route.path] ?? {};
    there[route.method] = operation(route);
    paths[route.path] = there;
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'drysend gateways',
      version: '1',
      description:
        'What came to the fake gateways, in the words of WireMock and Mailpit. Secrets are left out everywhere. ' +
        'A request that cannot be read is answered with 4xx and a Problem.',
    },
    paths,
    components: { schemas },
  };
}

function operation(route: ApiRoute) {
  const { summary, path, query = [], body, answer, otherwise = {} } = route;
  const parameters = [
    ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => pathParameter(name)),
    ...query.map(parameter),
  ];
  const isJson = 'schema' in answer;
  return {
    summary,
    ...(parameters.length > 0 && { parameters }),
    ...(body && {
      requestBody: {
        content: { 'application/json': { schema: reference(body.schema), example: body.example } },
      },
    }),
    responses: {
      200: {
        description: summary,
        content: isJson
          ? { 'application/json': { schema: reference(answer.schema) } }
          : { [answer.mediaType]: { schema: { type: 'string' } } },
      },
      ...Object.fromEntries(
        Object.entries(otherwise).map(([status, sendProblem]) => [status, refusal(sendProblem)]),
      ),
    },
  };
}

function refusal(sendProblem: NonNullable<ApiRoute['otherwise']>[number]) {
  const { about, schema } =
    typeof sendProblem === 'string' ? { about: sendProblem, schema: 'Problem' } : sendProblem;
  return { description: about, content: { 'application/json': { schema: reference(schema) } } };
}

const reference = (schema: string) => ({ $ref: `#/components/schemas/${schema}` });

const pathParameter = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'string' } });

const parameter = ({ name, about, type, isRequired = false }: ApiParameter) => ({
  name,
  in: 'query',
  required: isRequired,
  description: about,
  schema: { type },
});
