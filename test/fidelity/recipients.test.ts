import { expect, test } from 'vitest';
import type { RecipientRef } from '../../src/core/model/alert.ts';
import { expand, type Resolved, resolve } from '../../src/core/recipients/resolve.ts';
import { rehearsePlan } from '../../src/rehearse.ts';
import { plansFrom } from '../helpers/plans-from.ts';
import { keyOf, type RecipientCase, recipientsWorld } from './direct/recipients-world.ts';
import { transitionRows } from './direct/rows.ts';

interface ResolutionRow {
  readonly id: string;
  readonly kind: 'recipient_resolution';
  readonly recipient: readonly [string, string | null];
  readonly case?: RecipientCase & { readonly missing_case?: boolean };
  readonly expect: {
    readonly resolves_to: string | null | readonly string[] | { readonly email: string | null };
  };
}

interface ExpansionRow {
  readonly id: string;
  readonly kind: 'recipient_expansion';
  readonly recipient: readonly [string, string | null];
  readonly schedule_options: {
    readonly include_descendant_locations?: boolean;
    readonly user_data_filter?: Readonly<Record<string, readonly string[]>>;
  };
  readonly expect: { readonly contacts: readonly string[]; readonly ordered: boolean };
}

test('every recipient stands for whom it stood for in HQ', () => {
  const rows = transitionRows<ResolutionRow>('recipient_resolution');
  expect(rows.length).toBeGreaterThan(20);
  const found = rows.map((row) => ({ id: row.id, resolvesTo: resolvedOf(row) }));
  expect(found).toEqual(rows.map((row) => ({ id: row.id, resolvesTo: wantedOf(row) })));
});

function resolvedOf({ recipient, case: row }: ResolutionRow): unknown {
  const { world } = recipientsWorld(row).state;
  const record = row?.missing_case ? undefined : world.cases.get('case');
  return shown(resolve(world, refOf(recipient), record));
}

function shown(resolved: Resolved | undefined): unknown {
  if (!resolved) return null;
  switch (resolved.kind) {
    case 'group':
      return resolved.group.key;
    case 'location':
      return resolved.location.key;
    case 'list':
      return resolved.cases.map(({ key }) => key);
    case 'address':
      return {
        email: resolved.key || null,
        language_code: resolved.case.properties.get('language_code') ?? null,
        time_zone: resolved.case.properties.get('time_zone') ?? null,
      };
    default:
      return resolved.key;
  }
}

/** The rows' words for their cases are names of ours. */
function wantedOf({ expect: { resolves_to: wanted } }: ResolutionRow): unknown {
  if (typeof wanted !== 'string') return wanted;
  if (wanted === 'that case') return 'case';
  return wanted === 'the parent case' ? 'parent_case' : keyOf(wanted);
}

test('every recipient is expanded to the contacts it had in HQ', () => {
  const rows = transitionRows<ExpansionRow>('recipient_expansion');
  expect(rows.length).toBeGreaterThan(5);
  const found = rows.map((row) => ({ id: row.id, contacts: contactsOf(row) }));
  expect(found).toEqual(
    rows.map(({ id, expect: wanted }) => ({ id, contacts: wanted.contacts.map(nameOf).sort() })),
  );
});

test('a missing address ends as NO_EMAIL_ADDRESS, since HQ makes a recipient of it', () => {
  const [plan] = plansFrom(`
scenario: A clinic without an address
cases: {pat: {type: person}}
alerts:
  report: {case_type: person, to: {email_property: clinic_email}, send: immediately, email: {subject: Hello, body: Hi}}
timeline:
  - {at: 2026-03-02 09:00, register: pat}
expect:
  - error: {code: NO_EMAIL_ADDRESS, case: pat, alert: report}
`);
  const run = rehearsePlan(plan!);
  expect(run.verdicts.filter(({ kept }) => !kept)).toEqual([]);
  expect([...run.journal.entries()].find(({ kind }) => kind === 'error')).not.toHaveProperty('to');
});

const nameOf = (contact: string): string => (contact === 'the case' ? 'case' : contact);

function contactsOf({ recipient, schedule_options: options }: ExpansionRow): string[] {
  const { world } = recipientsWorld().state;
  const ref = refOf(recipient, options.include_descendant_locations);
  const filter = new Map(Object.entries(options.user_data_filter ?? {}));
  const resolved = resolve(world, ref, world.cases.get('case'));
  return expand(world, resolved, { of: 'user', values: filter })
    .map(({ key }) => key)
    .sort();
}

function refOf([type, id]: readonly [string, string | null], descendants = false): RecipientRef {
  const key = keyOf(id ?? '');
  switch (type) {
    case 'CommCareCase':
      return { kind: 'case_key', key: key === '<existing case>' ? 'case' : key };
    case 'CommCareUser':
      return { kind: 'user', key };
    case 'WebUser':
      return { kind: 'web_user', key };
    case 'Group':
      return { kind: 'group', key };
    case 'CommCareCaseGroup':
      return { kind: 'case_group', key: 'case_group' };
    case 'Location':
      return { kind: 'location', key, descendants, types: [] };
    case 'Owner':
      return { kind: 'owner' };
    case 'LastSubmittingUser':
      return { kind: 'last_submitting_user' };
    case 'ParentCase':
      return { kind: 'parent' };
    case 'AllChildCases':
      return { kind: 'children' };
    case 'CasePropertyUser':
      return { kind: 'user_property', property: key };
    case 'CasePropertyEmail':
      return { kind: 'email_property', property: key };
    default:
      return {
        kind: id === 'HOST_CASE_OWNER_LOCATION' ? 'host_owner_location' : 'host_owner_location_parent',
      };
  }
}
