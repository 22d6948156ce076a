import type { ParentLink } from '../model/case.ts';
import type { Instant } from '../model/instant.ts';
import type { User } from '../model/people.ts';

/** A registered case as the world keeps it; changed only by a save. */
export interface CaseRecord {
  readonly kind: 'case';
  readonly key: string;
  readonly project: string;
  readonly caseId: string;
  /** Order of registration, from 0. */
  readonly ordinal: number;
  readonly openedAt: Instant;
  type: string;
  name: string;
  /** Of the file until the first save that changes any; from then on its own, which saves change. */
  properties: ReadonlyMap<string, string>;
  ownProperties: Map<string, string> | undefined;
  owner: string | undefined;
  parents: readonly ParentLink[];
  externalId: string | undefined;
  lastModifiedBy: string | undefined;
  closed: boolean;
  deleted: boolean;
  serverModifiedAt: Instant;
  /** Rises with each save, and when its phone entry changes: words that were filled in before may be others now. */
  version: number;
  /** Rises when anything else may be that was decided for it: a save of its words alone leaves it as it is. */
  contactVersion: number;
}

/** A user as the world keeps it: the newest edit of it. */
export interface UserRecord {
  readonly kind: 'user';
  readonly key: string;
  readonly project: string;
  user: User;
}

/** An address without a record: of an email property. It borrows language and zone of a case. */
export interface AddressParty {
  readonly kind: 'address';
  readonly key: string;
  readonly project: string;
  readonly case: CaseRecord;
}

/** A number nobody has registered. */
export interface NumberParty {
  readonly kind: 'number';
  /** `+` and digits. */
  readonly key: string;
  readonly project: string;
  readonly number: string;
}

/** Somebody who can get one message. */
export type Party = CaseRecord | UserRecord | AddressParty | NumberParty;

/** Somebody whom nothing but a number is known of. */
export const strangerAt = (number: string, project: string): NumberParty => ({
  kind: 'number',
  key: `+${number}`,
  project,
  number,
});
