/** A mobile worker (kind `user`) or a web user. */
export interface User {
  readonly kind: 'user' | 'web_user';
  readonly key: string;
  /** undefined: the scenario's own. */
  readonly project?: string;
  readonly username: string;
  /** HQ's id of the user. */
  readonly userId: string;
  readonly firstName: string;
  readonly lastName: string;
  /** In the user's own order. */
  readonly phones: readonly string[];
  /** Numbers count as two-way and verified from the start. */
  readonly verified: boolean;
  readonly language?: string;
  /** For a worker: as given, or else his user case's. */
  readonly timeZone?: string;
  readonly email?: string;
  readonly active: boolean;
  readonly data: ReadonlyMap<string, readonly string[]>;
  /** The worker's user case's properties; undefined: none. */
  readonly userCase?: ReadonlyMap<string, string>;
}

/** A group of users, or of cases (a case group). */
export interface Group {
  readonly kind: 'group' | 'case_group';
  readonly key: string;
  readonly name: string;
  /** Keys of users (group) or cases (case_group). */
  readonly members: readonly string[];
}

export interface Location {
  readonly key: string;
  readonly name: string;
  readonly type: string;
  readonly siteCode: string;
  /** Key of the parent location. */
  readonly parent?: string;
  /** Keys of users assigned here. */
  readonly users: readonly string[];
  readonly archived: boolean;
}
