/** Which session a request may only look at, as the guard of links has found. */
import type { Response } from 'express';

const looksAt = new WeakMap<Response, string>();

export const lookAt = (response: Response, id: string): void => void looksAt.set(response, id);

/** undefined: it may act. */
export const lookedAt = (response: Response): string | undefined => looksAt.get(response);
