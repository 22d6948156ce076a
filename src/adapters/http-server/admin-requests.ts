/** WireMock's request journal over the recorder. */
import type { Request } from 'express';
import type { FakeGateways } from '../fake/fake-gateways.ts';
import { hasId } from '../recorder/exchange-uuid.ts';
import { matchingInSlices, newestOf, those, waitForMatches } from '../recorder/fitting.ts';
import { loggedRequest, serveEvent } from '../recorder/logged-request.ts';
import { KEPT_MAX, type Recorded } from '../recorder/recorder.ts';
import { patternFrom, type RequestPattern } from '../recorder/request-pattern.ts';
import { type ApiRoute, queryText, Refusal, soundOr422, wholeNumber } from './api-route.ts';

const LIST_MAX = 10_000;
const LIST_DEFAULT = 1000;
const WAIT_MS_MAX = 60_000;
const WAIT_MS_DEFAULT = 5000;

const pattern = {
  schema: 'RequestPattern',
  example: { method: 'POST', urlPathPattern: '/TWILIO/.*', formParameters: { To: { contains: '2783' } } },
} as const;
const badPattern = {
  422: 'The pattern cannot be read, or takes too long',
  501: 'WireMock has what the pattern asks for, and these gateways do not',
};
const noSuchId = { 404: 'No exchange has this id' };
const UNMATCHED = ({ verdict }: Recorded): boolean => verdict === 'unmatched';

export function adminRequestRoutes(fakes: FakeGateways): ApiRoute[] {
  const { recorder } = fakes;
  const journal = { requestJournalDisabled: false };
  const listed = (found: readonly Recorded[]) => ({
    requests: found.slice(-LIST_MAX).reverse().map(loggedRequest),
    meta: { total: found.length },
    ...journal,
  });
  return [
    {
      method: 'get',
      path: '/__admin/requests',
      summary: 'The newest exchanges first',
      query: [
        {
          name: 'limit',
          about: `At most so many; ${LIST_DEFAULT} by default, at most ${LIST_MAX}`,
          type: 'integer',
        },
        { name: 'since', about: 'Only those after a seq, or since an ISO 8601 date', type: 'string' },
        { name: 'unmatched', about: 'Only those that no gateway was meant by', type: 'boolean' },
      ],
      answer: { schema: 'ServeEvents' },
      otherwise: { 422: 'A parameter cannot be read' },
      handle(request, response) {
        const limit = wholeNumber(request, 'limit', { otherwise: LIST_DEFAULT, max: LIST_MAX });
        const isSince = sinceFrom(request);
        const isUnmatched = flagFrom(request, 'unmatched') ? UNMATCHED : () => true;
        const { total, newest } = newestOf(
          recorder.all(),
          (each) => isSince(each) && isUnmatched(each),
          limit,
        );
        response.json({
          requests: newest.map(serveEvent),
          meta: { total, kept: recorder.size, dropped: recorder.dropped },
          ...journal,
        });
      },
    },
    {
      method: 'delete',
      path: '/__admin/requests',
      summary: 'Forget all exchanges; a journal on disk stays as it is',
      answer: { schema: 'Removed' },
      handle: (_request, response) => void response.json({ removed: recorder.remove(() => true) }),
    },
    {
      method: 'post',
      path: '/__admin/requests/reset',
      summary: 'The same, as WireMock 2 has it',
      answer: { schema: 'Removed' },
      handle: (_request, response) => void response.json({ removed: recorder.remove(() => true) }),
    },
    {
      method: 'post',
      path: '/__admin/reset',
      summary: 'Forget all exchanges, and let the gateways begin anew (fail_next, STOP lists)',
      answer: { schema: 'Removed' },
      handle(_request, response) {
        const removed = recorder.remove(() => true);
        fakes.reset();
        response.json({ removed });
      },
    },
    {
      method: 'post',
      path: '/__admin/requests/find',
      summary: 'The requests that fit a pattern, the newest first',
      body: pattern,
      answer: { schema: 'LoggedRequests' },
      otherwise: badPattern,
      async handle(request, response) {
        response.json(listed(await matchingInSlices(patternOf(request), recorder.all())));
      },
    },
    {
      method: 'post',
      path: '/__admin/requests/count',
      summary: 'How many requests fit a pattern',
      body: pattern,
      answer: { schema: 'Count' },
      otherwise: badPattern,
      async handle(request, response) {
        const { length: count } = await matchingInSlices(patternOf(request), recorder.all());
        response.json({ count, ...journal });
      },
    },
    {
      method: 'post',
      path: '/__admin/requests/remove',
      summary: 'Forget the exchanges that fit a pattern',
      body: pattern,
      answer: { schema: 'RemovedEvents' },
      otherwise: badPattern,
      async handle(request, response) {
        const found = await matchingInSlices(patternOf(request), recorder.all());
        const ids = new Set(found.map(({ id }) => id));
        const removed = recorder.remove(({ id }) => ids.has(id));
        response.json({ removed, serveEvents: found.slice(-LIST_MAX).reverse().map(serveEvent) });
      },
    },
    {
      method: 'post',
      path: '/__admin/requests/wait',
      summary: 'Wait until so many exchanges fit a pattern',
      query: [
        { name: 'count', about: '1 by default', type: 'integer' },
        {
          name: 'timeout',
          about: `Real milliseconds; ${WAIT_MS_DEFAULT} by default, at most ${WAIT_MS_MAX}`,
          type: 'integer',
        },
      ],
      body: pattern,
      answer: { schema: 'Count' },
      otherwise: {
        ...badPattern,
        408: { schema: 'Count', about: 'They did not come in time' },
        503: 'Too many wait already',
      },
      async handle(request, response) {
        const count = wholeNumber(request, 'count', { otherwise: 1, max: KEPT_MAX });
        const timeoutMs = wholeNumber(request, 'timeout', { otherwise: WAIT_MS_DEFAULT, max: WAIT_MS_MAX });
        const found = await waitForMatches(patternOf(request), recorder, count, timeoutMs).catch(tooMany);
        response.status(found >= count ? 200 : 408).json({ count: found, ...journal });
      },
    },
    {
      method: 'get',
      path: '/__admin/requests/unmatched',
      summary: 'Requests that no gateway was meant by, the newest first',
      answer: { schema: 'LoggedRequests' },
      handle: (_request, response) => void response.json(listed(those(recorder.all(), UNMATCHED))),
    },
    {
      method: 'get',
      path: '/__admin/requests/{id}',
      summary: 'One exchange',
      answer: { schema: 'ServeEvent' },
      otherwise: noSuchId,
      handle(request, response) {
        const isMeant = hasId(String(request.params.id));
        for (const each of recorder.all()) {
          if (isMeant(each)) return void response.json(serveEvent(each));
        }
        throw new Refusal(404, 'no exchange has this id', '/__admin/requests lists those that are kept');
      },
    },
    {
      method: 'delete',
      path: '/__admin/requests/{id}',
      summary: 'Forget one exchange',
      answer: { schema: 'Removed' },
      otherwise: noSuchId,
      handle(request, response) {
        const removed = recorder.remove(hasId(String(request.params.id)));
        if (removed === 0) throw new Refusal(404, 'no exchange has this id');
        response.json({ removed });
      },
    },
  ];
}

const patternOf = ({ body }: Request): RequestPattern => soundOr422(patternFrom(body ?? {}));

/** Ours is a `seq`, WireMock's a date. */
function sinceFrom(request: Request): (recorded: Recorded) => boolean {
  const text = queryText(request, 'since');
  if (text === undefined) return () => true;
  if (/^\d{1,15}$/.test(text)) return ({ seq }) => seq > Number(text);
  const at = Date.parse(text);
  if (Number.isNaN(at))
    throw new Refusal(422, 'since is a seq or a date', '?since=120, ?since=2026-03-01T09:30:00Z');
  return ({ receivedAt }) => receivedAt >= at;
}

function flagFrom(request: Request, name: string): boolean {
  const text = queryText(request, name);
  if (text === undefined || text === 'false') return false;
  if (text === 'true' || text === '') return true;
  throw new Refusal(422, `${name} is true or false`);
}

function tooMany(error: Error): never {
  throw /calls wait/.test(error.message) ? new Refusal(503, error.message, 'try again later') : error;
}
