import type { Alert, Broadcast } from './alert.ts';
import type { CaseChange } from './case.ts';
import type { Expectation, PromisedFields, SourceLocation } from './expectation.ts';
import type { Gateway } from './gateway.ts';
import type { Instant } from './instant.ts';
import type { Group, Location, User } from './people.ts';
import type { Project } from './project.ts';
import type { Texts } from './texts.ts';
import type { UpdateRule } from './update-rule.ts';

/** One thing that happens, at one instant. Edits arrive whole: the loader has merged them. */
export interface TimelineEntry {
  readonly at: Instant;
  readonly source: SourceLocation;
  readonly act: Act;
}

export type Act =
  | { readonly verb: 'register'; readonly keys: readonly string[] }
  | { readonly verb: 'update'; readonly changes: readonly CaseChange[] }
  | { readonly verb: 'close' | 'reopen' | 'delete'; readonly keys: readonly string[] }
  | { readonly verb: 'user'; readonly users: readonly User[]; readonly changed: readonly string[] }
  | { readonly verb: 'group'; readonly groups: readonly Group[]; readonly changed: readonly string[] }
  | {
      readonly verb: 'location';
      readonly locations: readonly Location[];
      readonly changed: readonly string[];
    }
  | {
      readonly verb: 'inbound';
      /** Key of a case or user, or digits of a number. */
      readonly from: string;
      readonly fromKind: 'case' | 'user' | 'number';
      readonly via?: string;
      readonly text: string;
      readonly messageId?: string;
    }
  | {
      readonly verb: 'receipt';
      readonly match: PromisedFields;
      readonly status: string;
      readonly code?: string;
    }
  | {
      readonly verb: 'send';
      readonly to: string;
      readonly texts: Texts;
      readonly chat: boolean;
      readonly via?: string;
    }
  | { readonly verb: 'broadcast'; readonly broadcast: Broadcast; readonly changed: readonly string[] }
  | {
      readonly verb: 'alert';
      readonly action: 'create' | 'on' | 'off' | 'delete' | 'edit';
      readonly alert: Alert;
      readonly changed: readonly string[];
    }
  | { readonly verb: 'gateway'; readonly gateway: Gateway; readonly changed: readonly string[] }
  | {
      readonly verb: 'settings';
      readonly project: Partial<Project>;
      /** Given when `default_gateway` was set: the project's `*`; null removes it. */
      readonly defaultGateway?: string | null;
      readonly changed: readonly string[];
    }
  /** `run`: at once, beside the daily run. */
  | { readonly verb: 'rules'; readonly action: 'run' }
  | {
      readonly verb: 'rules';
      readonly action: 'edit';
      readonly rule: UpdateRule;
      readonly changed: readonly string[];
    }
  | { readonly verb: 'platform'; readonly up: boolean; readonly inboundLost: boolean }
  | { readonly verb: 'formplayer'; readonly up: boolean }
  | { readonly verb: 'verify'; readonly user: string; readonly number: string }
  | { readonly verb: 'expect'; readonly expectations: readonly Expectation[] }
  | { readonly verb: 'note'; readonly text: string };
