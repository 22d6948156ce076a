/** A comparison as its page gets it: counts to paint at once, and each change for its list. */

export interface DiffSummary {
  readonly kind: 'diff';
  /** Of drysend. */
  readonly version: string;
  readonly stories: readonly DiffStorySummary[];
}

export interface DiffStorySummary {
  readonly title: string;
  /** In which times are given. */
  readonly zone: string;
  /** null: the story is on the other side only. */
  readonly before: SideSummary | null;
  readonly after: SideSummary | null;
  /** `3,876 messages and 1,088 errors are the same` */
  readonly sameText: string;
  readonly changed: number;
  readonly people: number;
  readonly changedPeople: number;
  /** `+120 sms, 14 moved`; '' when nothing changed. */
  readonly headline: string;
  readonly groups: readonly DiffGroupSummary[];
  /** What could not be compared. */
  readonly notes: readonly string[];
}

interface SideSummary {
  /** `visits.yaml@HEAD~1` */
  readonly name: string;
  readonly sms: number;
  readonly email: number;
  readonly errors: number;
  readonly waiting: number;
}

export interface DiffGroupSummary {
  /** `added`, `removed`, `time`, `gateway`, … */
  readonly kind: string;
  /** `14 moved` */
  readonly words: string;
  /** `one hour later`; '' where there is nothing in common. */
  readonly how: string;
  /** `alert visit` */
  readonly cause: string;
  readonly count: number;
  readonly people: number;
}

/** One message that is not the same on both sides. */
export interface ChangeRow {
  readonly label: string;
  readonly cause: string;
  /** Kinds of change, as groups have them. */
  readonly kinds: readonly string[];
  /** `one hour later; by TWILIO, not AT_KE`, or why a side has none. */
  readonly how: string;
  /** null: that side has no such message. */
  readonly before: ChangedMessage | null;
  readonly after: ChangedMessage | null;
}

export interface ChangedMessage {
  /** Wall time in the project's zone. */
  readonly at: string;
  /** `sms by AT_KE`, `error NO_PHONE_NUMBER` */
  readonly what: string;
  readonly text: string;
}
