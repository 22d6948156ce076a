/** What cases have stored where HQ reads no number or address, as far as the scenario or the journal says it. */
import type { Entry } from '../../core/model/entry.ts';
import type { Plan } from '../../core/model/plan.ts';

const propertyOf: ReadonlyMap<string | undefined, string> = new Map([
  ['NO_PHONE_NUMBER', 'contact_phone_number'],
  ['NO_EMAIL_ADDRESS', 'commcare_email_address'],
]);
const properties: readonly string[] = [...propertyOf.values()];

/** Remembers only what differs from the scenario: values that were saved later, or that a journal alone has. */
export class StoredValues {
  private readonly plan: Plan | undefined;
  /** By case and property; undefined: another value, which nothing says. */
  private readonly later = new Map<string, string | undefined>();

  constructor(plan: Plan | undefined) {
    this.plan = plan;
  }

  record({ kind, case: key, changed, about, message }: Entry): void {
    if (kind === 'updated' && key !== undefined) {
      for (const property of properties)
        if (changed?.includes(property)) this.later.set(nameOf(key, property), undefined);
    }
    if (kind === 'warning' && about?.case !== undefined) this.warned(about.case, about, message);
  }

  /** The value that the code is about, as it stands now; undefined where there is none or nothing says it. */
  valueFor(code: string | undefined, key: string | undefined): string | undefined {
    const property = propertyOf.get(code);
    if (property === undefined || key === undefined) return undefined;
    const name = nameOf(key, property);
    const value = this.later.has(name)
      ? this.later.get(name)
      : this.plan?.cases.get(key)?.properties.get(property);
    return value === '' ? undefined : value;
  }

  /** A warning quotes the value that it is about. */
  private warned(key: string, about: NonNullable<Entry['about']>, message = ''): void {
    for (const property of properties) {
      const name = nameOf(key, property);
      if (this.plan?.cases.has(key) && !this.later.has(name)) continue;
      if (about.column === property && about.found !== undefined) this.later.set(name, about.found);
      else if (message.startsWith(`${property} "`))
        this.later.set(name, message.slice(property.length + 2, message.lastIndexOf('": ')));
    }
  }
}

const nameOf = (key: string, property: string): string => `${property} ${key}`;
