import { Refusal } from '../refusal.ts';

/** An error as HQ words it, told as `{"error": …}`. */
export const hqError = (status: number, text: string): Refusal => new Refusal(status, text, '');
