export interface GrowthModel {
  readonly fixed_seconds: number;
  readonly us_per_contact: number;
  readonly us_per_message: number;
  readonly fixed_mb: number;
  readonly bytes_per_contact: number;
  readonly worst_error_percent: number;
}

export function fittedGrowth(
  sizes: readonly {
    readonly contacts: number;
    readonly messages: number;
    readonly cpu_seconds: number;
    readonly peak_rss_mb: number;
  }[],
): GrowthModel;

export function cpuSecondsOf(model: GrowthModel, contacts: number, messages: number): number;

export function leastSquares(
  rows: readonly (readonly number[])[],
  targets: readonly number[],
): readonly number[];
