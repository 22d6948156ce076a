/** Keyed replacements for what names a person: the same value and key give the same replacement, and no other way back. */
import { createHmac } from 'node:crypto';

export class Pseudonyms {
  readonly #key: Uint8Array;

  /** `key`: at least 16 bytes that nobody else knows. */
  constructor(key: Uint8Array) {
    this.#key = key;
  }

  /** `Person 7F3A09C2`; names that differ in blanks or letter case only are one person. */
  name(name: string): string {
    return `Person ${this.#hash('name', name.trim().toLowerCase()).toString('hex').slice(0, 8).toUpperCase()}`;
  }

  /** An id in the form of a UUID. */
  id(id: string): string {
    const hex = this.#hash('id', id).toString('hex');
    return [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `4${hex.slice(13, 16)}`,
      `8${hex.slice(17, 20)}`,
      hex.slice(20, 32),
    ].join('-');
  }

  /** An address that nobody has; one without `@` stays as odd as it was. */
  email(address: string): string {
    const name = this.#hash('email', address.trim().toLowerCase()).toString('hex').slice(0, 12);
    return address.includes('@') ? `${name}@example.org` : this.letters(address);
  }

  /**
   * The number with its last seven digits replaced by seven others: no two numbers become one, `0712…` and `254712…`
   * stay the same phone, and plus signs, blanks and `.0` stay. One in Excel's notation has few digits and stays.
   */
  number(text: string): string {
    if (/E\+?\d+$/i.test(text.trim())) return text;
    const whole = text.replace(/\.0+\s*$/, '');
    const digits = whole.replaceAll(/\D/g, '');
    const tail = digits.slice(-TAIL_DIGITS);
    if (tail.length < TAIL_DIGITS) return this.letters(text);
    return withTail(whole, this.#permuted(tail)) + text.slice(whole.length);
  }

  /** Every letter and digit by another of its kind, blanks and signs as they are. */
  letters(text: string): string {
    const bytes = this.#hash('text', text);
    let at = 0;
    return text.replaceAll(/[\p{L}\p{Nd}]/gu, (character) => {
      const byte = bytes[at % bytes.length]! + Math.floor(at / bytes.length);
      at += 1;
      if (/\p{Nd}/u.test(character)) return String(byte % 10);
      const letter = String.fromCharCode(97 + (byte % 26));
      return /\p{Lu}/u.test(character) ? letter.toUpperCase() : letter;
    });
  }

  /** A permutation of all texts of seven digits: four Feistel rounds over 10,000 × 1,000 (FF1 in small). */
  #permuted(tail: string): string {
    let [left, right] = [Number(tail.slice(0, 4)), Number(tail.slice(4))];
    let [leftSize, rightSize] = [10_000, 1000];
    for (let round = 0; round < ROUNDS; round += 1) {
      const mixed = (left + this.#hash(`tail ${round}`, String(right)).readUInt32BE()) % leftSize;
      [left, right] = [right, mixed];
      [leftSize, rightSize] = [rightSize, leftSize];
    }
    return String(left).padStart(4, '0') + String(right).padStart(3, '0');
  }

  #hash(purpose: string, value: string): Buffer {
    return createHmac('sha256', this.#key).update(`${purpose}\0${value}`).digest();
  }
}

const TAIL_DIGITS = 7;
/** Even, so that both halves end in their own places. */
const ROUNDS = 10;

/** The text with its last digits replaced, from the end. */
function withTail(text: string, tail: string): string {
  const characters = [...text];
  let left = tail.length;
  for (let at = characters.length - 1; at >= 0 && left > 0; at -= 1) {
    if (!/\d/.test(characters[at]!)) continue;
    left -= 1;
    characters[at] = tail[left]!;
  }
  return characters.join('');
}
