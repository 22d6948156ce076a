/** Something that HQ hides but a tester must know. */
export interface Warning {
  readonly code: string;
  readonly message: string;
  readonly hint?: string | undefined;
  /** `{ case: 'asha' }` */
  readonly about: Readonly<Record<string, string>>;
}
