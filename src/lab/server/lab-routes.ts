import type { Express, Request, RequestHandler, Response } from 'express';
import express from 'express';
import { readText } from '../../adapters/files/read-text.ts';
import { textIn } from '../session/asked.ts';
import { RequestProblem } from '../session/request-problem.ts';
import type { AppParts } from './app-parts.ts';
import { BODY_MAX, fieldsOf } from './asking.ts';
import { SENT_TEXT } from './offered.ts';

/** What the lab itself answers: which sessions there are. What is asked of one is passed to its thread. */
export function labRoutes(app: Express, parts: AppParts): void {
  const { store, offered } = parts;
  const json: RequestHandler = express.json({ limit: BODY_MAX, strict: false });

  app.get('/api/scenarios', (_request, response) => {
    response.json(offered.map(({ path, title, about, tags }) => ({ path, title, about, tags })));
  });
  app.get('/api/sessions', (_request, response) => {
    response.json(store.all().map(({ id, card }) => ({ id, title: card.title })));
  });
  app.post('/api/sessions', json, (request, response) => opened(parts, request, response));
  app.delete('/api/sessions/:id', async (request, response) => {
    await store.drop(store.get(String(request.params.id)));
    response.json({ ok: true });
  });
  app.use('/api/sessions/:id', (request, response) => {
    return store.get(String(request.params.id)).pass(request, response);
  });
  app.use('/a/:domain', (request, response) => {
    return store.ofProject(String(request.params.domain)).pass(request, response);
  });
}

/** Opens a session; who leaves meanwhile ends that. */
async function opened({ store, offered }: AppParts, request: Request, response: Response): Promise<void> {
  const body = fieldsOf(request, ['scenario', 'text']);
  const [scenario, text] = [textIn(body.scenario, 'scenario'), textIn(body.text, 'text')];
  if (scenario !== undefined && text !== undefined) {
    throw new RequestProblem(422, 'scenario and text', 'one of them');
  }
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  if (text !== undefined) {
    const { id } = await store.open(SENT_TEXT, text, gone.signal);
    return void response.status(201).json({ id });
  }
  const found = scenario === undefined ? offered[0] : offered.find(({ path }) => path === scenario);
  if (!found)
    throw new RequestProblem(422, `the scenario ${JSON.stringify(scenario)}`, 'one of GET /api/scenarios');
  const read = readText(found.file);
  if ('refusal' in read)
    throw new RequestProblem(422, `${found.path}: ${read.refusal}`, 'a file that can be read');
  const { id } = await store.open(found.file, read.text, gone.signal);
  response.status(201).json({ id });
}
