/** Thrown inside the date reader where python-dateutil raises; it never leaves that reader. */
export class Unreadable extends Error {
  constructor() {
    super('not a date or time');
    this.name = 'Unreadable';
  }
}

/** Digits only, or unreadable. */
export function intOf(text: string | undefined): number {
  if (text === undefined || !/^\d+$/.test(text)) throw new Unreadable();
  return Number(text);
}
