/**
 * A large import in two passes over its file, with no more than one case in memory: the first looks for what the cases have to do with each
 * other, the second gives each its key, inspects it and writes it down. Cases, notices and problems are those of `importCases`.
 */
import type { ParentLink } from '../core/model/case.ts';
import { TextNumbers } from '../core/text/text-numbers.ts';
import { type CaseFile, CasesOnDisk } from './cases-on-disk.ts';
import type { FoundCase, FoundParent, NamedCase } from './found-case.ts';
import { eachCase, kindOf } from './import-cases.ts';
import { ImportReport } from './import-report.ts';
import type { ImportDeclaration, Imported, ImportFile, ImportProblem } from './importer.ts';
import { ColumnFacts, inspectCase } from './inspect-cases.ts';
import { cellOf, chooseKey, freeKey, keyHint } from './name-cases.ts';
import { isUntyped, noType, noteType, noteUnknownParent, seedFrom } from './seed-cases.ts';
import { unknownColumn } from './sheet-header.ts';

/** A list in JSON is read as a whole, and has no room on a disk. */
export const canBeOnDisk = (file: ImportFile): boolean => kindOf(file) !== 'list';

const STEP_ROWS = 100_000;

export function importOnDisk(
  declaration: ImportDeclaration,
  file: ImportFile,
  caseFile: () => CaseFile,
): Imported {
  return new ImportOnDisk(declaration, file).imported(caseFile);
}

class ImportOnDisk {
  private readonly declaration: ImportDeclaration;
  private readonly file: ImportFile;
  private readonly report: ImportReport;
  private readonly facts = new ColumnFacts();
  /** By case id, and by external id where a parent is named by one: the place of the case among those that are kept. */
  private readonly byCaseId = new TextNumbers();
  private byExternalId: TextNumbers | undefined;
  private readonly columns = new Set<string>();
  private hasKeys = false;
  private isLinkedByExternalId = false;
  private kept = 0;

  constructor(declaration: ImportDeclaration, file: ImportFile) {
    this.declaration = declaration;
    this.file = file;
    this.report = new ImportReport(declaration.file, file.path);
  }

  imported(caseFile: () => CaseFile): Imported {
    const { report } = this;
    const isRead = this.each(report, (found) => this.learn(found));
    if (!isRead || report.hasProblems)
      return { cases: [], notices: report.notices(), problems: report.problems() };
    const { key } = this.declaration;
    if (key !== undefined && !this.hasKeys) report.problem(unknownColumn(key, [...this.columns]));
    if (this.isLinkedByExternalId) this.learnExternalIds();
    const onDisk = new CasesOnDisk(caseFile(), { project: this.declaration.project, path: this.file.path });
    const problem = new CaseWriter(this.declaration, this.links(), report, onDisk, () => this.hint()).all(
      (take) => this.each(new ImportReport(''), take),
    );
    if (problem) report.problem(problem);
    onDisk.finish();
    return { cases: [], onDisk, notices: report.notices(), problems: report.problems() };
  }

  /** Goes through the file once. */
  private each(report: ImportReport, take: (found: FoundCase) => void): boolean {
    let rows = 0;
    return eachCase(this.declaration, this.file, report, { looksAhead: false }, (found) => {
      rows += 1;
      if (rows % STEP_ROWS === 0) this.file.onStep?.();
      take(found);
    });
  }

  private learn(found: FoundCase): void {
    const { declaration, facts, columns } = this;
    const id = found.fields.get('case_id');
    if (id !== undefined && this.byCaseId.add(id, this.kept) !== undefined) return;
    this.kept += 1;
    facts.add(found);
    const { key } = declaration;
    if (key !== undefined && !this.hasKeys) {
      this.hasKeys = cellOf(found, key, declaration.columns) !== undefined;
      for (const name of found.fields.keys()) columns.add(name);
      for (const name of found.properties.keys()) columns.add(name);
    }
    if (found.parents.some(({ caseId }) => caseId === undefined)) this.isLinkedByExternalId = true;
  }

  private learnExternalIds(): void {
    const byExternalId = new TextNumbers();
    this.eachKept((found, index) => {
      const id = found.fields.get('external_id');
      if (id !== undefined) byExternalId.add(id, index);
      return true;
    });
    this.byExternalId = byExternalId;
  }

  /** Those that are kept, as long as they are wanted. */
  private eachKept(isWanted: (found: FoundCase, index: number) => boolean): void {
    let index = 0;
    try {
      this.each(new ImportReport(''), (found) => {
        const id = found.fields.get('case_id');
        if (id !== undefined && this.byCaseId.get(id) !== index) return;
        index += 1;
        if (!isWanted(found, index - 1)) throw enough;
      });
    } catch (error) {
      if (error !== enough) throw error;
    }
  }

  private hint(): string {
    return keyHint((isWanted) => this.eachKept(isWanted));
  }

  private links(): Links {
    return { facts: this.facts, byCaseId: this.byCaseId, byExternalId: this.byExternalId };
  }
}

/** Ends a pass over the file before its end. */
const enough = new Error('enough');

interface Links {
  readonly facts: ColumnFacts;
  readonly byCaseId: TextNumbers;
  readonly byExternalId: TextNumbers | undefined;
}

/** The second pass. */
class CaseWriter {
  private readonly declaration: ImportDeclaration;
  private readonly links: Links;
  private readonly report: ImportReport;
  private readonly onDisk: CasesOnDisk;
  private readonly hintOf: () => string;
  private readonly nextNumber = new TextNumbers();
  private hint: string | undefined;
  private untyped: NamedCase | undefined;

  constructor(
    declaration: ImportDeclaration,
    links: Links,
    report: ImportReport,
    onDisk: CasesOnDisk,
    hintOf: () => string,
  ) {
    this.declaration = declaration;
    this.links = links;
    this.report = report;
    this.onDisk = onDisk;
    this.hintOf = hintOf;
  }

  /** What is found to be wrong when all are written. */
  all(each: (take: (found: FoundCase) => void) => void): ImportProblem | undefined {
    each((found) => {
      if (!this.isFirstOfId(found)) return;
      this.write({ key: this.keyOf(found), found });
    });
    return this.untyped && noType(this.untyped);
  }

  private isFirstOfId({ place, fields }: FoundCase): boolean {
    const id = fields.get('case_id');
    const first = id === undefined ? undefined : this.links.byCaseId.get(id);
    if (id === undefined || first === this.onDisk.size) return true;
    const [seed] = this.onDisk.at([first!]);
    const becomes = `${place.word} ${seed!.source!.line} has it and is used, this one is left out`;
    this.report.note({ code: 'IMPORT_CASE_ID_TWICE', place, column: 'case_id', found: id, becomes });
    return false;
  }

  private keyOf(found: FoundCase): string {
    const { declaration, report, onDisk } = this;
    const chosen = chooseKey(found, declaration, report);
    const key = freeKey(chosen, { has: (text) => onDisk.indexOf(text) >= 0 }, this.nextNumber);
    if (key === chosen) return key;
    this.hint ??= this.hintOf();
    const becomes = `called "${key}"`;
    report.note({
      code: 'IMPORT_KEY_TAKEN',
      place: found.place,
      key,
      found: chosen,
      becomes,
      hint: this.hint,
    });
    return key;
  }

  private write(named: NamedCase): void {
    const { declaration, report, onDisk } = this;
    inspectCase(named, this.links.facts, report);
    if (this.untyped === undefined && isUntyped(named, declaration)) this.untyped = named;
    noteType(named, declaration, report);
    const parents = named.found.parents.flatMap((parent) => this.linkTo(parent, named));
    onDisk.add(seedFrom(named, declaration, onDisk.path, []), parents);
  }

  private linkTo(
    parent: FoundParent,
    named: NamedCase,
  ): (readonly [number, string, ParentLink['relationship']])[] {
    const { byCaseId, byExternalId } = this.links;
    const { caseId, externalId, identifier, relationship } = parent;
    const index = caseId === undefined ? byExternalId?.get(externalId ?? '') : byCaseId.get(caseId);
    if (index !== undefined) return [[index, identifier, relationship]];
    noteUnknownParent(named, parent, this.report);
    return [];
  }
}
