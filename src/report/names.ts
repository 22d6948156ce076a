/** Every format a report can have: the one visible list, light enough for a help page. */
export const reporterNames = [
  ...(['pretty', 'dots', 'json', 'html'] as const),
  ...(['junit', 'ctrf', 'github', 'tap', 'teamcity'] as const),
] as const;

export type ReporterName = (typeof reporterNames)[number];

/** Every form in which coverage can be had. */
export const coverageReportNames = ['text', 'json', 'lcov'] as const;

export type CoverageReportName = (typeof coverageReportNames)[number];

/** Every form in which the changes of `drysend mutate` can be had. */
export const mutationReportNames = ['text', 'json', 'stryker'] as const;

export type MutationReportName = (typeof mutationReportNames)[number];
