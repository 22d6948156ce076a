import type { ParentLink } from '../../../../core/model/case.ts';
import type { CaseRecord } from '../../../../core/state/records.ts';
import type { WrittenEntry } from '../../act-entry.ts';
import type { LiveSession } from '../../live-session.ts';
import { type Written, writtenOf } from '../../scenario-text.ts';
import { hqError } from '../hq-error.ts';
import type { CaseBody, IndexBody } from './case-body.ts';
import { casesOf } from './case-json.ts';

/** What one request does, gathered before anything of it is done. */
export class Batch {
  private readonly session: LiveSession;
  private readonly records: readonly CaseRecord[];
  private readonly keys: string[] = [];
  private readonly fresh = new Map<
    string,
    { readonly body: CaseBody; readonly seed: Record<string, string> }
  >();
  private readonly changes: { readonly record: CaseRecord; readonly body: CaseBody }[] = [];
  private readonly temporary = new Map<string, string>();

  constructor(session: LiveSession) {
    this.session = session;
    this.records = casesOf(session);
  }

  /** One row of a list. Without `create` a row with an external id updates the case that has it. */
  take(body: CaseBody): void {
    const isUpsert = body.create === undefined && body.externalId !== undefined && body.caseId === undefined;
    if (isUpsert) {
      const known = this.byExternalId(body.externalId!);
      return known ? this.update(known, body) : this.create(body);
    }
    if (body.create === undefined) throw hqError(400, "A 'create' flag is required for each update.");
    if (body.create) return this.create(body);
    if (body.caseId === undefined && body.externalId === undefined) {
      throw hqError(400, 'Case updates must provide either a case_id or external_id');
    }
    this.update(this.meant(body), body);
  }

  create(body: CaseBody): void {
    const { caseId, caseName, caseType, externalId, ownerId, temporaryId, properties } = body;
    if (caseId !== undefined) throw hqError(400, 'You cannot specify case_id when creating a new case');
    for (const [name, value] of Object.entries({
      case_name: caseName,
      case_type: caseType,
      owner_id: ownerId,
    })) {
      if (value === undefined) throw hqError(400, `Property ${name} is required.`);
    }
    const key = this.freeKey(caseName ?? '');
    const seed = { ...properties, type: caseType ?? '', name: caseName ?? '', ...this.ownerIn(body) };
    this.fresh.set(key, {
      body,
      seed: externalId === undefined ? seed : { ...seed, external_id: externalId },
    });
    if (temporaryId !== undefined) this.temporary.set(temporaryId, key);
    this.keys.push(key);
  }

  update(record: CaseRecord, body: CaseBody): void {
    this.changes.push({ record, body });
    this.keys.push(record.key);
  }

  byId(caseId: string): CaseRecord {
    const record = this.records.find((each) => each.caseId === caseId);
    if (!record) throw hqError(400, `No case found with ID '${caseId.slice(0, 80)}'`);
    return record;
  }

  byExternalId(externalId: string): CaseRecord | undefined {
    const found = this.records.filter((each) => each.externalId === externalId);
    if (found.length > 1) throw hqError(400, `There are multiple cases with external_id ${externalId}`);
    return found[0];
  }

  /** The case that a body names. */
  meant({ caseId, externalId = '' }: CaseBody): CaseRecord {
    if (caseId !== undefined) return this.byId(caseId);
    const record = this.byExternalId(externalId);
    if (!record) throw hqError(400, `Could not find a case with external_id '${externalId}'`);
    return record;
  }

  /** Does all of it as of now; gives the keys of the cases in the order of the request. */
  perform(): readonly string[] {
    const cases = new Map<string, Written>();
    for (const [key, { body, seed }] of this.fresh) {
      const parent = this.linksOf(body, []);
      cases.set(key, writtenOf(parent.length > 0 ? { ...seed, parent } : seed));
    }
    const updates = this.changes.map(
      ({ record, body }) => [record.key, this.changeOf(record, body)] as const,
    );
    const entries: WrittenEntry[] = [];
    if (cases.size > 0) entries.push({ register: [...cases.keys()] });
    for (const [key, change] of updates) {
      if (Object.keys(change).length > 0) entries.push({ update: { [key]: writtenOf(change) } });
    }
    const closed = [
      ...[...this.fresh].filter(([, { body }]) => body.close).map(([key]) => key),
      ...this.changes.filter(({ body }) => body.close).map(({ record }) => record.key),
    ];
    if (closed.length > 0) entries.push({ close: [...new Set(closed)] });
    if (entries.length > 0) this.session.perform({ entries, cases });
    return this.keys;
  }

  private changeOf(record: CaseRecord, body: CaseBody): Record<string, unknown> {
    const { caseName, caseType, externalId, properties, indices } = body;
    const parent = this.linksOf(body, record.parents);
    return {
      ...properties,
      ...(caseType !== undefined && { type: caseType }),
      ...(caseName !== undefined && { name: caseName }),
      ...(externalId !== undefined && { external_id: externalId }),
      ...(indices.size > 0 && { parent: parent.length > 0 ? parent : 'none' }),
      ...this.ownerIn(body),
    };
  }

  /** The links a case has afterwards. */
  private linksOf({ indices }: CaseBody, before: readonly ParentLink[]): ParentLink[] {
    const kept = before.filter(({ identifier }) => !indices.has(identifier));
    const added = [...indices].flatMap(([identifier, index]): ParentLink[] => {
      const key = this.targetOf(index);
      return key === undefined ? [] : [{ case: key, identifier, relationship: index.relationship }];
    });
    return [...kept, ...added];
  }

  private targetOf({ caseId, externalId, temporaryId }: IndexBody): string | undefined {
    if (caseId !== undefined) return this.byId(caseId).key;
    if (temporaryId !== undefined) {
      const key = this.temporary.get(temporaryId);
      if (key === undefined) throw hqError(400, `Could not find a case with temporary_id '${temporaryId}'`);
      return key;
    }
    if (externalId === undefined) return undefined;
    const fresh = [...this.fresh].find(([, { body }]) => body.externalId === externalId)?.[0];
    return fresh ?? this.meant({ externalId } as CaseBody).key;
  }

  /** An owner whom the scenario does not know is left out. */
  private ownerIn({ ownerId }: CaseBody): { readonly owner?: string } {
    const { users, groups, locations } = this.session.plan;
    const isKnown = ownerId !== undefined && [users, groups, locations].some((known) => known.has(ownerId));
    return isKnown ? { owner: ownerId! } : {};
  }

  private freeKey(name: string): string {
    const { plan } = this.session;
    const slug =
      name
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '_')
        .replace(/^_+|_+$/g, '') || 'case';
    const isTaken = (key: string): boolean =>
      plan.cases.has(key) || plan.users.has(key) || this.fresh.has(key) || forbidden.has(key);
    let key = slug;
    for (let count = 2; isTaken(key); count += 1) key = `${slug}_${count}`;
    return key;
  }
}

/** Keys that no map of a scenario may have. */
const forbidden: ReadonlySet<string> = new Set(['constructor', 'prototype']);
