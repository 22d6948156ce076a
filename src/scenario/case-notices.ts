/** Properties of a case that look like those HQ reads, and are not. */
import type { CaseSeed } from '../core/model/case.ts';
import type { ParseContext } from './parse-context.ts';

const phone = 'contact_phone_number';
const email = 'commcare_email_address';

/** What people call it → what HQ reads. */
const meant: ReadonlyMap<string, string> = new Map([
  ['phone', phone],
  ['phone_number', phone],
  ['mobile', phone],
  ['mobile_number', phone],
  ['email', email],
  ['email_address', email],
]);

/** Cases with a number or an address under a name of their own are reached by nobody; told once for each name. */
export function noteContacts(cases: Iterable<CaseSeed>, context: ParseContext): void {
  const found = new Map<string, string[]>();
  for (const { key, properties } of cases) {
    for (const [name, read] of meant) {
      const value = properties.get(name) ?? '';
      if (value.trim() === '' || properties.has(read)) continue;
      const keys = found.get(name) ?? [];
      keys.push(key);
      found.set(name, keys);
    }
  }
  for (const [name, [first = '', ...others]] of found) {
    const read = meant.get(name) ?? '';
    const who = others.length === 0 ? first : `${first} and ${others.length} more`;
    const message = `${who}: HQ reads ${read}, and ${name} is a property like any other`;
    context.notice(
      'NOT_A_CONTACT_PROPERTY',
      message,
      { case: first, property: name },
      `did you mean ${read}?`,
    );
  }
}
