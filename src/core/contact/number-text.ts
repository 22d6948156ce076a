/**
 * A phone number as people read it: `+254700000001`. A number that begins with 0 is a national one, which no plus makes
 * international.
 */
export const numberText = (digits: string): string => (/^[1-9]/.test(digits) ? `+${digits}` : digits);
