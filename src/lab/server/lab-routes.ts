import type { Express } from 'express';
import { readText } from '../../adapters/files/read-file.ts';
import type { AnswerOf } from '../contract/answers.ts';
import { labRoutes } from '../contract/routes.ts';
import { RequestProblem } from '../session/request-problem.ts';
import type { AppParts } from './app-parts.ts';
import type { HostedSession } from './hosted-session.ts';
import { lookedAt } from './looked-at.ts';
import { SENT_TEXT } from './offered.ts';
import { type Asked, addRoutes } from './router.ts';
import { withToken } from './token.ts';

/** What the lab itself answers: which sessions there are. What is asked of one is passed to its thread. */
export function addLabRoutes(app: Express, parts: AppParts): void {
  const { store, offered, token, networkUrls } = parts;
  const handlers = {
    'GET /api/addresses': () => ({ addresses: networkUrls().map((url) => withToken(url, token)) }),
    'GET /api/scenarios': () => offered.map(({ path, title, about, tags }) => ({ path, title, about, tags })),
    'GET /api/sessions': ({ response }: Pick<Opening, 'response'>) => {
      const looksAt = lookedAt(response);
      return store
        .all()
        .filter(({ id }) => looksAt === undefined || id === looksAt)
        .map(sessionOut);
    },
    'GET /api/sessions/{id}/look-link': ({ names }: Pick<Opening, 'names'>) => ({
      path: `/look/${store.lookLinks.tokenOf(store.get(names.id!).id)}/`,
    }),
    'POST /api/sessions/{id}/duplicate': async ({ names }: Pick<Opening, 'names'>) => {
      const { id } = await store.duplicate(names.id!);
      return { id };
    },
    'POST /api/sessions': (asked: Opening) => opened(parts, asked),
    'DELETE /api/sessions/{id}': async ({ names }: Pick<Opening, 'names'>) => {
      await store.drop(store.get(names.id!));
      return { ok: true } as const;
    },
  };
  addRoutes(app, labRoutes, handlers);
  app.use('/api/sessions/:id', (request, response) => {
    const looks = lookedAt(response) !== undefined;
    return store.get(String(request.params.id)).pass(request, response, looks);
  });
  app.use('/a/:domain', (request, response) => {
    return store.ofProject(String(request.params.domain)).pass(request, response);
  });
}

const sessionOut = ({ id, card: { title, contacts, openedAt }, usedAt, gateways }: HostedSession) => ({
  id,
  title,
  contacts,
  openedAt,
  usedAt,
  hasGateways: gateways !== undefined,
});

type Opening = Asked<(typeof labRoutes)['POST /api/sessions']>;

/** Opens a session; who leaves meanwhile ends that. */
async function opened(
  { store, offered }: AppParts,
  { body, response }: Opening,
): Promise<AnswerOf<'Opened'>> {
  const { scenario, text } = body;
  if (scenario !== undefined && text !== undefined) {
    throw new RequestProblem(422, 'scenario and text', 'one of them');
  }
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  if (text !== undefined) {
    const { id } = await store.open(SENT_TEXT, text, gone.signal);
    return { id };
  }
  const found = scenario === undefined ? offered[0] : offered.find(({ path }) => path === scenario);
  if (!found)
    throw new RequestProblem(422, `the scenario ${JSON.stringify(scenario)}`, 'one of GET /api/scenarios');
  const read = readText(found.file);
  if ('refusal' in read)
    throw new RequestProblem(422, `${found.path}: ${read.refusal}`, 'a file that can be read');
  const { id } = await store.open(found.file, read.text, gone.signal);
  return { id };
}
