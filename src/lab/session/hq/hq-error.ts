import { RequestProblem } from '../request-problem.ts';

/** An error as HQ words it, told as `{"error": …}`. */
export const hqError = (status: number, text: string): RequestProblem => new RequestProblem(status, text, '');
