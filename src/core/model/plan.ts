import type { Alert, Broadcast } from './alert.ts';
import type { CaseSeed } from './case.ts';
import type { Expectation, PromisedFields, SourceLocation } from './expectation.ts';
import type { Gateway, Routing } from './gateway.ts';
import type { Instant } from './instant.ts';
import type { Group, Location, User } from './people.ts';
import type { Project } from './project.ts';
import type { Survey } from './survey.ts';
import type { TimelineEntry } from './timeline.ts';
import type { Forwarding, Keyword } from './two-way.ts';
import type { UpdateRule } from './update-rule.ts';

/** A scenario, read and sound: all that a rehearsal needs. Maps keep file order. */
export interface Plan {
  readonly title: string;
  readonly about?: string;
  readonly tags: readonly string[];
  readonly source: SourceLocation;
  readonly seed: number;
  /** The draws of random windows in order, for tests; running out is an error. */
  readonly randomMinutes?: readonly number[];
  readonly startsAt: Instant;
  /** undefined: when idle. Inclusive. */
  readonly endsAt?: Instant;
  readonly project: Project;
  /** Other projects by name; their cases and gateways stand in `cases` and `gateways`. */
  readonly otherProjects: ReadonlyMap<string, Project>;
  readonly otherRouting: ReadonlyMap<string, Routing>;
  /** In file order; several may share a name in different scopes. */
  readonly gateways: readonly Gateway[];
  readonly routing: Routing;
  /** All cases the file knows, registered or not; those of other projects as `project/key`. */
  readonly cases: ReadonlyMap<string, CaseSeed>;
  /** Mobile workers and web users. */
  readonly users: ReadonlyMap<string, User>;
  /** User groups and case groups. */
  readonly groups: ReadonlyMap<string, Group>;
  readonly locations: ReadonlyMap<string, Location>;
  /** Alerts that exist at the start, and those the timeline creates, in file order of all. */
  readonly alerts: readonly Alert[];
  /** Keys of alerts that do not exist until the timeline creates them. */
  readonly alertsToCome: ReadonlySet<string>;
  readonly broadcasts: readonly Broadcast[];
  /** Rules that change cases, in file order. */
  readonly updateRules: readonly UpdateRule[];
  readonly keywords: readonly Keyword[];
  readonly surveys: ReadonlyMap<string, Survey>;
  readonly forwarding: readonly Forwarding[];
  readonly timeline: readonly TimelineEntry[];
  readonly expectations: readonly Expectation[];
  /** The file has an `expect`, be it an empty one. */
  readonly promises?: boolean;
  /** False: every sent message and every error must be claimed (when there is any expectation). */
  readonly othersAllowed: boolean;
  readonly allow: readonly PromisedFields[];
  readonly invariantsOff: ReadonlySet<string>;
  /** Said once before the run: what the loader noticed that HQ would accept in silence. */
  readonly notices: readonly Notice[];
}

/** A warning that the loader or an import hands to the journal at the start of the run. */
export interface Notice {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  readonly about: Readonly<Record<string, string>>;
}
