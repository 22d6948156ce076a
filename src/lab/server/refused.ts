import type { NextFunction, Request, Response } from 'express';
import { isRecord } from '../session/act-entry.ts';
import { RequestProblem } from '../session/request-problem.ts';

/** Answers whatever no route has answered. */
export function noSuchPath(): never {
  throw new RequestProblem(404, 'nothing is here', 'a path of GET /openapi.json');
}

/** Answers what was thrown: as CommCare would on its paths, in the lab's own words elsewhere. */
export function refused(error: unknown, request: Request, response: Response, next: NextFunction): void {
  if (response.headersSent) return next(error);
  const refusal = error instanceof RequestProblem ? error : outerRefusal(error);
  const { status, found, wanted, hint, problems } = refusal;
  if (request.path.startsWith('/a/')) {
    const text = wanted === '' ? found : `${found}; wanted ${wanted}`;
    response.status(status === 422 ? 400 : status).json({ error: text });
    return;
  }
  response.status(status).json({ found, wanted, hint, ...(problems.length > 0 && { problems }) });
}

/** What nobody reads to its end: the stack is full before. */
const isTooDeep = (error: unknown): boolean =>
  error instanceof RangeError && /call stack/.test(error.message);

/** What express itself, or something unforeseen, has thrown. */
export function outerRefusal(error: unknown): RequestProblem {
  if (isTooDeep(error)) return new RequestProblem(422, 'levels within levels without end', 'a flatter value');
  const status = isRecord(error) && typeof error.status === 'number' ? error.status : 500;
  if (status === 413) return tooLarge(error);
  if (status < 500) return new RequestProblem(status, 'a request that does not read', 'JSON in UTF-8');
  return new RequestProblem(500, 'an internal error', 'none', 'restart the session');
}

/** Routes differ in what they read: the error knows. */
function tooLarge(error: unknown): RequestProblem {
  const limit = isRecord(error) && typeof error.limit === 'number' ? error.limit : 0;
  const megabytes = `${Math.round(limit / 1024 ** 2)} MB`;
  return new RequestProblem(413, `a body over ${megabytes}`, `at most ${megabytes}`);
}
