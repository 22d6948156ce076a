import { RequestProblem } from '../request-problem.ts';

/** An error in HQ's words: `{"error": …}`. */
export const hqError = (status: number, text: string): RequestProblem => new RequestProblem(status, text, '');
