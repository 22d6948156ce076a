/** `error`: messages go wrong or do not go; `note`: nothing needs mending. The words are those of SARIF. */
export type Severity = 'error' | 'warning' | 'note';
