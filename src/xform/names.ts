/** Namespaces of a form. */
export const JAVAROSA = 'http://openrosa.org/javarosa';
export const CASE_NAMESPACES: ReadonlySet<string> = new Set([
  'http://commcarehq.org/case/transaction/v2',
  'http://commcarehq.org/case',
]);
/** What the form builder keeps for itself. */
export const VELLUM = 'http://commcarehq.org/xforms/vellum';
