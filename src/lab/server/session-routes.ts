import type { Express, Response } from 'express';
import { readText } from '../../adapters/files/read-file.ts';
import type { AnswerOf } from '../contract/answers.ts';
import { sessionRoutes } from '../contract/routes.ts';
import { actsDone } from '../session/acts-done.ts';
import { countIn, wholeIn } from '../session/asked.ts';
import { checkCase } from '../session/check-case.ts';
import { contactsSince } from '../session/contact-book.ts';
import { outsideAfter } from '../session/external-lines.ts';
import { filledText } from '../session/filled-text.ts';
import { importInto, previewImport } from '../session/import-into.ts';
import type { Query } from '../session/line-filter.ts';
import { linesText } from '../session/lines.ts';
import type { LiveSession } from '../session/live-session.ts';
import { personOf } from '../session/person.ts';
import { planAhead } from '../session/plan-ahead.ts';
import { RequestProblem } from '../session/request-problem.ts';
import { rosterOf } from '../session/roster-of.ts';
import { savedText } from '../session/save.ts';
import { stateOf } from '../session/state.ts';
import { textToApplication } from '../session/text-to-application.ts';
import { waitFor } from '../session/wait.ts';
import { why } from '../session/why.ts';
import type { SessionParts } from './app-parts.ts';
import { scalarIn } from './asking.ts';
import { nameOf, onlyLooks } from './callers.ts';
import { openFeed } from './feed.ts';
import { SENT_TEXT } from './offered.ts';
import { addRoutes } from './router.ts';
import { answerWholeState } from './whole-state.ts';

const ENTRIES_DEFAULT = 500;
/** Lines of the journal in one answer. */
const ENTRIES_ASKED_MAX = 5000;
const CONTACTS_DEFAULT = 500;
/** Acts in one answer. */
const ACTS_DEFAULT = 100;
const ACTS_MAX = 1000;
const OUTSIDE_DEFAULT = 100;
const START_AGAIN = 'start over once more: nothing has changed';
/** Characters of a session's own title. */
const TITLE_MAX = 200;

/** What a session's own thread answers: all that the pages do with it. */
export function addSessionRoutes(app: Express, { session, kept }: SessionParts): void {
  addRoutes(app, sessionRoutes, {
    'GET /api/sessions/{id}/state': async ({ query, response }) => {
      if (query.contacts === 'apart') return stateOf(session);
      if (query.contacts !== undefined) {
        const found = `contacts: ${JSON.stringify(query.contacts.slice(0, 40))}`;
        throw new RequestProblem(422, found, 'apart', 'left out, they are in the state');
      }
      await answerWholeState(session, query.contactsRevision, response);
      return undefined;
    },
    'GET /api/sessions/{id}/contacts': ({ query: { since, from, limit } }) =>
      contactsSince(session, since, wholeIn(from, 0, 'from'), countIn(limit, CONTACTS_DEFAULT, 'limit')),
    'GET /api/sessions/{id}/entries': ({ query: { after, limit }, response }) => {
      const most = Math.min(countIn(limit, ENTRIES_DEFAULT, 'limit'), ENTRIES_ASKED_MAX);
      const { text } = linesText(session, wholeIn(after, 0, 'after'), most);
      response.type('json').send(`{"entries":${text}}`);
      return undefined;
    },
    'GET /api/sessions/{id}/why': ({ query }) => why(session, query),
    'GET /api/sessions/{id}/person': ({ query: { key = '' } }) => personOf(session, key),
    'GET /api/sessions/{id}/filled': ({ query: { seq } }) => filledText(session, wholeIn(seq, 0, 'seq')),
    'GET /api/sessions/{id}/roster': ({ query: { alert } }) => rosterOf(session, alert),
    'GET /api/sessions/{id}/plan': ({ query: { alert, case: about } }) =>
      planAhead(session, { alert, case: about }),
    'GET /api/sessions/{id}/exchanges': ({ query: { id = '' } }) => ({
      exchanges: session.liveRun.exchanges.get(id) ?? [],
    }),
    'GET /api/sessions/{id}/acts': ({ query: { limit } }) =>
      actsDone(session, Math.min(countIn(limit, ACTS_DEFAULT, 'limit'), ACTS_MAX)),
    'GET /api/sessions/{id}/outside': ({ query: { after, limit } }) => {
      const most = countIn(limit, OUTSIDE_DEFAULT, 'limit');
      const found = outsideAfter(session, wholeIn(after, 0, 'after'), most);
      return { ...found, lastSeq: session.outside?.lastSeq ?? 0 };
    },
    'POST /api/sessions/{id}/outside/text': async ({ body }) => {
      const brought = await textToApplication(session, body);
      await kept();
      return brought;
    },
    'GET /api/sessions/{id}/events': ({ request, response }) => {
      openFeed(session, request, response);
      return undefined;
    },
    'GET /api/sessions/{id}/wait': ({ query, request, response }) =>
      waited(session, query, response, onlyLooks(request)),
    'POST /api/sessions/{id}/wait': ({ body, response }) => waited(session, { ...body }, response),
    'POST /api/sessions/{id}/clock': async ({ body, request }) => {
      const isThere = await session.clock(body, nameOf(request));
      const { now, speed } = session;
      await kept();
      return { now, speed, isThere };
    },
    'POST /api/sessions/{id}/act': async ({ body, request }) => {
      session.act({ ...body }, nameOf(request));
      const { now, liveRun } = session;
      const lastSeq = liveRun.journal.length;
      await kept();
      return { now, lastSeq };
    },
    'POST /api/sessions/{id}/check-case': ({ body: { properties, key } }) => {
      const given = Object.entries(properties).map(([name, value]) => [name, scalarIn(value, name)] as const);
      return checkCase(session, new Map(given), key);
    },
    'POST /api/sessions/{id}/import': async ({ body, request }) => {
      const imported = await importInto(session, body, nameOf(request));
      await kept();
      return imported;
    },
    'POST /api/sessions/{id}/import-preview': ({ body }) => previewImport(session, body),
    'POST /api/sessions/{id}/rename': async ({ body: { title } }) => {
      if (title.length > TITLE_MAX)
        throw new RequestProblem(422, `a title of ${title.length} characters`, `at most ${TITLE_MAX}`);
      session.rename(title.trim());
      await kept();
      return { ok: true } as const;
    },
    'POST /api/sessions/{id}/start-over': async ({ body: { from } }) => {
      const text = textToStartWith(session, from);
      await session.clock({ do: 'pause' });
      if (!(await session.startOver(text)))
        throw new RequestProblem(409, 'a clock that was moved meanwhile', 'a clock that stands', START_AGAIN);
      await kept();
      const { now, liveRun } = session;
      return { now, lastSeq: liveRun.journal.length };
    },
    'GET /api/sessions/{id}/scenario.yaml': async ({ response }) => {
      response.type('text/yaml').send(Buffer.from(await session.text()));
      return undefined;
    },
    'GET /api/sessions/{id}/saved.yaml': async ({ response }) => {
      response.type('text/yaml').send(Buffer.from(await savedText(session)));
      return undefined;
    },
    'POST /api/sessions/{id}/save': async () => ({ yaml: await savedText(session) }),
  });
}

/** undefined: as it was opened. */
function textToStartWith({ path }: LiveSession, from: string | undefined): string | undefined {
  if (from === undefined) return undefined;
  if (from !== 'file') throw new RequestProblem(422, `from: ${from.slice(0, 40)}`, 'file, or nothing');
  if (path === SENT_TEXT) throw new RequestProblem(422, 'a story that was sent as a text', 'one of a file');
  const read = readText(path);
  if ('text' in read) return read.text;
  throw new RequestProblem(422, `${path}: ${read.refusal}`, 'a file that can be read');
}

/** Answers when enough has come, or says what came instead. */
async function waited(
  session: LiveSession,
  query: Query,
  response: Response,
  looks = false,
): Promise<AnswerOf<'Waited'> | undefined> {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  const { wanted, count, ...rest } = await waitFor(session, query, gone.signal, looks);
  if (count >= wanted) return { count, ...rest };
  const found = `${count} of ${wanted} came`;
  response.status(408).json({ found, wanted: 'all of them in time', count, ...rest });
  return undefined;
}
