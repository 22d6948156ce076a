/** Whose number was probably meant, when nobody has the one that was asked for. */
import type { Plan } from '../../core/model/plan.ts';
import { distance } from '../../core/text/edit-distance.ts';

export interface NearNumber {
  /** Key of the contact. */
  readonly key: string;
  /** As it is stored. */
  readonly raw: string;
}

/** Digits that two numbers must end in alike. */
const TAIL_MIN = 7;
const NEAR_MAX = 5;

/**
 * The same number with a national zero or another prefix, one of two in a cell, or cut by Excel; after these, those that
 * are one digit off.
 */
export function nearNumbers(asked: string, { cases, users }: Pick<Plan, 'cases' | 'users'>): NearNumber[] {
  const digits = asked.replaceAll(/\D/g, '');
  if (digits.length < TAIL_MIN || /[^\d\s+().-]/.test(asked)) return [];
  const near: NearNumber[] = [];
  const mistyped: NearNumber[] = [];
  const look = (key: string, raw: string | undefined): void => {
    if (raw === undefined || near.length === NEAR_MAX) return;
    if (isSame(digits, raw)) near.push({ key, raw });
    else if (mistyped.length < NEAR_MAX && isMistyped(digits, raw)) mistyped.push({ key, raw });
  };
  for (const { key, properties } of cases.values()) look(key, properties.get('contact_phone_number'));
  for (const { key, phones } of users.values()) for (const phone of phones) look(key, phone);
  return [...near, ...mistyped].slice(0, NEAR_MAX);
}

/** Whether it may be the same number, put down in another way. */
function isSame(asked: string, raw: string): boolean {
  const cut = /^(\d)(?:[.,](\d*))?E\+?(\d{1,2})$/i.exec(raw.trim());
  if (cut)
    return (
      asked.startsWith(`${cut[1]}${(cut[2] ?? '').replace(/0+$/, '')}`) && asked.length === Number(cut[3]) + 1
    );
  return storedIn(raw).some((digits) => isTail(asked, digits));
}

const isMistyped = (asked: string, raw: string): boolean =>
  storedIn(raw).some((digits) => distance(asked, digits, 1) <= 1);

const storedIn = (raw: string): readonly string[] => raw.replaceAll(/[\s().-]/g, '').match(/\d+/g) ?? [];

/** One ends in the other, national zeros left out. */
function isTail(asked: string, stored: string): boolean {
  const [one, other] = [asked.replace(/^0+/, ''), stored.replace(/^0+/, '')];
  const shorter = Math.min(one.length, other.length);
  return shorter >= TAIL_MIN && (one.endsWith(other) || other.endsWith(one));
}
