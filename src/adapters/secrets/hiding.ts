/** What every reader of a form of text needs: which names are secret, and how values are looked into. */

/** Stands in the place of a secret's value. */
export const REDACTED = '[redacted]';

export interface Hiding {
  isSecret(name: string): boolean;
  /** A value without the secrets in it, should it be JSON, XML, a form or an address itself. */
  within(value: string): string;
}

/** Members of a pair that has name and value apart: `{"name": "password", "value": "…"}`. */
export const NAMING: ReadonlySet<string> = new Set(['name', 'key', 'field', 'header', 'parameter', 'param']);
export const NAMED: ReadonlySet<string> = new Set(['value', 'val', 'content', 'data']);
