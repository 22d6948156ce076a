/** A case as the form holds it, and as it is sent to the lab to be saved. */
import type { Contact } from '../state/answers.ts';
import { contactProperties } from '../state/contact-properties.ts';

export type Values = Readonly<Record<string, string>>;

/** What the six properties hold now, as far as the page knows. */
export function propertiesOf(contact: Contact | undefined): Values {
  if (!contact) return {};
  const given = contact.properties ?? {
    contact_phone_number: contact.number ?? '',
    contact_phone_number_is_verified: contact.twoWay ? '1' : '',
    commcare_email_address: contact.email ?? '',
    language_code: contact.language ?? '',
    time_zone: contact.zone.from && /project/.test(contact.zone.from) ? '' : contact.zone.name,
  };
  return Object.fromEntries(
    contactProperties.map(({ name }) => [name, given[name as keyof typeof given] ?? '']),
  );
}

/** All other properties, one `name: value` a line. */
export function otherLinesOf(contact: Contact | undefined): string {
  const own = new Set<string>(contactProperties.map(({ name }) => name));
  const others = Object.entries(contact?.properties ?? {}).filter(([name]) => !own.has(name));
  return others.map(([name, value]) => `${name}: ${value.replaceAll(/\s+/g, ' ')}`).join('\n');
}

/** A key for a new case: its name in plain letters, numbered when it is taken. */
export function keyFrom(name: string, contacts: readonly { readonly key: string }[]): string {
  const plain =
    name
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '') || 'someone';
  const usedKeys = new Set(contacts.map(({ key }) => key));
  if (!usedKeys.has(plain)) return plain;
  for (let ordinal = 2; ordinal <= contacts.length + 2; ordinal += 1) {
    if (!usedKeys.has(`${plain}-${ordinal}`)) return `${plain}-${ordinal}`;
  }
  return plain;
}

interface Saving {
  readonly key: string;
  readonly name: string;
  readonly type: string;
  readonly values: Values;
  /** `name: value` lines, and as they were. */
  readonly others: string;
  readonly othersBefore: string;
  readonly before: Values;
  readonly isNew: boolean;
}

/** The act that saves it: everything for a new case, only what changed for a known one. */
export function saving({
  key,
  name,
  type,
  values,
  others,
  othersBefore,
  before,
  isNew,
}: Saving): Record<string, unknown> {
  const known = linesOf(othersBefore);
  const extra = Object.fromEntries(
    Object.entries(linesOf(others)).filter(([property, value]) => known[property] !== value),
  );
  if (isNew) {
    const given = Object.entries(values).filter(([, value]) => value !== '');
    return { verb: 'register', register: key, case: { type, name, ...Object.fromEntries(given), ...extra } };
  }
  const changed = Object.entries(values).filter(([property, value]) => value !== (before[property] ?? ''));
  return { verb: 'update', update: { [key]: { name, ...Object.fromEntries(changed), ...extra } } };
}

function linesOf(text: string): Record<string, string> {
  const pairs = text
    .split('\n')
    .map((line) => /^\s*([\w/-]+)\s*:\s*(.*)$/.exec(line))
    .filter((match) => match !== null)
    .map(([, property = '', value = '']) => [property, value.trim()] as const);
  return Object.fromEntries(pairs);
}
