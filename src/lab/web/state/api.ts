/** The lab's HTTP API, called. Every refusal comes back as a problem that says what would mend it. */
import type { Problem } from './answers.ts';
import { apiBase } from './looks.ts';
import { myName } from './my-name.ts';

/** A request that the server did not carry out. */
class ApiProblem extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.found);
    this.name = 'Refusal';
    this.problem = problem;
  }
}

/** Reads JSON. */
export function read<T>(path: string): Promise<T> {
  return call<T>(path, { headers: { accept: 'application/json' } });
}

/** Reads a file, whatever its size. */
export async function readFile(path: string): Promise<Blob> {
  const response = await answerOf(path, {});
  if (response.ok) return response.blob();
  const text = await response.text();
  throw new ApiProblem(refusalIn(asJson(text), response, text));
}

/** Posts JSON, reads JSON. */
export function post<T>(path: string, body: unknown): Promise<T> {
  const name = myName.peek();
  return call<T>(path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      ...(name !== '' && { 'x-drysend-name': encodeURIComponent(name) }),
    },
    body: JSON.stringify(body),
  });
}

/** Deletes. */
export function remove<T>(path: string): Promise<T> {
  return call<T>(path, { method: 'DELETE', headers: { accept: 'application/json' } });
}

/** A path of the API, each part made safe; query values that are undefined are left out. */
export function apiPath(parts: readonly string[], query: Readonly<Record<string, string | undefined>> = {}) {
  const given = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
  const search = given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
  return `${apiBase}api/${parts.map(encodeURIComponent).join('/')}${search}`;
}

/** What went wrong, whatever was thrown. */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof ApiProblem) return thrown.problem;
  return { found: thrown instanceof Error ? thrown.message : String(thrown) };
}

/** Why a path is refused; undefined: it is answered now, or nobody answers. What it answers is not read. */
export async function refusalOf(
  path: string,
  signal: AbortSignal,
): Promise<{ readonly status: number; readonly problem: Problem } | undefined> {
  const response = await fetch(path, { signal }).catch(() => undefined);
  if (!response) return undefined;
  if (response.ok) {
    await response.body?.cancel();
    return undefined;
  }
  const text = await response.text();
  return { status: response.status, problem: refusalIn(asJson(text), response, text) };
}

async function call<T>(path: string, init: RequestInit): Promise<T> {
  const response = await answerOf(path, init);
  const text = await response.text();
  const body: unknown = asJson(text);
  if (!response.ok) throw new ApiProblem(refusalIn(body, response, text));
  return body as T;
}

async function answerOf(path: string, init: RequestInit): Promise<Response> {
  const response = await fetch(path, init).catch(() => undefined);
  if (response) return response;
  throw new ApiProblem({ found: 'no answer from the lab', hint: 'Is `drysend serve` still running?' });
}

function asJson(text: string): unknown {
  try {
    return text === '' ? {} : JSON.parse(text);
  } catch {
    return text;
  }
}

function refusalIn(body: unknown, { status, statusText }: Response, text: string): Problem {
  const answer = typeof body === 'object' && body !== null ? (body as Partial<Problem> & ErrorWords) : {};
  if (typeof answer.found === 'string') return answer as Problem;
  if (Array.isArray(answer.problems) && answer.problems[0]) return answer.problems[0];
  return { found: answer.error ?? `${status} ${statusText || text.slice(0, 200)}` };
}

interface ErrorWords {
  readonly error?: string;
  readonly problems?: readonly Problem[];
}
