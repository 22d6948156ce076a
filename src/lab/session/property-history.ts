/** What the cases of a live run were like after each save. */
import type { CaseRecord } from '../../core/state/records.ts';

/** A case as one save has left it. */
export interface SavedCase {
  /** Index of the line of the journal that says so. */
  readonly line: number;
  /** Properties and the fields beside them. */
  readonly properties: ReadonlyMap<string, string>;
  readonly fields: Readonly<Record<'name' | 'type' | 'owner', string>>;
}

/** One value that a save has changed. */
export interface ValueChange {
  readonly line: number;
  readonly name: string;
  readonly value: string;
  /** undefined: the case did not have it. */
  readonly before: string | undefined;
  /** Whether the case came with it. */
  readonly isFirst: boolean;
}

export class PropertyHistory {
  private readonly saves = new Map<string, SavedCase[]>();

  record(line: number, { key, properties, ownProperties, name, type, owner = '' }: CaseRecord): void {
    const kept = properties === ownProperties ? new Map(properties) : properties;
    const saved = { line, properties: kept, fields: { name, type, owner } };
    const known = this.saves.get(key);
    if (known) known.push(saved);
    else this.saves.set(key, [saved]);
  }

  /** What the saves of a case have changed, the first of them all that it came with; oldest first. */
  changesOf(key: string): readonly ValueChange[] {
    const saves = this.saves.get(key) ?? [];
    return saves.flatMap((saved, index) => changesBetween(saves[index - 1], saved));
  }
}

function changesBetween(
  before: SavedCase | undefined,
  { line, properties, fields }: SavedCase,
): ValueChange[] {
  const own = [...Object.entries(fields), ...properties];
  const valueBefore = (name: string): string | undefined =>
    name in fields ? before?.fields[name as keyof typeof fields] : before?.properties.get(name);
  return own
    .map(([name, value]) => ({ line, name, value, before: valueBefore(name), isFirst: before === undefined }))
    .filter(({ value, before: old }) => value !== (old ?? ''));
}
