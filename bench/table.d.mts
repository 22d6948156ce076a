interface Kept {
  readonly name: string;
  readonly date: string;
  readonly failed?: string;
  readonly [result: string]: unknown;
}

export function tableRows(results: readonly Kept[]): readonly (readonly string[])[];
export function textTable(results: readonly Kept[]): string;
export function markdownTable(results: readonly Kept[]): string;
