import type { DayNumber, Instant } from '../../../src/core/model/instant.ts';
import { MS_PER_DAY } from '../../../src/core/model/instant.ts';
import { isoUtc } from '../../../src/core/time/format.ts';

/** `2016-01-12T16:00:00Z` of a row. */
export const instantOf = (text: string): Instant => Date.parse(text);

/** An instant as the rows write it. */
export const rowTime = (at: Instant): string => isoUtc(at).replace('.000Z', 'Z');

/** `2016-01-12` of a row. */
export const isoDay = (text: string): DayNumber => Date.parse(`${text}T00:00:00Z`) / MS_PER_DAY;
