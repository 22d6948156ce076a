import type { Alert, Broadcast } from './alert.ts';
import type { CaseSeed } from './case.ts';
import type { Expectation, PromisedFields, SourceLocation } from './expectation.ts';
import type { Gateway, Routing } from './gateway.ts';
import type { Instant } from './instant.ts';
import type { Group, Location, User } from './people.ts';
import type { Project } from './project.ts';
import type { Survey } from './survey.ts';
import type { Texts } from './texts.ts';
import type { TimelineEntry } from './timeline.ts';
import type { Forwarding, Keyword } from './two-way.ts';
import type { UpdateRule } from './update-rule.ts';
import type { WarningCode } from './warning-codes.ts';

/**
 * A scenario, read and sound: all that a rehearsal needs. Maps keep file order. Fields marked as internal are left
 * out of the published types: plans are made by `defineScenario` and `readScenario`, and handed on whole.
 */
export interface Plan {
  readonly title: string;
  readonly about?: string;
  readonly tags: readonly string[];
  readonly source: SourceLocation;
  readonly seed: number;
  /**
   * The draws of random windows in order, for tests; running out is an error.
   * @internal
   */
  readonly randomMinutes?: readonly number[];
  readonly startsAt: Instant;
  /** undefined: when idle. Inclusive. */
  readonly endsAt?: Instant;
  /** @internal */
  readonly project: Project;
  /**
   * Other projects by name; their cases and gateways stand in `cases` and `gateways`.
   * @internal
   */
  readonly otherProjects: ReadonlyMap<string, Project>;
  /** @internal */
  readonly otherRouting: ReadonlyMap<string, Routing>;
  /**
   * In file order; several may share a name in different scopes.
   * @internal
   */
  readonly gateways: readonly Gateway[];
  /** @internal */
  readonly routing: Routing;
  /**
   * All cases the file knows, registered or not; those of other projects as `project/key`.
   * @internal
   */
  readonly cases: ReadonlyMap<string, CaseSeed>;
  /**
   * Mobile workers and web users.
   * @internal
   */
  readonly users: ReadonlyMap<string, User>;
  /**
   * User groups and case groups.
   * @internal
   */
  readonly groups: ReadonlyMap<string, Group>;
  /** @internal */
  readonly locations: ReadonlyMap<string, Location>;
  /**
   * Alerts that exist at the start, and those the timeline creates, in file order of all.
   * @internal
   */
  readonly alerts: readonly Alert[];
  /**
   * Keys of alerts that do not exist until the timeline creates them.
   * @internal
   */
  readonly alertsToCome: ReadonlySet<string>;
  /** @internal */
  readonly broadcasts: readonly Broadcast[];
  /**
   * Rules that change cases, in file order.
   * @internal
   */
  readonly updateRules: readonly UpdateRule[];
  /** @internal */
  readonly keywords: readonly Keyword[];
  /** @internal */
  readonly surveys: ReadonlyMap<string, Survey>;
  /** @internal */
  readonly forwarding: readonly Forwarding[];
  /** @internal */
  readonly timeline: readonly TimelineEntry[];
  /** @internal */
  readonly expectations: readonly Expectation[];
  /**
   * The file has an `expect`, be it an empty one.
   * @internal
   */
  readonly promises?: boolean;
  /**
   * False: every sent message and every error must be claimed (when there is any expectation).
   * @internal
   */
  readonly othersAllowed: boolean;
  /** @internal */
  readonly allow: readonly PromisedFields[];
  /** @internal */
  readonly invariantsOff: ReadonlySet<string>;
  /**
   * Given once before the run: what the loader noticed that HQ would accept in silence.
   * @internal
   */
  readonly notices: readonly Notice[];
  /**
   * Where the file has the words, by the texts that were read from it, then by language.
   * @internal
   */
  readonly textPlaces?: TextPlaces;
}

type TextPlaces = ReadonlyMap<Texts, ReadonlyMap<string, SourceLocation>>;

/** A warning that the loader or an import hands to the journal at the start of the run. */
export interface Notice {
  readonly code: WarningCode;
  readonly message: string;
  readonly hint?: string;
  readonly about: Readonly<Record<string, string>>;
  /** Undefined: what it is about says where, or the whole scenario is meant. */
  readonly source?: SourceLocation;
}
