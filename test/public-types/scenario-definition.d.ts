/** Written by `npm run docs` from the tables of the scenario language: not to be edited. */
/** An empty value: nothing is listed. */
type Empty = "" | null;
/** A text, or what YAML would read as one. */
type Scalar = string | number | boolean | null;
/** `2026-03-09 09:00`, in the project’s zone or with one; a Date writes itself so. */
type Time = string | Date;
/** Keys that cannot stand beside those of another form. */
type Without<K extends PropertyKey> = {
    readonly [P in K]?: undefined;
};
/** What is set up, what happens, and what people must receive. The language: docs/scenarios.md. */
interface ScenarioDefinition {
    /** Title. */
    readonly scenario: string | number | boolean;
    /** Free text. */
    readonly about?: Scalar;
    /** Words for --tag. */
    readonly tags?: string | number | boolean | readonly (string | number | boolean)[];
    /** Files whose settings are merged into this one. */
    readonly use?: string | number | boolean | readonly (string | number | boolean)[];
    /** For every random choice; default 1. */
    readonly seed?: string | number;
    /** For tests: the draws of random windows in order. */
    readonly random_minutes?: readonly (string | number)[] | Empty;
    /** First instant; default: the first timeline entry. */
    readonly starts?: Time;
    /** Last instant, or "when idle"; default: the last timeline entry + 1 day. */
    readonly ends?: string;
    /** Settings shared by all contacts. */
    readonly project?: ProjectDefinition;
    /** Other projects: a number is owned across all of them. */
    readonly other_projects?: {
        readonly [key: string]: OtherProjectDefinition;
    } | Empty;
    /** Named ways out. */
    readonly gateways?: {
        readonly [key: string]: GatewayDefinition;
    } | Empty;
    /** Who gets what prefix. */
    readonly routing?: RoutingDefinition;
    /** The registered records. */
    readonly cases?: {
        readonly [key: string]: CaseDefinition;
    } | Empty;
    /** Cases from files. */
    readonly import?: readonly {
        /** CSV, XLSX, JSON or NDJSON, relative to this file. */
        readonly file: string | number | boolean;
        /** Case type of rows that name none. */
        readonly type?: string | number | boolean;
        /** When the cases are registered; left out: the timeline does it. */
        readonly register_at?: Time;
        /** The column that names each case. */
        readonly key?: string | number | boolean;
        /** Column → property. */
        readonly columns?: {
            readonly [key: string]: string | number | boolean;
        } | Empty;
    }[] | Empty;
    /** Mobile workers. */
    readonly users?: {
        readonly [key: string]: UserDefinition;
    } | Empty;
    /** Web users. */
    readonly web_users?: {
        readonly [key: string]: UserDefinition;
    } | Empty;
    /** Groups of users, or of cases. */
    readonly groups?: {
        readonly [key: string]: GroupDefinition;
    } | Empty;
    /** Groups of cases. */
    readonly case_groups?: {
        readonly [key: string]: CaseGroupDefinition;
    } | Empty;
    /** Locations. */
    readonly locations?: {
        readonly [key: string]: LocationDefinition;
    } | Empty;
    /** Conditional alerts. */
    readonly alerts?: {
        readonly [key: string]: AlertDefinition;
    } | Empty;
    /** Broadcasts. */
    readonly broadcasts?: {
        readonly [key: string]: BroadcastDefinition;
    } | Empty;
    /** Rules that change cases once a day. */
    readonly rules?: {
        readonly [key: string]: UpdateRuleDefinition;
    } | Empty;
    /** Words that contacts may send. */
    readonly keywords?: {
        readonly [key: string]: KeywordDefinition;
    } | Empty;
    /** SMS surveys. */
    readonly surveys?: {
        readonly [key: string]: SurveyDefinition;
    } | Empty;
    /** What is sent on. */
    readonly forwarding?: readonly {
        /** Only texts that begin with this word; left out: every text. */
        readonly keyword?: string | number | boolean;
        /** The gateway it goes out through. */
        readonly via: string | number;
    }[] | Empty;
    /** What happens, in order of time. */
    readonly timeline?: readonly TimelineEntryDefinition[] | Empty;
    /** What must come out. */
    readonly expect?: readonly ExpectationDefinition[] | Empty;
    /** Messages and errors that no expectation claims; default forbidden. */
    readonly others?: "forbidden" | "allowed";
    /** Parts that need no expectation. */
    readonly allow?: readonly (string | ({
        readonly sms: SmsFieldsDefinition;
    } & Without<Exclude<"email" | "error" | "inbound" | "warning" | keyof FieldsDefinition, "sms">>) | ({
        readonly email: EmailFieldsDefinition;
    } & Without<Exclude<"sms" | "error" | "inbound" | "warning" | keyof FieldsDefinition, "email">>) | ({
        readonly error: ErrorFieldsDefinition;
    } & Without<Exclude<"sms" | "email" | "inbound" | "warning" | keyof FieldsDefinition, "error">>) | ({
        readonly inbound: InboundFieldsDefinition;
    } & Without<Exclude<"sms" | "email" | "error" | "warning" | keyof FieldsDefinition, "inbound">>) | ({
        readonly warning: WarningFieldsDefinition;
    } & Without<Exclude<"sms" | "email" | "error" | "inbound" | keyof FieldsDefinition, "warning">>) | (FieldsDefinition & Without<Exclude<"sms" | "email" | "error" | "inbound" | "warning", keyof FieldsDefinition>>) | string)[] | Empty;
    /** Always-on checks to switch off. */
    readonly invariants?: {
        /** Names of checks to switch off, or all. */
        readonly off?: "all" | "no-duplicate" | "no-send-to-opted-out" | "no-send-after-close" | "no-stale-send" | "no-send-outside-hours" | "daily-limit-kept" | "one-owner-per-number" | "every-message-ends" | "no-lost-message" | "clock-never-goes-back" | readonly ("all" | "no-duplicate" | "no-send-to-opted-out" | "no-send-after-close" | "no-stale-send" | "no-send-outside-hours" | "daily-limit-kept" | "one-owner-per-number" | "every-message-ends" | "no-lost-message" | "clock-never-goes-back")[];
    };
    /** The scenario runs once per row, {{column}} replaced. */
    readonly examples?: readonly ({
        readonly [key: string]: Scalar;
    } | Empty)[] | Empty;
}
interface AlertDefinition {
    /** The type of cases it watches. */
    readonly case_type: string | number | boolean;
    /** Criteria; left out: always. */
    readonly when?: {
        readonly not_modified_for?: string | number;
        readonly parent_closed?: string | number | boolean;
        readonly owner_location?: string | number | {
            /** The location that owns the case. */
            readonly location: string | number;
            /** With the locations below it. */
            readonly descendants?: "yes" | "no" | "true" | "false" | boolean;
        };
        readonly [key: string]: Scalar | {
            /** Differs from this; a missing property differs from everything. */
            readonly not?: Scalar;
            /** Whether it has a value. */
            readonly has_value?: "yes" | "no" | "true" | "false" | boolean;
            /** A regular expression, from the start of the value. */
            readonly matches?: Scalar;
            /** now < value + n days. */
            readonly before?: string | number;
            /** now >= value + n days. */
            readonly after?: string | number;
            /** now <= value + n days. */
            readonly at_most?: string | number;
            /** now > value + n days. */
            readonly more_than?: string | number;
        } | string | number | string | number | boolean | string | number | {
            /** The location that owns the case. */
            readonly location: string | number;
            /** With the locations below it. */
            readonly descendants?: "yes" | "no" | "true" | "false" | boolean;
        } | undefined;
    } | ({
        readonly any: readonly {
            readonly not_modified_for?: string | number;
            readonly parent_closed?: string | number | boolean;
            readonly owner_location?: string | number | {
                /** The location that owns the case. */
                readonly location: string | number;
                /** With the locations below it. */
                readonly descendants?: "yes" | "no" | "true" | "false" | boolean;
            };
            readonly [key: string]: Scalar | {
                /** Differs from this; a missing property differs from everything. */
                readonly not?: Scalar;
                /** Whether it has a value. */
                readonly has_value?: "yes" | "no" | "true" | "false" | boolean;
                /** A regular expression, from the start of the value. */
                readonly matches?: Scalar;
                /** now < value + n days. */
                readonly before?: string | number;
                /** now >= value + n days. */
                readonly after?: string | number;
                /** now <= value + n days. */
                readonly at_most?: string | number;
                /** now > value + n days. */
                readonly more_than?: string | number;
            } | string | number | string | number | boolean | string | number | {
                /** The location that owns the case. */
                readonly location: string | number;
                /** With the locations below it. */
                readonly descendants?: "yes" | "no" | "true" | "false" | boolean;
            } | undefined;
        }[];
    } & Without<Exclude<"not_modified_for" | "parent_closed" | "owner_location" | "all", "any">>) | ({
        readonly all: readonly {
            readonly not_modified_for?: string | number;
            readonly parent_closed?: string | number | boolean;
            readonly owner_location?: string | number | {
                /** The location that owns the case. */
                readonly location: string | number;
                /** With the locations below it. */
                readonly descendants?: "yes" | "no" | "true" | "false" | boolean;
            };
            readonly [key: string]: Scalar | {
                /** Differs from this; a missing property differs from everything. */
                readonly not?: Scalar;
                /** Whether it has a value. */
                readonly has_value?: "yes" | "no" | "true" | "false" | boolean;
                /** A regular expression, from the start of the value. */
                readonly matches?: Scalar;
                /** now < value + n days. */
                readonly before?: string | number;
                /** now >= value + n days. */
                readonly after?: string | number;
                /** now <= value + n days. */
                readonly at_most?: string | number;
                /** now > value + n days. */
                readonly more_than?: string | number;
            } | string | number | string | number | boolean | string | number | {
                /** The location that owns the case. */
                readonly location: string | number;
                /** With the locations below it. */
                readonly descendants?: "yes" | "no" | "true" | "false" | boolean;
            } | undefined;
        }[];
    } & Without<Exclude<"not_modified_for" | "parent_closed" | "owner_location" | "any", "all">>);
    /** Stop date. */
    readonly stop?: {
        /** Holds the date from which nothing is sent. */
        readonly property: string | number | boolean;
    };
    /** Start afresh when this property changes. */
    readonly restart_when_changed?: string | number | boolean;
    /** Who gets it. */
    readonly to: RecipientDefinition | readonly RecipientDefinition[];
    /** Filter on users: every key must be there with one of the values; "{property}" is the case’s. */
    readonly user_data?: {
        readonly [key: string]: Scalar | readonly Scalar[];
    } | Empty;
    /** Whose data the filter reads; default user. */
    readonly user_data_of?: "user" | "user_case";
    /** Left out: the first available time. */
    readonly start?: {
        /** The case property that holds the date. */
        readonly property?: string | number | boolean;
        /** A fixed date. */
        readonly date?: string | number;
        /** HQ’s visit scheduler. */
        readonly visit?: {
            /** The form’s phase in the module, from 1. */
            readonly phase: string | number;
            /** The case property that holds the phase’s anchor date. */
            readonly anchor: string | number | boolean;
            /** Days from the anchor to the visit. */
            readonly due: string | number;
            /** Days from the due date to the window’s start, often negative. */
            readonly starts?: string | number;
            /** Days from the due date to the window’s end. */
            readonly expires?: string | number;
            /** Which day of the window; default due_date. */
            readonly at?: "window_start" | "due_date" | "window_end";
            /** A repeat visit. */
            readonly repeats?: "yes" | "no" | "true" | "false" | boolean;
        };
        /** Days after the start; negative: before. */
        readonly offset_days?: string | number;
    };
    /** The schedule’s own default language. */
    readonly default_language?: Scalar;
    /** UTC in the place of the project’s zone. */
    readonly utc_default?: "yes" | "no" | "true" | "false" | boolean;
    /** Default yes. */
    readonly active?: "yes" | "no" | "true" | "false" | boolean;
    /** Custom data attached to each message. */
    readonly metadata?: {
        readonly [key: string]: Scalar;
    } | Empty;
    /** When it sends. */
    readonly send: ScheduleDefinition;
    /** SMS: a text, or {language: text}. */
    readonly sms?: TextsDefinition;
    /** Email: {subject, body, html}. */
    readonly email?: EmailDefinition;
    /** SMS survey: its key, or {form, …}. */
    readonly survey?: SurveyContentDefinition;
    /** What a custom content handler would return. */
    readonly custom?: Scalar | readonly Scalar[];
}
interface AlertEditDefinition {
    /** The type of cases it watches. */
    readonly case_type?: "none" | string | number | boolean;
    /** Criteria; left out: always. */
    readonly when?: "none" | {
        readonly not_modified_for?: string | number;
        readonly parent_closed?: string | number | boolean;
        readonly owner_location?: string | number | {
            /** The location that owns the case. */
            readonly location: string | number;
            /** With the locations below it. */
            readonly descendants?: "yes" | "no" | "true" | "false" | boolean;
        };
        readonly [key: string]: Scalar | {
            /** Differs from this; a missing property differs from everything. */
            readonly not?: Scalar;
            /** Whether it has a value. */
            readonly has_value?: "yes" | "no" | "true" | "false" | boolean;
            /** A regular expression, from the start of the value. */
            readonly matches?: Scalar;
            /** now < value + n days. */
            readonly before?: string | number;
            /** now >= value + n days. */
            readonly after?: string | number;
            /** now <= value + n days. */
            readonly at_most?: string | number;
            /** now > value + n days. */
            readonly more_than?: string | number;
        } | string | number | string | number | boolean | string | number | {
            /** The location that owns the case. */
            readonly location: string | number;
            /** With the locations below it. */
            readonly descendants?: "yes" | "no" | "true" | "false" | boolean;
        } | undefined;
    } | ({
        readonly any: readonly {
            readonly not_modified_for?: string | number;
            readonly parent_closed?: string | number | boolean;
            readonly owner_location?: string | number | {
                /** The location that owns the case. */
                readonly location: string | number;
                /** With the locations below it. */
                readonly descendants?: "yes" | "no" | "true" | "false" | boolean;
            };
            readonly [key: string]: Scalar | {
                /** Differs from this; a missing property differs from everything. */
                readonly not?: Scalar;
                /** Whether it has a value. */
                readonly has_value?: "yes" | "no" | "true" | "false" | boolean;
                /** A regular expression, from the start of the value. */
                readonly matches?: Scalar;
                /** now < value + n days. */
                readonly before?: string | number;
                /** now >= value + n days. */
                readonly after?: string | number;
                /** now <= value + n days. */
                readonly at_most?: string | number;
                /** now > value + n days. */
                readonly more_than?: string | number;
            } | string | number | string | number | boolean | string | number | {
                /** The location that owns the case. */
                readonly location: string | number;
                /** With the locations below it. */
                readonly descendants?: "yes" | "no" | "true" | "false" | boolean;
            } | undefined;
        }[];
    } & Without<Exclude<"not_modified_for" | "parent_closed" | "owner_location" | "all", "any">>) | ({
        readonly all: readonly {
            readonly not_modified_for?: string | number;
            readonly parent_closed?: string | number | boolean;
            readonly owner_location?: string | number | {
                /** The location that owns the case. */
                readonly location: string | number;
                /** With the locations below it. */
                readonly descendants?: "yes" | "no" | "true" | "false" | boolean;
            };
            readonly [key: string]: Scalar | {
                /** Differs from this; a missing property differs from everything. */
                readonly not?: Scalar;
                /** Whether it has a value. */
                readonly has_value?: "yes" | "no" | "true" | "false" | boolean;
                /** A regular expression, from the start of the value. */
                readonly matches?: Scalar;
                /** now < value + n days. */
                readonly before?: string | number;
                /** now >= value + n days. */
                readonly after?: string | number;
                /** now <= value + n days. */
                readonly at_most?: string | number;
                /** now > value + n days. */
                readonly more_than?: string | number;
            } | string | number | string | number | boolean | string | number | {
                /** The location that owns the case. */
                readonly location: string | number;
                /** With the locations below it. */
                readonly descendants?: "yes" | "no" | "true" | "false" | boolean;
            } | undefined;
        }[];
    } & Without<Exclude<"not_modified_for" | "parent_closed" | "owner_location" | "any", "all">>);
    /** Stop date. */
    readonly stop?: "none" | {
        /** Holds the date from which nothing is sent. */
        readonly property: string | number | boolean;
    };
    /** Start afresh when this property changes. */
    readonly restart_when_changed?: "none" | string | number | boolean;
    /** Who gets it. */
    readonly to?: "none" | RecipientDefinition | readonly RecipientDefinition[];
    /** Filter on users: every key must be there with one of the values; "{property}" is the case’s. */
    readonly user_data?: "none" | {
        readonly [key: string]: Scalar | readonly Scalar[];
    } | Empty;
    /** Whose data the filter reads; default user. */
    readonly user_data_of?: "none" | "user" | "user_case";
    /** Left out: the first available time. */
    readonly start?: "none" | {
        /** The case property that holds the date. */
        readonly property?: string | number | boolean;
        /** A fixed date. */
        readonly date?: string | number;
        /** HQ’s visit scheduler. */
        readonly visit?: {
            /** The form’s phase in the module, from 1. */
            readonly phase: string | number;
            /** The case property that holds the phase’s anchor date. */
            readonly anchor: string | number | boolean;
            /** Days from the anchor to the visit. */
            readonly due: string | number;
            /** Days from the due date to the window’s start, often negative. */
            readonly starts?: string | number;
            /** Days from the due date to the window’s end. */
            readonly expires?: string | number;
            /** Which day of the window; default due_date. */
            readonly at?: "window_start" | "due_date" | "window_end";
            /** A repeat visit. */
            readonly repeats?: "yes" | "no" | "true" | "false" | boolean;
        };
        /** Days after the start; negative: before. */
        readonly offset_days?: string | number;
    };
    /** The schedule’s own default language. */
    readonly default_language?: "none" | Scalar;
    /** UTC in the place of the project’s zone. */
    readonly utc_default?: "none" | "yes" | "no" | "true" | "false" | boolean;
    /** Default yes. */
    readonly active?: "none" | "yes" | "no" | "true" | "false" | boolean;
    /** Custom data attached to each message. */
    readonly metadata?: "none" | {
        readonly [key: string]: Scalar;
    } | Empty;
    /** When it sends. */
    readonly send?: "none" | ScheduleDefinition;
    /** SMS: a text, or {language: text}. */
    readonly sms?: "none" | TextsDefinition;
    /** Email: {subject, body, html}. */
    readonly email?: "none" | EmailDefinition;
    /** SMS survey: its key, or {form, …}. */
    readonly survey?: "none" | SurveyContentDefinition;
    /** What a custom content handler would return. */
    readonly custom?: "none" | Scalar | readonly Scalar[];
}
interface BroadcastDefinition {
    /** Who gets it. */
    readonly to: RecipientDefinition | readonly RecipientDefinition[];
    /** Filter on users: every key must be there with one of the values; "{property}" is the case’s. */
    readonly user_data?: {
        readonly [key: string]: Scalar | readonly Scalar[];
    } | Empty;
    /** Whose data the filter reads; default user. */
    readonly user_data_of?: "user" | "user_case";
    /** Left out: the first available time. */
    readonly start?: {
        /** The case property that holds the date. */
        readonly property?: string | number | boolean;
        /** A fixed date. */
        readonly date?: string | number;
        /** HQ’s visit scheduler. */
        readonly visit?: {
            /** The form’s phase in the module, from 1. */
            readonly phase: string | number;
            /** The case property that holds the phase’s anchor date. */
            readonly anchor: string | number | boolean;
            /** Days from the anchor to the visit. */
            readonly due: string | number;
            /** Days from the due date to the window’s start, often negative. */
            readonly starts?: string | number;
            /** Days from the due date to the window’s end. */
            readonly expires?: string | number;
            /** Which day of the window; default due_date. */
            readonly at?: "window_start" | "due_date" | "window_end";
            /** A repeat visit. */
            readonly repeats?: "yes" | "no" | "true" | "false" | boolean;
        };
        /** Days after the start; negative: before. */
        readonly offset_days?: string | number;
    };
    /** The schedule’s own default language. */
    readonly default_language?: Scalar;
    /** UTC in the place of the project’s zone. */
    readonly utc_default?: "yes" | "no" | "true" | "false" | boolean;
    /** Default yes. */
    readonly active?: "yes" | "no" | "true" | "false" | boolean;
    /** Custom data attached to each message. */
    readonly metadata?: {
        readonly [key: string]: Scalar;
    } | Empty;
    /** When it sends. */
    readonly send: ScheduleDefinition;
    /** SMS: a text, or {language: text}. */
    readonly sms?: TextsDefinition;
    /** Email: {subject, body, html}. */
    readonly email?: EmailDefinition;
    /** SMS survey: its key, or {form, …}. */
    readonly survey?: SurveyContentDefinition;
    /** What a custom content handler would return. */
    readonly custom?: Scalar | readonly Scalar[];
}
interface BroadcastEditDefinition {
    /** Who gets it. */
    readonly to?: "none" | RecipientDefinition | readonly RecipientDefinition[];
    /** Filter on users: every key must be there with one of the values; "{property}" is the case’s. */
    readonly user_data?: "none" | {
        readonly [key: string]: Scalar | readonly Scalar[];
    } | Empty;
    /** Whose data the filter reads; default user. */
    readonly user_data_of?: "none" | "user" | "user_case";
    /** Left out: the first available time. */
    readonly start?: "none" | {
        /** The case property that holds the date. */
        readonly property?: string | number | boolean;
        /** A fixed date. */
        readonly date?: string | number;
        /** HQ’s visit scheduler. */
        readonly visit?: {
            /** The form’s phase in the module, from 1. */
            readonly phase: string | number;
            /** The case property that holds the phase’s anchor date. */
            readonly anchor: string | number | boolean;
            /** Days from the anchor to the visit. */
            readonly due: string | number;
            /** Days from the due date to the window’s start, often negative. */
            readonly starts?: string | number;
            /** Days from the due date to the window’s end. */
            readonly expires?: string | number;
            /** Which day of the window; default due_date. */
            readonly at?: "window_start" | "due_date" | "window_end";
            /** A repeat visit. */
            readonly repeats?: "yes" | "no" | "true" | "false" | boolean;
        };
        /** Days after the start; negative: before. */
        readonly offset_days?: string | number;
    };
    /** The schedule’s own default language. */
    readonly default_language?: "none" | Scalar;
    /** UTC in the place of the project’s zone. */
    readonly utc_default?: "none" | "yes" | "no" | "true" | "false" | boolean;
    /** Default yes. */
    readonly active?: "none" | "yes" | "no" | "true" | "false" | boolean;
    /** Custom data attached to each message. */
    readonly metadata?: "none" | {
        readonly [key: string]: Scalar;
    } | Empty;
    /** When it sends. */
    readonly send?: "none" | ScheduleDefinition;
    /** SMS: a text, or {language: text}. */
    readonly sms?: "none" | TextsDefinition;
    /** Email: {subject, body, html}. */
    readonly email?: "none" | EmailDefinition;
    /** SMS survey: its key, or {form, …}. */
    readonly survey?: "none" | SurveyContentDefinition;
    /** What a custom content handler would return. */
    readonly custom?: "none" | Scalar | readonly Scalar[];
}
interface CaseDefinition {
    /** Case type. */
    readonly type: string | number | boolean;
    /** Case name. */
    readonly name?: Scalar;
    /** Key of a user, group or location. */
    readonly owner?: Scalar;
    /** The case it belongs to, or several. */
    readonly parent?: {
        /** The parent (or host) case. */
        readonly case: string | number;
        /** Default child. */
        readonly relationship?: "child" | "extension";
        /** Default parent, for extension host. */
        readonly identifier?: string | number | boolean;
    } | readonly {
        /** The parent (or host) case. */
        readonly case: string | number;
        /** Default child. */
        readonly relationship?: "child" | "extension";
        /** Default parent, for extension host. */
        readonly identifier?: string | number | boolean;
    }[];
    /** External id. */
    readonly external_id?: Scalar;
    /** Key of a user. */
    readonly last_modified_by?: string | number;
    /** Closed from the start. */
    readonly closed?: "yes" | "no" | "true" | "false" | boolean;
    /** Default: the key. */
    readonly case_id?: string | number | boolean;
    /** International digits, country code first. */
    readonly contact_phone_number?: Scalar;
    /** "1" makes the number two-way. */
    readonly contact_phone_number_is_verified?: Scalar;
    /** One plain address. */
    readonly commcare_email_address?: Scalar;
    /** IANA zone; an unknown one falls back to the project’s, as in HQ. */
    readonly time_zone?: Scalar;
    /** Exactly a code of the project. */
    readonly language_code?: Scalar;
    /** Name of the gateway to use. */
    readonly contact_backend_id?: Scalar;
    readonly [key: string]: Scalar | string | number | boolean | {
        /** The parent (or host) case. */
        readonly case: string | number;
        /** Default child. */
        readonly relationship?: "child" | "extension";
        /** Default parent, for extension host. */
        readonly identifier?: string | number | boolean;
    } | readonly {
        /** The parent (or host) case. */
        readonly case: string | number;
        /** Default child. */
        readonly relationship?: "child" | "extension";
        /** Default parent, for extension host. */
        readonly identifier?: string | number | boolean;
    }[] | string | number | "yes" | "no" | "true" | "false" | boolean | undefined;
}
interface CaseGroupDefinition {
    /** Default: the key. */
    readonly name?: Scalar;
    /** Members. */
    readonly cases?: string | number | readonly (string | number)[];
}
interface CostFieldsDefinition {
    /** Key of a case or user. */
    readonly to?: string | number;
    /** The recipient’s number; plus, blanks and dashes do not count. */
    readonly number?: string | number;
    /** The recipient’s address. */
    readonly address?: string | number | boolean;
    /** The case that caused it. */
    readonly case?: string | number;
    /** The alert that caused it. */
    readonly alert?: string | number;
    /** The broadcast that caused it. */
    readonly broadcast?: string | number;
    /** The keyword that caused it. */
    readonly keyword?: string | number;
    /** The survey that caused it. */
    readonly survey?: string | number;
    /** The gateway. */
    readonly via?: string | number;
    /** The most that the messages may cost. */
    readonly at_most: string | number;
    /** Such as KES, as in the price of the gateways. */
    readonly currency: string;
    /** In each of these, by the project’s clock; default run. */
    readonly per?: "run" | "month" | "week" | "day";
}
interface CountFieldsDefinition {
    /** Key of a case or user. */
    readonly to?: string | number;
    /** The recipient’s number; plus, blanks and dashes do not count. */
    readonly number?: string | number;
    /** The recipient’s address. */
    readonly address?: string | number | boolean;
    /** The case that caused it. */
    readonly case?: string | number;
    /** The alert that caused it. */
    readonly alert?: string | number;
    /** The broadcast that caused it. */
    readonly broadcast?: string | number;
    /** The keyword that caused it. */
    readonly keyword?: string | number;
    /** The survey that caused it. */
    readonly survey?: string | number;
    /** The gateway. */
    readonly via?: string | number;
    /** Language of the text chosen; * for untranslated. */
    readonly in?: Scalar;
    /** The whole text. */
    readonly says?: Scalar;
    /** A part of the text, or several. */
    readonly contains?: Scalar | readonly Scalar[];
    /** A regular expression. */
    readonly matches?: string;
    /** The text, with up to 10 % of it changed. */
    readonly near?: Scalar;
    /** An instant, or several: one message at each. */
    readonly at?: string | readonly string[];
    /** Two instants, both inclusive. */
    readonly between?: readonly string[] | Empty;
    /** With at: how far from it. */
    readonly within?: string | number;
    /** A date in the project’s zone, or local. */
    readonly on?: string;
    /** Strictly after this. */
    readonly after?: string;
    /** Strictly before this. */
    readonly before?: string;
    /** The sender number. */
    readonly from_number?: Scalar;
    /** How many hand-overs it took. */
    readonly attempts?: string | number;
    /** Billable parts. */
    readonly segments?: string | number;
    /** How it was encoded. */
    readonly encoding?: "GSM-7" | "UCS-2";
    /** accepted, delivered, undelivered, …. */
    readonly status?: string | number | boolean;
    /** The whole subject. */
    readonly subject?: Scalar;
    /** A part of the HTML. */
    readonly html_contains?: Scalar | readonly Scalar[];
    /** HQ’s code, or that of a warning. */
    readonly code?: string | number | boolean;
    /** Any part of HQ’s detail. */
    readonly detail?: Scalar;
    /** What took the text. */
    readonly handled_by?: Scalar;
    /** Whether HQ marks it as a wrong answer to a survey. */
    readonly invalid_answer?: "yes" | "no" | "true" | "false" | boolean;
    /** First instant, inclusive. */
    readonly from?: string;
    /** Last instant, inclusive. */
    readonly until?: string;
    /** sms, email, error, inbound or warning. */
    readonly channel?: "sms" | "email" | "error" | "inbound" | "warning";
    /** Exactly so many. */
    readonly is?: string | number;
    /** So many or more. */
    readonly at_least?: string | number;
    /** So many or fewer. */
    readonly at_most?: string | number;
    /** Whether what it counts needs no other promise; default no. */
    readonly claims?: "yes" | "no" | "true" | "false" | boolean;
}
interface EachFieldsDefinition {
    /** Key of a case or user. */
    readonly to?: string | number;
    /** The recipient’s number; plus, blanks and dashes do not count. */
    readonly number?: string | number;
    /** The recipient’s address. */
    readonly address?: string | number | boolean;
    /** The case that caused it. */
    readonly case?: string | number;
    /** The alert that caused it. */
    readonly alert?: string | number;
    /** The broadcast that caused it. */
    readonly broadcast?: string | number;
    /** The keyword that caused it. */
    readonly keyword?: string | number;
    /** The survey that caused it. */
    readonly survey?: string | number;
    /** The gateway. */
    readonly via?: string | number;
    /** Language of the text chosen; * for untranslated. */
    readonly in?: Scalar;
    /** The whole text. */
    readonly says?: Scalar;
    /** A part of the text, or several. */
    readonly contains?: Scalar | readonly Scalar[];
    /** A regular expression. */
    readonly matches?: string;
    /** The text, with up to 10 % of it changed. */
    readonly near?: Scalar;
    /** An instant, or several: one message at each. */
    readonly at?: string | readonly string[];
    /** Two instants, both inclusive. */
    readonly between?: readonly string[] | Empty;
    /** With at: how far from it. */
    readonly within?: string | number;
    /** A date in the project’s zone, or local. */
    readonly on?: string;
    /** Strictly after this. */
    readonly after?: string;
    /** Strictly before this. */
    readonly before?: string;
    /** The sender number. */
    readonly from_number?: Scalar;
    /** How many hand-overs it took. */
    readonly attempts?: string | number;
    /** Billable parts. */
    readonly segments?: string | number;
    /** How it was encoded. */
    readonly encoding?: "GSM-7" | "UCS-2";
    /** accepted, delivered, undelivered, …. */
    readonly status?: string | number | boolean;
    /** The whole subject. */
    readonly subject?: Scalar;
    /** A part of the HTML. */
    readonly html_contains?: Scalar | readonly Scalar[];
    /** With channel error: HQ’s code; selects the errors that have it. */
    readonly code?: string | number | boolean;
    /** Any part of HQ’s detail. */
    readonly detail?: Scalar;
    /** What took the text. */
    readonly handled_by?: Scalar;
    /** Whether HQ marks it as a wrong answer to a survey. */
    readonly invalid_answer?: "yes" | "no" | "true" | "false" | boolean;
    /** First instant, inclusive. */
    readonly from?: string;
    /** Last instant, inclusive. */
    readonly until?: string;
    /** What it is about; default every sms and email that was sent. */
    readonly channel?: "sms" | "email" | "error" | "inbound";
}
interface EmailDefinition {
    /** Subject. */
    readonly subject?: TextsDefinition;
    /** Text. */
    readonly body?: TextsDefinition;
    /** HTML. */
    readonly html?: TextsDefinition;
}
interface EmailFieldsDefinition {
    /** Key of a case or user. */
    readonly to?: string | number;
    /** The recipient’s number; plus, blanks and dashes do not count. */
    readonly number?: string | number;
    /** The recipient’s address. */
    readonly address?: string | number | boolean;
    /** The case that caused it. */
    readonly case?: string | number;
    /** The alert that caused it. */
    readonly alert?: string | number;
    /** The broadcast that caused it. */
    readonly broadcast?: string | number;
    /** The keyword that caused it. */
    readonly keyword?: string | number;
    /** The survey that caused it. */
    readonly survey?: string | number;
    /** The gateway. */
    readonly via?: string | number;
    /** Language of the text chosen; * for untranslated. */
    readonly in?: Scalar;
    /** The whole text. */
    readonly says?: Scalar;
    /** A part of the text, or several. */
    readonly contains?: Scalar | readonly Scalar[];
    /** A regular expression. */
    readonly matches?: string;
    /** The text, with up to 10 % of it changed. */
    readonly near?: Scalar;
    /** An instant, or several: one message at each. */
    readonly at?: string | readonly string[];
    /** Two instants, both inclusive. */
    readonly between?: readonly string[] | Empty;
    /** With at: how far from it. */
    readonly within?: string | number;
    /** A date in the project’s zone, or local. */
    readonly on?: string;
    /** Strictly after this. */
    readonly after?: string;
    /** Strictly before this. */
    readonly before?: string;
    /** The whole subject. */
    readonly subject?: Scalar;
    /** A part of the HTML. */
    readonly html_contains?: Scalar | readonly Scalar[];
    /** How many hand-overs it took. */
    readonly attempts?: string | number;
    /** accepted, delivered, undelivered, …. */
    readonly status?: string | number | boolean;
}
interface ErrorFieldsDefinition {
    /** Key of a case or user. */
    readonly to?: string | number;
    /** The recipient’s number; plus, blanks and dashes do not count. */
    readonly number?: string | number;
    /** The recipient’s address. */
    readonly address?: string | number | boolean;
    /** The case that caused it. */
    readonly case?: string | number;
    /** The alert that caused it. */
    readonly alert?: string | number;
    /** The broadcast that caused it. */
    readonly broadcast?: string | number;
    /** The keyword that caused it. */
    readonly keyword?: string | number;
    /** The survey that caused it. */
    readonly survey?: string | number;
    /** The gateway. */
    readonly via?: string | number;
    /** Language of the text chosen; * for untranslated. */
    readonly in?: Scalar;
    /** The whole text. */
    readonly says?: Scalar;
    /** A part of the text, or several. */
    readonly contains?: Scalar | readonly Scalar[];
    /** A regular expression. */
    readonly matches?: string;
    /** The text, with up to 10 % of it changed. */
    readonly near?: Scalar;
    /** An instant, or several: one message at each. */
    readonly at?: string | readonly string[];
    /** Two instants, both inclusive. */
    readonly between?: readonly string[] | Empty;
    /** With at: how far from it. */
    readonly within?: string | number;
    /** A date in the project’s zone, or local. */
    readonly on?: string;
    /** Strictly after this. */
    readonly after?: string;
    /** Strictly before this. */
    readonly before?: string;
    /** HQ’s code. */
    readonly code?: "NO_RECIPIENT" | "NO_MESSAGE" | "CANNOT_RENDER_MESSAGE" | "UNSUPPORTED_COUNTRY" | "NO_PHONE_NUMBER" | "NO_TWO_WAY_PHONE_NUMBER" | "PHONE_OPTED_OUT" | "INVALID_CUSTOM_CONTENT_HANDLER" | "CANNOT_LOAD_CUSTOM_CONTENT_HANDLER" | "CANNOT_FIND_FORM" | "FORM_HAS_NO_QUESTIONS" | "CASE_EXTERNAL_ID_NOT_FOUND" | "MULTIPLE_CASES_WITH_EXTERNAL_ID_FOUND" | "NO_CASE_GIVEN" | "NO_EXTERNAL_ID_GIVEN" | "COULD_NOT_PROCESS_STRUCTURED_SMS" | "SUBEVENT_ERROR" | "TOUCHFORMS_ERROR" | "INTERNAL_SERVER_ERROR" | "NO_SUITABLE_GATEWAY" | "GATEWAY_NOT_FOUND" | "NO_EMAIL_ADDRESS" | "ERROR_INVALID_EMAIL_ADDRESS" | "TRIAL_EMAIL_LIMIT_REACHED" | "EMAIL_BOUNCED" | "EMAIL_GATEWAY_ERROR" | "US_OPT_IN_MISSING" | "TOO_MANY_UNSUCCESSFUL_ATTEMPTS" | "MESSAGE_IS_STALE" | "INVALID_DIRECTION" | "PHONE_NUMBER_OPTED_OUT" | "INVALID_DESTINATION_NUMBER" | "MESSAGE_TOO_LONG" | "MESSAGE_BLANK" | "CONTACT_IS_INACTIVE" | "TRIAL_SMS_EXCEEDED" | "MESSAGE_FORMAT_INVALID" | "FAULTY_GATEWAY_CONFIGURATION" | "GATEWAY_ERROR";
    /** Any part of HQ’s detail. */
    readonly detail?: Scalar;
    /** sms or email: what the message would have been. */
    readonly channel?: "sms" | "email";
    /** How many hand-overs it took. */
    readonly attempts?: string | number;
    /** The whole subject. */
    readonly subject?: Scalar;
}
type ExpectationDefinition = string | ({
    readonly sms: SmsFieldsDefinition;
} & Without<Exclude<"email" | "error" | "inbound" | "warning" | "nothing" | "count" | "each" | "no_doubles" | "no_nights" | "cost" | "state" | "in_order" | "transcript", "sms">>) | ({
    readonly email: EmailFieldsDefinition;
} & Without<Exclude<"sms" | "error" | "inbound" | "warning" | "nothing" | "count" | "each" | "no_doubles" | "no_nights" | "cost" | "state" | "in_order" | "transcript", "email">>) | ({
    readonly error: ErrorFieldsDefinition;
} & Without<Exclude<"sms" | "email" | "inbound" | "warning" | "nothing" | "count" | "each" | "no_doubles" | "no_nights" | "cost" | "state" | "in_order" | "transcript", "error">>) | ({
    readonly inbound: InboundFieldsDefinition;
} & Without<Exclude<"sms" | "email" | "error" | "warning" | "nothing" | "count" | "each" | "no_doubles" | "no_nights" | "cost" | "state" | "in_order" | "transcript", "inbound">>) | ({
    readonly warning: WarningFieldsDefinition;
} & Without<Exclude<"sms" | "email" | "error" | "inbound" | "nothing" | "count" | "each" | "no_doubles" | "no_nights" | "cost" | "state" | "in_order" | "transcript", "warning">>) | ({
    readonly nothing: FieldsDefinition;
} & Without<Exclude<"sms" | "email" | "error" | "inbound" | "warning" | "count" | "each" | "no_doubles" | "no_nights" | "cost" | "state" | "in_order" | "transcript", "nothing">>) | ({
    readonly count: CountFieldsDefinition;
} & Without<Exclude<"sms" | "email" | "error" | "inbound" | "warning" | "nothing" | "each" | "no_doubles" | "no_nights" | "cost" | "state" | "in_order" | "transcript", "count">>) | ({
    readonly each: EachFieldsDefinition;
} & Without<Exclude<"sms" | "email" | "error" | "inbound" | "warning" | "nothing" | "count" | "no_doubles" | "no_nights" | "cost" | "state" | "in_order" | "transcript", "each">>) | ({
    readonly no_doubles: NoDoublesFieldsDefinition;
} & Without<Exclude<"sms" | "email" | "error" | "inbound" | "warning" | "nothing" | "count" | "each" | "no_nights" | "cost" | "state" | "in_order" | "transcript", "no_doubles">>) | ({
    readonly no_nights: NoNightsFieldsDefinition;
} & Without<Exclude<"sms" | "email" | "error" | "inbound" | "warning" | "nothing" | "count" | "each" | "no_doubles" | "cost" | "state" | "in_order" | "transcript", "no_nights">>) | ({
    readonly cost: CostFieldsDefinition;
} & Without<Exclude<"sms" | "email" | "error" | "inbound" | "warning" | "nothing" | "count" | "each" | "no_doubles" | "no_nights" | "state" | "in_order" | "transcript", "cost">>) | ({
    readonly state: {
        /** Number → key of its owner, or null. */
        readonly two_way?: {
            readonly [key: string]: string | null;
        } | Empty;
        /** Exactly these numbers are opted out. */
        readonly opted_out?: readonly (string | number)[] | Empty;
        /** A case and what its properties hold. */
        readonly property?: {
            /** The case. */
            readonly case: string | number;
            readonly [key: string]: Scalar | string | number | undefined;
        };
        /** How many messages are neither sent nor ended. */
        readonly queued?: string | number;
        /** What is due next. */
        readonly next_due?: {
            /** The alert or broadcast. */
            readonly alert: Scalar;
            /** Its case. */
            readonly case?: string | number;
            /** Its recipient. */
            readonly recipient?: string | number;
            /** When, or null for never. */
            readonly at: string | null;
        };
        /** Contact → whether a survey is open, or how the newest one stands. */
        readonly session?: {
            readonly [key: string]: "open" | "closed" | "in_progress" | "completed" | "partial" | "not_finished";
        } | Empty;
    };
} & Without<Exclude<"sms" | "email" | "error" | "inbound" | "warning" | "nothing" | "count" | "each" | "no_doubles" | "no_nights" | "cost" | "in_order" | "transcript", "state">>) | ({
    readonly in_order: readonly (string | ({
        readonly sms: SmsFieldsDefinition;
    } & Without<Exclude<"email" | "error" | "inbound" | "warning" | keyof FieldsDefinition, "sms">>) | ({
        readonly email: EmailFieldsDefinition;
    } & Without<Exclude<"sms" | "error" | "inbound" | "warning" | keyof FieldsDefinition, "email">>) | ({
        readonly error: ErrorFieldsDefinition;
    } & Without<Exclude<"sms" | "email" | "inbound" | "warning" | keyof FieldsDefinition, "error">>) | ({
        readonly inbound: InboundFieldsDefinition;
    } & Without<Exclude<"sms" | "email" | "error" | "warning" | keyof FieldsDefinition, "inbound">>) | ({
        readonly warning: WarningFieldsDefinition;
    } & Without<Exclude<"sms" | "email" | "error" | "inbound" | keyof FieldsDefinition, "warning">>) | (FieldsDefinition & Without<Exclude<"sms" | "email" | "error" | "inbound" | "warning", keyof FieldsDefinition>>))[] | Empty;
} & Without<Exclude<"sms" | "email" | "error" | "inbound" | "warning" | "nothing" | "count" | "each" | "no_doubles" | "no_nights" | "cost" | "state" | "transcript", "in_order">>) | ({
    readonly transcript: string | number | boolean;
} & Without<Exclude<"sms" | "email" | "error" | "inbound" | "warning" | "nothing" | "count" | "each" | "no_doubles" | "no_nights" | "cost" | "state" | "in_order", "transcript">>);
type FaultsDefinition = readonly {
    /** A name for the rule. */
    readonly id?: Scalar;
    /** Conditions; all must hold. */
    readonly when?: {
        /** Glob over the number, or address. */
        readonly to?: Scalar;
        /** Glob over the sender. */
        readonly from?: Scalar;
        /** Glob, or /regex/, over the text. */
        readonly body?: Scalar;
        /** n, or a range n-m. */
        readonly attempt?: Scalar;
        /** n, or every:n. */
        readonly nth?: Scalar;
        /** A range of virtual time. */
        readonly between?: readonly Scalar[] | Empty;
        /** 0 to 1. */
        readonly probability?: Scalar;
        /** How often at most. */
        readonly times?: string | number;
        /** What one draw is for. */
        readonly per?: "message" | "request" | "connection";
    };
    /** Refuse, in the kind’s own words. */
    readonly reject?: "invalid_destination" | "opted_out" | "too_long" | "unauthorized" | "insufficient_funds" | "bad_sender" | "blocked" | "unroutable" | "template_missing";
    /** A raw answer. */
    readonly status?: {
        /** HTTP status. */
        readonly code?: string | number;
        /** Body. */
        readonly body?: Scalar;
        /** Retry-After. */
        readonly retry_after?: Scalar;
    };
    /** A rate limit. */
    readonly throttle?: {
        /** n/s or n/min. */
        readonly rate?: Scalar;
        /** How many at once. */
        readonly burst?: string | number;
        /** Who shares the rate. */
        readonly per?: "from" | "to" | "account" | "gateway";
        /** auto, none or a length of time. */
        readonly retry_after?: Scalar;
    };
    /** A slow answer. */
    readonly delay?: Scalar | {
        /** A length of time. */
        readonly fixed?: Scalar;
        /** From and to. */
        readonly uniform?: readonly Scalar[] | Empty;
        /** A long tail. */
        readonly lognormal?: {
            /** Median. */
            readonly median?: Scalar;
            /** 95 %. */
            readonly p95?: Scalar;
        };
    };
    /** A broken connection. */
    readonly connection?: {
        /** How the connection fails. */
        readonly mode?: "refuse" | "reset" | "close" | "hang" | "truncate" | "short_body" | "garbage" | "bad_chunk" | "drip";
        /** When it fails. */
        readonly phase?: "before" | "headers" | "body";
        /** Whether the message was accepted before that. */
        readonly committed?: "yes" | "no" | "true" | "false" | boolean;
        /** After how many bytes. */
        readonly bytes?: string | number;
        /** Pause between drips. */
        readonly every?: Scalar;
    };
    /** The delivery report. */
    readonly receipt?: {
        /** What the receipt says. */
        readonly outcome?: "delivered" | "undelivered" | "failed" | "expired" | "none";
        /** The kind’s own code. */
        readonly code?: Scalar;
        /** How much later. */
        readonly after?: Scalar | readonly Scalar[] | Empty | {
            readonly [key: string]: Scalar | readonly Scalar[] | Empty;
        } | Empty;
        /** How often. */
        readonly copies?: string | number;
        /** In what order. */
        readonly order?: "normal" | "reversed" | "shuffled";
        /** Which are lost. */
        readonly drop?: readonly Scalar[] | Empty;
        /** Sent again until taken. */
        readonly retry_webhook?: "yes" | "no" | "true" | "false" | boolean;
    };
    /** What comes in. */
    readonly inbound?: {
        /** How often. */
        readonly copies?: string | number;
        /** How much later. */
        readonly after?: Scalar;
        /** Into how many parts. */
        readonly split?: string | number;
        /** In what order. */
        readonly order?: "normal" | "reversed";
        /** Which part is lost. */
        readonly missing_part?: string | number;
        /** How it is written. */
        readonly encoding?: "utf8" | "gsm7-raw" | "ucs2-hex" | "latin1";
    };
    /** A mail server’s fault. */
    readonly smtp?: {
        /** At which command. */
        readonly at?: "connect" | "ehlo" | "starttls" | "auth" | "mail" | "rcpt" | "data" | "dot" | "quit";
        /** Code and words of a refusal. */
        readonly reply?: Scalar;
        /** What happens. */
        readonly mode?: "reply" | "hang" | "reset" | "drip" | "hide";
        /** How long. */
        readonly hang?: Scalar;
        /** Reset the connection. */
        readonly reset?: "yes" | "no" | "true" | "false" | boolean;
        /** Slowly. */
        readonly drip?: Scalar;
        /** What EHLO leaves out; yes: what `at` names. */
        readonly hide?: Scalar;
        /** Grey list. */
        readonly greylist?: {
            /** How long. */
            readonly for?: Scalar;
            /** Who has to wait: ip, from, to. */
            readonly key?: Scalar;
        };
        /** Bounce. */
        readonly bounce?: {
            /** How much later. */
            readonly after?: Scalar;
            /** Code. */
            readonly code?: Scalar;
        };
    };
}[] | Empty;
interface FieldsDefinition {
    /** Key of a case or user. */
    readonly to?: string | number;
    /** The recipient’s number; plus, blanks and dashes do not count. */
    readonly number?: string | number;
    /** The recipient’s address. */
    readonly address?: string | number | boolean;
    /** The case that caused it. */
    readonly case?: string | number;
    /** The alert that caused it. */
    readonly alert?: string | number;
    /** The broadcast that caused it. */
    readonly broadcast?: string | number;
    /** The keyword that caused it. */
    readonly keyword?: string | number;
    /** The survey that caused it. */
    readonly survey?: string | number;
    /** The gateway. */
    readonly via?: string | number;
    /** Language of the text chosen; * for untranslated. */
    readonly in?: Scalar;
    /** The whole text. */
    readonly says?: Scalar;
    /** A part of the text, or several. */
    readonly contains?: Scalar | readonly Scalar[];
    /** A regular expression. */
    readonly matches?: string;
    /** The text, with up to 10 % of it changed. */
    readonly near?: Scalar;
    /** An instant, or several: one message at each. */
    readonly at?: string | readonly string[];
    /** Two instants, both inclusive. */
    readonly between?: readonly string[] | Empty;
    /** With at: how far from it. */
    readonly within?: string | number;
    /** A date in the project’s zone, or local. */
    readonly on?: string;
    /** Strictly after this. */
    readonly after?: string;
    /** Strictly before this. */
    readonly before?: string;
    /** The sender number. */
    readonly from_number?: Scalar;
    /** How many hand-overs it took. */
    readonly attempts?: string | number;
    /** Billable parts. */
    readonly segments?: string | number;
    /** How it was encoded. */
    readonly encoding?: "GSM-7" | "UCS-2";
    /** accepted, delivered, undelivered, …. */
    readonly status?: string | number | boolean;
    /** The whole subject. */
    readonly subject?: Scalar;
    /** A part of the HTML. */
    readonly html_contains?: Scalar | readonly Scalar[];
    /** HQ’s code. */
    readonly code?: "NO_RECIPIENT" | "NO_MESSAGE" | "CANNOT_RENDER_MESSAGE" | "UNSUPPORTED_COUNTRY" | "NO_PHONE_NUMBER" | "NO_TWO_WAY_PHONE_NUMBER" | "PHONE_OPTED_OUT" | "INVALID_CUSTOM_CONTENT_HANDLER" | "CANNOT_LOAD_CUSTOM_CONTENT_HANDLER" | "CANNOT_FIND_FORM" | "FORM_HAS_NO_QUESTIONS" | "CASE_EXTERNAL_ID_NOT_FOUND" | "MULTIPLE_CASES_WITH_EXTERNAL_ID_FOUND" | "NO_CASE_GIVEN" | "NO_EXTERNAL_ID_GIVEN" | "COULD_NOT_PROCESS_STRUCTURED_SMS" | "SUBEVENT_ERROR" | "TOUCHFORMS_ERROR" | "INTERNAL_SERVER_ERROR" | "NO_SUITABLE_GATEWAY" | "GATEWAY_NOT_FOUND" | "NO_EMAIL_ADDRESS" | "ERROR_INVALID_EMAIL_ADDRESS" | "TRIAL_EMAIL_LIMIT_REACHED" | "EMAIL_BOUNCED" | "EMAIL_GATEWAY_ERROR" | "US_OPT_IN_MISSING" | "TOO_MANY_UNSUCCESSFUL_ATTEMPTS" | "MESSAGE_IS_STALE" | "INVALID_DIRECTION" | "PHONE_NUMBER_OPTED_OUT" | "INVALID_DESTINATION_NUMBER" | "MESSAGE_TOO_LONG" | "MESSAGE_BLANK" | "CONTACT_IS_INACTIVE" | "TRIAL_SMS_EXCEEDED" | "MESSAGE_FORMAT_INVALID" | "FAULTY_GATEWAY_CONFIGURATION" | "GATEWAY_ERROR";
    /** Any part of HQ’s detail. */
    readonly detail?: Scalar;
    /** What took the text. */
    readonly handled_by?: Scalar;
    /** Whether HQ marks it as a wrong answer to a survey. */
    readonly invalid_answer?: "yes" | "no" | "true" | "false" | boolean;
    /** First instant, inclusive. */
    readonly from?: string;
    /** Last instant, inclusive. */
    readonly until?: string;
    /** sms, email, error, inbound or warning. */
    readonly channel?: "sms" | "email" | "error" | "inbound" | "warning";
}
interface GatewayCommon {
    /** The sender number. */
    readonly number?: string | number | boolean;
    /** Several sender numbers: load balancing. */
    readonly numbers?: readonly (string | number | boolean)[] | Empty;
    /** Who may use it; default global. */
    readonly scope?: "project" | "global" | "shared" | {
        /** Shared by another project. */
        readonly shared: {
            /** The project that owns it. */
            readonly from?: string | number | boolean;
            /** Whether this project has accepted it; default yes. */
            readonly accepted?: "yes" | "no" | "true" | "false" | boolean;
        };
    };
    /** With scope shared: from whom, and whether accepted. */
    readonly shared?: {
        /** The project that owns it. */
        readonly from?: string | number | boolean;
        /** Whether this project has accepted it; default yes. */
        readonly accepted?: "yes" | "no" | "true" | "false" | boolean;
    };
    /** More words that opt a number out. */
    readonly opt_out?: string | number | boolean | readonly (string | number | boolean)[];
    /** More words that opt a number in. */
    readonly opt_in?: string | number | boolean | readonly (string | number | boolean)[];
    /** SMS per minute. */
    readonly rate_per_minute?: string | number;
    /** How long the gateway takes to answer; default 0. */
    readonly latency?: string | number;
    /** Delivery reports; default none. */
    readonly receipts?: "none" | {
        /** How much later. */
        readonly delivered_after: string | number;
    };
    /** What a segment of an SMS costs: drysend plan adds it up. */
    readonly price?: {
        /** Such as "0.0075". */
        readonly per_segment: string | number;
        /** Such as USD. */
        readonly currency: string;
    };
    /** The key in its inbound address. */
    readonly inbound_api_key?: string | number | boolean;
    /** The carrier keeps its own STOP list. */
    readonly carrier_opt_out?: "yes" | "no" | "true" | "false" | boolean;
    /** Globs over the number’s digits that it refuses. */
    readonly rejects?: Scalar | readonly Scalar[];
    /** Longest text it takes, in characters. */
    readonly max_length?: string | number;
    /** Connection refused. */
    readonly down?: "yes" | "no" | "true" | "false" | boolean;
    /** Fails that many hand-overs for the time being. */
    readonly fail_next?: string | number;
    /** Rules of what goes wrong, and when. */
    readonly faults?: FaultsDefinition;
}
interface TwilioGateway extends GatewayCommon {
    /** The kind of gateway. */
    readonly type: "twilio";
    /** A key of the kinds that carry SMS. */
    readonly url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to_phone_number?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly inbound_url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly status_url?: Scalar;
    /** A key of twilio, infobip. */
    readonly account_sid?: Scalar;
    /** A key of twilio, infobip, turn. */
    readonly auth_token?: Scalar;
    /** A key of twilio. */
    readonly messaging_service_sid?: Scalar;
    /** A key of twilio. */
    readonly status_callback?: Scalar;
    /** A key of twilio. */
    readonly fallback_url?: Scalar;
}
interface TelerivetGateway extends GatewayCommon {
    /** The kind of gateway. */
    readonly type: "telerivet";
    /** A key of the kinds that carry SMS. */
    readonly url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to_phone_number?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly inbound_url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly status_url?: Scalar;
    /** A key of telerivet, africastalking, vonage, trumpia. */
    readonly api_key?: Scalar;
    /** A key of telerivet, pinpoint. */
    readonly project_id?: Scalar;
    /** A key of telerivet. */
    readonly phone_id?: Scalar;
    /** A key of telerivet. */
    readonly route_id?: Scalar;
    /** A key of telerivet. */
    readonly webhook_secret?: Scalar;
}
interface InfobipGateway extends GatewayCommon {
    /** The kind of gateway. */
    readonly type: "infobip";
    /** A key of the kinds that carry SMS. */
    readonly url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to_phone_number?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly inbound_url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly status_url?: Scalar;
    /** A key of twilio, infobip. */
    readonly account_sid?: Scalar;
    /** A key of twilio, infobip, turn. */
    readonly auth_token?: Scalar;
    /** A key of infobip. */
    readonly personalized_subdomain?: Scalar;
    /** A key of infobip. */
    readonly scenario_key?: Scalar;
}
interface HttpGateway extends GatewayCommon {
    /** The kind of gateway. */
    readonly type: "http";
    /** A key of the kinds that carry SMS. */
    readonly url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to_phone_number?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly inbound_url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly status_url?: Scalar;
    /** A key of http, sislog, yo. */
    readonly method?: Scalar;
    /** A key of http, sislog, yo. */
    readonly number_param?: Scalar;
    /** A key of http, sislog, yo. */
    readonly message_param?: Scalar;
    /** A key of http, sislog, yo. */
    readonly include_plus?: Scalar;
    /** A key of http, sislog, yo. */
    readonly additional_params?: Scalar;
}
interface SislogGateway extends GatewayCommon {
    /** The kind of gateway. */
    readonly type: "sislog";
    /** A key of the kinds that carry SMS. */
    readonly url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to_phone_number?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly inbound_url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly status_url?: Scalar;
    /** A key of http, sislog, yo. */
    readonly method?: Scalar;
    /** A key of http, sislog, yo. */
    readonly number_param?: Scalar;
    /** A key of http, sislog, yo. */
    readonly message_param?: Scalar;
    /** A key of http, sislog, yo. */
    readonly include_plus?: Scalar;
    /** A key of http, sislog, yo. */
    readonly additional_params?: Scalar;
}
interface YoGateway extends GatewayCommon {
    /** The kind of gateway. */
    readonly type: "yo";
    /** A key of the kinds that carry SMS. */
    readonly url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to_phone_number?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly inbound_url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly status_url?: Scalar;
    /** A key of http, sislog, yo. */
    readonly method?: Scalar;
    /** A key of http, sislog, yo. */
    readonly number_param?: Scalar;
    /** A key of http, sislog, yo. */
    readonly message_param?: Scalar;
    /** A key of http, sislog, yo. */
    readonly include_plus?: Scalar;
    /** A key of http, sislog, yo. */
    readonly additional_params?: Scalar;
}
interface TestGateway extends GatewayCommon {
    /** The kind of gateway. */
    readonly type: "test";
    /** A key of the kinds that carry SMS. */
    readonly url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to_phone_number?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly inbound_url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly status_url?: Scalar;
}
interface SmtpGateway extends GatewayCommon {
    /** The kind of gateway. */
    readonly type: "smtp";
    /** A key of smtp, apposit, smpp. */
    readonly host?: Scalar;
    /** A key of smtp, smpp. */
    readonly port?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly username?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly password?: Scalar;
    /** A key of smtp. */
    readonly from?: Scalar;
    /** A key of smtp. */
    readonly secure?: Scalar;
}
interface TurnGateway extends GatewayCommon {
    /** The kind of gateway. */
    readonly type: "turn";
    /** A key of the kinds that carry SMS. */
    readonly url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to_phone_number?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly inbound_url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly status_url?: Scalar;
    /** A key of turn. */
    readonly client_auth_token?: Scalar;
    /** A key of twilio, infobip, turn. */
    readonly auth_token?: Scalar;
    /** A key of turn. */
    readonly fallback_backend?: Scalar;
    /** A key of turn. */
    readonly template_namespace?: Scalar;
    /** A key of turn. */
    readonly turn?: {
        /** The version of turn-python that HQ has; default 1.0.0. */
        readonly client?: "0.0.1" | "0.2.0" | "1.0.0";
    };
}
interface PinpointGateway extends GatewayCommon {
    /** The kind of gateway. */
    readonly type: "pinpoint";
    /** A key of the kinds that carry SMS. */
    readonly url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to_phone_number?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly inbound_url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly status_url?: Scalar;
    /** A key of telerivet, pinpoint. */
    readonly project_id?: Scalar;
    /** A key of pinpoint. */
    readonly region?: Scalar;
    /** A key of pinpoint, messagebird, karix, rest_tcl. */
    readonly access_key?: Scalar;
    /** A key of pinpoint. */
    readonly secret_access_key?: Scalar;
}
interface AfricastalkingGateway extends GatewayCommon {
    /** The kind of gateway. */
    readonly type: "africastalking";
    /** A key of the kinds that carry SMS. */
    readonly url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to_phone_number?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly inbound_url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly status_url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly username?: Scalar;
    /** A key of telerivet, africastalking, vonage, trumpia. */
    readonly api_key?: Scalar;
    /** A key of africastalking, karix, rest_tcl, airtel_tcl, vertex, mach, ivory_coast_mtn, start_enterprise. */
    readonly sender_id?: Scalar;
}
interface VonageGateway extends GatewayCommon {
    /** The kind of gateway. */
    readonly type: "vonage";
    /** A key of the kinds that carry SMS. */
    readonly url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to_phone_number?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly inbound_url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly status_url?: Scalar;
    /** A key of telerivet, africastalking, vonage, trumpia. */
    readonly api_key?: Scalar;
    /** A key of vonage. */
    readonly api_secret?: Scalar;
    /** A key of vonage. */
    readonly signature_secret?: Scalar;
}
interface MessagebirdGateway extends GatewayCommon {
    /** The kind of gateway. */
    readonly type: "messagebird";
    /** A key of the kinds that carry SMS. */
    readonly url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to_phone_number?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly inbound_url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly status_url?: Scalar;
    /** A key of pinpoint, messagebird, karix, rest_tcl. */
    readonly access_key?: Scalar;
    /** A key of messagebird. */
    readonly signing_key?: Scalar;
}
interface WhatsappCloudGateway extends GatewayCommon {
    /** The kind of gateway. */
    readonly type: "whatsapp_cloud";
    /** A key of the kinds that carry SMS. */
    readonly url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to_phone_number?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly inbound_url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly status_url?: Scalar;
    /** A key of whatsapp_cloud. */
    readonly phone_number_id?: Scalar;
    /** A key of whatsapp_cloud. */
    readonly access_token?: Scalar;
    /** A key of whatsapp_cloud. */
    readonly app_secret?: Scalar;
    /** A key of whatsapp_cloud. */
    readonly verify_token?: Scalar;
}
interface KarixGateway extends GatewayCommon {
    /** The kind of gateway. */
    readonly type: "karix";
    /** A key of the kinds that carry SMS. */
    readonly url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to_phone_number?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly inbound_url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly status_url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly username?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly password?: Scalar;
    /** A key of pinpoint, messagebird, karix, rest_tcl. */
    readonly access_key?: Scalar;
    /** A key of africastalking, karix, rest_tcl, airtel_tcl, vertex, mach, ivory_coast_mtn, start_enterprise. */
    readonly sender_id?: Scalar;
}
interface RestTclGateway extends GatewayCommon {
    /** The kind of gateway. */
    readonly type: "rest_tcl";
    /** A key of the kinds that carry SMS. */
    readonly url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to_phone_number?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly inbound_url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly status_url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly username?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly password?: Scalar;
    /** A key of pinpoint, messagebird, karix, rest_tcl. */
    readonly access_key?: Scalar;
    /** A key of africastalking, karix, rest_tcl, airtel_tcl, vertex, mach, ivory_coast_mtn, start_enterprise. */
    readonly sender_id?: Scalar;
}
interface AirtelTclGateway extends GatewayCommon {
    /** The kind of gateway. */
    readonly type: "airtel_tcl";
    /** A key of the kinds that carry SMS. */
    readonly url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to_phone_number?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly inbound_url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly status_url?: Scalar;
    /** A key of airtel_tcl. */
    readonly host_and_port?: Scalar;
    /** A key of airtel_tcl. */
    readonly user_name?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly password?: Scalar;
    /** A key of africastalking, karix, rest_tcl, airtel_tcl, vertex, mach, ivory_coast_mtn, start_enterprise. */
    readonly sender_id?: Scalar;
    /** A key of airtel_tcl. */
    readonly circle_name?: Scalar;
    /** A key of airtel_tcl. */
    readonly campaign_name?: Scalar;
}
interface VertexGateway extends GatewayCommon {
    /** The kind of gateway. */
    readonly type: "vertex";
    /** A key of the kinds that carry SMS. */
    readonly url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to_phone_number?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly inbound_url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly status_url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly username?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly password?: Scalar;
    /** A key of africastalking, karix, rest_tcl, airtel_tcl, vertex, mach, ivory_coast_mtn, start_enterprise. */
    readonly sender_id?: Scalar;
}
interface AppositGateway extends GatewayCommon {
    /** The kind of gateway. */
    readonly type: "apposit";
    /** A key of the kinds that carry SMS. */
    readonly url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to_phone_number?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly inbound_url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly status_url?: Scalar;
    /** A key of apposit. */
    readonly application_id?: Scalar;
    /** A key of apposit. */
    readonly application_token?: Scalar;
    /** A key of smtp, apposit, smpp. */
    readonly host?: Scalar;
    /** A key of apposit, smsgh. */
    readonly from_number?: Scalar;
}
interface GrapevineGateway extends GatewayCommon {
    /** The kind of gateway. */
    readonly type: "grapevine";
    /** A key of the kinds that carry SMS. */
    readonly url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to_phone_number?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly inbound_url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly status_url?: Scalar;
    /** A key of grapevine. */
    readonly affiliate_code?: Scalar;
    /** A key of grapevine. */
    readonly authentication_code?: Scalar;
}
interface UnicelGateway extends GatewayCommon {
    /** The kind of gateway. */
    readonly type: "unicel";
    /** A key of the kinds that carry SMS. */
    readonly url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to_phone_number?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly inbound_url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly status_url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly username?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly password?: Scalar;
    /** A key of unicel. */
    readonly sender?: Scalar;
}
interface MachGateway extends GatewayCommon {
    /** The kind of gateway. */
    readonly type: "mach";
    /** A key of the kinds that carry SMS. */
    readonly url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to_phone_number?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly inbound_url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly status_url?: Scalar;
    /** A key of mach. */
    readonly account_id?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly password?: Scalar;
    /** A key of africastalking, karix, rest_tcl, airtel_tcl, vertex, mach, ivory_coast_mtn, start_enterprise. */
    readonly sender_id?: Scalar;
    /** A key of mach. */
    readonly max_sms_per_second?: Scalar;
}
interface SmsghGateway extends GatewayCommon {
    /** The kind of gateway. */
    readonly type: "smsgh";
    /** A key of the kinds that carry SMS. */
    readonly url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to_phone_number?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly inbound_url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly status_url?: Scalar;
    /** A key of smsgh. */
    readonly client_id?: Scalar;
    /** A key of smsgh. */
    readonly client_secret?: Scalar;
    /** A key of apposit, smsgh. */
    readonly from_number?: Scalar;
}
interface StarfishGateway extends GatewayCommon {
    /** The kind of gateway. */
    readonly type: "starfish";
    /** A key of the kinds that carry SMS. */
    readonly url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to_phone_number?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly inbound_url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly status_url?: Scalar;
}
interface PushGateway extends GatewayCommon {
    /** The kind of gateway. */
    readonly type: "push";
    /** A key of the kinds that carry SMS. */
    readonly url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to_phone_number?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly inbound_url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly status_url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly password?: Scalar;
    /** A key of push. */
    readonly channel?: Scalar;
    /** A key of push. */
    readonly service?: Scalar;
}
interface IvoryCoastMtnGateway extends GatewayCommon {
    /** The kind of gateway. */
    readonly type: "ivory_coast_mtn";
    /** A key of the kinds that carry SMS. */
    readonly url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to_phone_number?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly inbound_url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly status_url?: Scalar;
    /** A key of ivory_coast_mtn. */
    readonly customer_id?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly username?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly password?: Scalar;
    /** A key of africastalking, karix, rest_tcl, airtel_tcl, vertex, mach, ivory_coast_mtn, start_enterprise. */
    readonly sender_id?: Scalar;
}
interface StartEnterpriseGateway extends GatewayCommon {
    /** The kind of gateway. */
    readonly type: "start_enterprise";
    /** A key of the kinds that carry SMS. */
    readonly url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to_phone_number?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly inbound_url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly status_url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly username?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly password?: Scalar;
    /** A key of africastalking, karix, rest_tcl, airtel_tcl, vertex, mach, ivory_coast_mtn, start_enterprise. */
    readonly sender_id?: Scalar;
}
interface TrumpiaGateway extends GatewayCommon {
    /** The kind of gateway. */
    readonly type: "trumpia";
    /** A key of the kinds that carry SMS. */
    readonly url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to_phone_number?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly inbound_url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly status_url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly username?: Scalar;
    /** A key of telerivet, africastalking, vonage, trumpia. */
    readonly api_key?: Scalar;
}
interface TropoGateway extends GatewayCommon {
    /** The kind of gateway. */
    readonly type: "tropo";
    /** A key of the kinds that carry SMS. */
    readonly url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to_phone_number?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly inbound_url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly status_url?: Scalar;
    /** A key of tropo. */
    readonly messaging_token?: Scalar;
}
interface MegamobileGateway extends GatewayCommon {
    /** The kind of gateway. */
    readonly type: "megamobile";
    /** A key of the kinds that carry SMS. */
    readonly url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to_phone_number?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly inbound_url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly status_url?: Scalar;
    /** A key of megamobile. */
    readonly api_account_name?: Scalar;
    /** A key of megamobile. */
    readonly source_identifier?: Scalar;
}
interface SmppGateway extends GatewayCommon {
    /** The kind of gateway. */
    readonly type: "smpp";
    /** A key of the kinds that carry SMS. */
    readonly url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to_phone_number?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly inbound_url?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly status_url?: Scalar;
    /** A key of smtp, apposit, smpp. */
    readonly host?: Scalar;
    /** A key of smtp, smpp. */
    readonly port?: Scalar;
    /** A key of smpp. */
    readonly system_id?: Scalar;
    /** A key of the kinds that carry SMS. */
    readonly password?: Scalar;
    /** A key of smpp. */
    readonly system_type?: Scalar;
    /** A key of smpp. */
    readonly window?: Scalar;
}
type GatewayDefinition = TwilioGateway | TelerivetGateway | InfobipGateway | HttpGateway | SislogGateway | YoGateway | TestGateway | SmtpGateway | TurnGateway | PinpointGateway | AfricastalkingGateway | VonageGateway | MessagebirdGateway | WhatsappCloudGateway | KarixGateway | RestTclGateway | AirtelTclGateway | VertexGateway | AppositGateway | GrapevineGateway | UnicelGateway | MachGateway | SmsghGateway | StarfishGateway | PushGateway | IvoryCoastMtnGateway | StartEnterpriseGateway | TrumpiaGateway | TropoGateway | MegamobileGateway | SmppGateway;
interface GatewayEditDefinition {
    /** The kind of gateway. */
    readonly type?: "none" | "twilio" | "telerivet" | "infobip" | "http" | "sislog" | "yo" | "test" | "smtp" | "turn" | "pinpoint" | "africastalking" | "vonage" | "messagebird" | "whatsapp_cloud" | "karix" | "rest_tcl" | "airtel_tcl" | "vertex" | "apposit" | "grapevine" | "unicel" | "mach" | "smsgh" | "starfish" | "push" | "ivory_coast_mtn" | "start_enterprise" | "trumpia" | "tropo" | "megamobile" | "smpp";
    /** The sender number. */
    readonly number?: "none" | string | number | boolean;
    /** Several sender numbers: load balancing. */
    readonly numbers?: "none" | readonly (string | number | boolean)[] | Empty;
    /** Who may use it; default global. */
    readonly scope?: "none" | "project" | "global" | "shared" | {
        /** Shared by another project. */
        readonly shared: {
            /** The project that owns it. */
            readonly from?: string | number | boolean;
            /** Whether this project has accepted it; default yes. */
            readonly accepted?: "yes" | "no" | "true" | "false" | boolean;
        };
    };
    /** With scope shared: from whom, and whether accepted. */
    readonly shared?: "none" | {
        /** The project that owns it. */
        readonly from?: string | number | boolean;
        /** Whether this project has accepted it; default yes. */
        readonly accepted?: "yes" | "no" | "true" | "false" | boolean;
    };
    /** More words that opt a number out. */
    readonly opt_out?: "none" | string | number | boolean | readonly (string | number | boolean)[];
    /** More words that opt a number in. */
    readonly opt_in?: "none" | string | number | boolean | readonly (string | number | boolean)[];
    /** SMS per minute. */
    readonly rate_per_minute?: "none" | string | number;
    /** How long the gateway takes to answer; default 0. */
    readonly latency?: "none" | string | number;
    /** Delivery reports; default none. */
    readonly receipts?: "none" | "none" | {
        /** How much later. */
        readonly delivered_after: string | number;
    };
    /** What a segment of an SMS costs: drysend plan adds it up. */
    readonly price?: "none" | {
        /** Such as "0.0075". */
        readonly per_segment: string | number;
        /** Such as USD. */
        readonly currency: string;
    };
    /** The key in its inbound address. */
    readonly inbound_api_key?: "none" | string | number | boolean;
    /** The carrier keeps its own STOP list. */
    readonly carrier_opt_out?: "none" | "yes" | "no" | "true" | "false" | boolean;
    /** Globs over the number’s digits that it refuses. */
    readonly rejects?: "none" | Scalar | readonly Scalar[];
    /** Longest text it takes, in characters. */
    readonly max_length?: "none" | string | number;
    /** Connection refused. */
    readonly down?: "none" | "yes" | "no" | "true" | "false" | boolean;
    /** Fails that many hand-overs for the time being. */
    readonly fail_next?: "none" | string | number;
    /** Rules of what goes wrong, and when. */
    readonly faults?: "none" | FaultsDefinition;
    /** A key of pinpoint, messagebird, karix, rest_tcl. */
    readonly access_key?: "none" | Scalar;
    /** A key of whatsapp_cloud. */
    readonly access_token?: "none" | Scalar;
    /** A key of mach. */
    readonly account_id?: "none" | Scalar;
    /** A key of twilio, infobip. */
    readonly account_sid?: "none" | Scalar;
    /** A key of http, sislog, yo. */
    readonly additional_params?: "none" | Scalar;
    /** A key of grapevine. */
    readonly affiliate_code?: "none" | Scalar;
    /** A key of megamobile. */
    readonly api_account_name?: "none" | Scalar;
    /** A key of telerivet, africastalking, vonage, trumpia. */
    readonly api_key?: "none" | Scalar;
    /** A key of vonage. */
    readonly api_secret?: "none" | Scalar;
    /** A key of whatsapp_cloud. */
    readonly app_secret?: "none" | Scalar;
    /** A key of apposit. */
    readonly application_id?: "none" | Scalar;
    /** A key of apposit. */
    readonly application_token?: "none" | Scalar;
    /** A key of twilio, infobip, turn. */
    readonly auth_token?: "none" | Scalar;
    /** A key of grapevine. */
    readonly authentication_code?: "none" | Scalar;
    /** A key of airtel_tcl. */
    readonly campaign_name?: "none" | Scalar;
    /** A key of push. */
    readonly channel?: "none" | Scalar;
    /** A key of airtel_tcl. */
    readonly circle_name?: "none" | Scalar;
    /** A key of turn. */
    readonly client_auth_token?: "none" | Scalar;
    /** A key of smsgh. */
    readonly client_id?: "none" | Scalar;
    /** A key of smsgh. */
    readonly client_secret?: "none" | Scalar;
    /** A key of ivory_coast_mtn. */
    readonly customer_id?: "none" | Scalar;
    /** A key of turn. */
    readonly fallback_backend?: "none" | Scalar;
    /** A key of twilio. */
    readonly fallback_url?: "none" | Scalar;
    /** A key of smtp. */
    readonly from?: "none" | Scalar;
    /** A key of apposit, smsgh. */
    readonly from_number?: "none" | Scalar;
    /** A key of smtp, apposit, smpp. */
    readonly host?: "none" | Scalar;
    /** A key of airtel_tcl. */
    readonly host_and_port?: "none" | Scalar;
    /** A key of the kinds that carry SMS. */
    readonly inbound_url?: "none" | Scalar;
    /** A key of http, sislog, yo. */
    readonly include_plus?: "none" | Scalar;
    /** A key of mach. */
    readonly max_sms_per_second?: "none" | Scalar;
    /** A key of http, sislog, yo. */
    readonly message_param?: "none" | Scalar;
    /** A key of twilio. */
    readonly messaging_service_sid?: "none" | Scalar;
    /** A key of tropo. */
    readonly messaging_token?: "none" | Scalar;
    /** A key of http, sislog, yo. */
    readonly method?: "none" | Scalar;
    /** A key of http, sislog, yo. */
    readonly number_param?: "none" | Scalar;
    /** A key of the kinds that carry SMS. */
    readonly password?: "none" | Scalar;
    /** A key of infobip. */
    readonly personalized_subdomain?: "none" | Scalar;
    /** A key of telerivet. */
    readonly phone_id?: "none" | Scalar;
    /** A key of whatsapp_cloud. */
    readonly phone_number_id?: "none" | Scalar;
    /** A key of smtp, smpp. */
    readonly port?: "none" | Scalar;
    /** A key of telerivet, pinpoint. */
    readonly project_id?: "none" | Scalar;
    /** A key of pinpoint. */
    readonly region?: "none" | Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to?: "none" | Scalar;
    /** A key of the kinds that carry SMS. */
    readonly reply_to_phone_number?: "none" | Scalar;
    /** A key of telerivet. */
    readonly route_id?: "none" | Scalar;
    /** A key of infobip. */
    readonly scenario_key?: "none" | Scalar;
    /** A key of pinpoint. */
    readonly secret_access_key?: "none" | Scalar;
    /** A key of smtp. */
    readonly secure?: "none" | Scalar;
    /** A key of unicel. */
    readonly sender?: "none" | Scalar;
    /** A key of africastalking, karix, rest_tcl, airtel_tcl, vertex, mach, ivory_coast_mtn, start_enterprise. */
    readonly sender_id?: "none" | Scalar;
    /** A key of push. */
    readonly service?: "none" | Scalar;
    /** A key of vonage. */
    readonly signature_secret?: "none" | Scalar;
    /** A key of messagebird. */
    readonly signing_key?: "none" | Scalar;
    /** A key of megamobile. */
    readonly source_identifier?: "none" | Scalar;
    /** A key of twilio. */
    readonly status_callback?: "none" | Scalar;
    /** A key of the kinds that carry SMS. */
    readonly status_url?: "none" | Scalar;
    /** A key of smpp. */
    readonly system_id?: "none" | Scalar;
    /** A key of smpp. */
    readonly system_type?: "none" | Scalar;
    /** A key of turn. */
    readonly template_namespace?: "none" | Scalar;
    /** A key of turn. */
    readonly turn?: "none" | {
        /** The version of turn-python that HQ has; default 1.0.0. */
        readonly client?: "0.0.1" | "0.2.0" | "1.0.0";
    };
    /** A key of the kinds that carry SMS. */
    readonly url?: "none" | Scalar;
    /** A key of airtel_tcl. */
    readonly user_name?: "none" | Scalar;
    /** A key of the kinds that carry SMS. */
    readonly username?: "none" | Scalar;
    /** A key of whatsapp_cloud. */
    readonly verify_token?: "none" | Scalar;
    /** A key of telerivet. */
    readonly webhook_secret?: "none" | Scalar;
    /** A key of smpp. */
    readonly window?: "none" | Scalar;
    /** The gateway is deleted. */
    readonly delete?: "none" | "yes" | "no" | "true" | "false" | boolean;
}
interface GroupDefinition {
    /** Default: the key. */
    readonly name?: Scalar;
    /** Members of a user group. */
    readonly users?: string | number | readonly (string | number)[];
    /** Members of a case group. */
    readonly cases?: string | number | readonly (string | number)[];
}
interface GroupEditDefinition {
    /** Default: the key. */
    readonly name?: "none" | Scalar;
    /** Members of a user group. */
    readonly users?: "none" | string | number | readonly (string | number)[];
    /** Members of a case group. */
    readonly cases?: "none" | string | number | readonly (string | number)[];
}
type HoursDefinition = readonly {
    /** `every day`, or a list of week days. */
    readonly days?: string | string | readonly string[];
    /** First moment, inclusive; left out: from midnight. */
    readonly from?: string | number;
    /** Last moment, inclusive; left out: until midnight. */
    readonly to?: string | number;
}[] | Empty;
interface InboundFieldsDefinition {
    /** Key of a case or user. */
    readonly to?: string | number;
    /** The recipient’s number; plus, blanks and dashes do not count. */
    readonly number?: string | number;
    /** The recipient’s address. */
    readonly address?: string | number | boolean;
    /** The case that caused it. */
    readonly case?: string | number;
    /** The alert that caused it. */
    readonly alert?: string | number;
    /** The broadcast that caused it. */
    readonly broadcast?: string | number;
    /** The keyword that caused it. */
    readonly keyword?: string | number;
    /** The survey that caused it. */
    readonly survey?: string | number;
    /** The gateway. */
    readonly via?: string | number;
    /** Language of the text chosen; * for untranslated. */
    readonly in?: Scalar;
    /** The whole text. */
    readonly says?: Scalar;
    /** A part of the text, or several. */
    readonly contains?: Scalar | readonly Scalar[];
    /** A regular expression. */
    readonly matches?: string;
    /** The text, with up to 10 % of it changed. */
    readonly near?: Scalar;
    /** An instant, or several: one message at each. */
    readonly at?: string | readonly string[];
    /** Two instants, both inclusive. */
    readonly between?: readonly string[] | Empty;
    /** With at: how far from it. */
    readonly within?: string | number;
    /** A date in the project’s zone, or local. */
    readonly on?: string;
    /** Strictly after this. */
    readonly after?: string;
    /** Strictly before this. */
    readonly before?: string;
    /** What took the text. */
    readonly handled_by?: Scalar;
    /** Whether HQ marks it as a wrong answer to a survey. */
    readonly invalid_answer?: "yes" | "no" | "true" | "false" | boolean;
}
interface KeywordDefinition {
    /** The answer. */
    readonly reply?: TextsDefinition;
    /** The survey it starts. */
    readonly survey?: string | number | boolean;
    /** Who else is told. */
    readonly notify?: {
        /** owner, or {group: key}. */
        readonly to: "owner" | {
            /** A group of users. */
            readonly group: string | number;
        };
        /** What they hear. */
        readonly sms: TextsDefinition;
    };
    /** Between the answers of a structured SMS; default a blank. */
    readonly delimiter?: Scalar;
    /** Who may use it; default both. */
    readonly only_for?: "cases" | "workers" | readonly ("cases" | "workers")[];
    /** Default no. */
    readonly overrides_open_surveys?: "yes" | "no" | "true" | "false" | boolean;
    /** A survey filled in from one text. */
    readonly structured?: {
        /** The survey it fills in; default: the keyword’s. */
        readonly survey?: string | number | boolean;
        /** How answers are written; default positional. */
        readonly form?: "positional" | "named" | "prefix";
        /** named: what stands between name and value; default =. */
        readonly separator?: Scalar;
        /** named and prefix: NAME → question id. */
        readonly names?: {
            readonly [key: string]: string | number | boolean;
        } | Empty;
    };
}
interface LocationDefinition {
    /** Default: the key. */
    readonly name?: Scalar;
    /** Location type. */
    readonly type?: Scalar;
    /** Default: the key. */
    readonly site_code?: Scalar;
    /** The location above. */
    readonly parent?: string | number;
    /** Users assigned here. */
    readonly users?: string | number | readonly (string | number)[];
    /** Default no. */
    readonly archived?: "yes" | "no" | "true" | "false" | boolean;
}
interface LocationEditDefinition {
    /** Default: the key. */
    readonly name?: "none" | Scalar;
    /** Location type. */
    readonly type?: "none" | Scalar;
    /** Default: the key. */
    readonly site_code?: "none" | Scalar;
    /** The location above. */
    readonly parent?: "none" | string | number;
    /** Users assigned here. */
    readonly users?: "none" | string | number | readonly (string | number)[];
    /** Default no. */
    readonly archived?: "none" | "yes" | "no" | "true" | "false" | boolean;
}
interface NoDoublesFieldsDefinition {
    /** Key of a case or user. */
    readonly to?: string | number;
    /** The recipient’s number; plus, blanks and dashes do not count. */
    readonly number?: string | number;
    /** The recipient’s address. */
    readonly address?: string | number | boolean;
    /** The case that caused it. */
    readonly case?: string | number;
    /** The alert that caused it. */
    readonly alert?: string | number;
    /** The broadcast that caused it. */
    readonly broadcast?: string | number;
    /** The keyword that caused it. */
    readonly keyword?: string | number;
    /** The survey that caused it. */
    readonly survey?: string | number;
    /** The gateway. */
    readonly via?: string | number;
    /** sms or email; default both. */
    readonly channel?: "sms" | "email";
    /** First instant, inclusive. */
    readonly from?: string;
    /** Last instant, inclusive. */
    readonly until?: string;
    /** Two messages no further apart than this are doubles; default 1 minute. */
    readonly within?: string | number;
}
interface NoNightsFieldsDefinition {
    /** Key of a case or user. */
    readonly to?: string | number;
    /** The recipient’s number; plus, blanks and dashes do not count. */
    readonly number?: string | number;
    /** The recipient’s address. */
    readonly address?: string | number | boolean;
    /** The case that caused it. */
    readonly case?: string | number;
    /** The alert that caused it. */
    readonly alert?: string | number;
    /** The broadcast that caused it. */
    readonly broadcast?: string | number;
    /** The keyword that caused it. */
    readonly keyword?: string | number;
    /** The survey that caused it. */
    readonly survey?: string | number;
    /** The gateway. */
    readonly via?: string | number;
    /** sms or email; default both. */
    readonly channel?: "sms" | "email";
    /** First time of day, inclusive. */
    readonly from: string;
    /** Last time of day, inclusive; before from: over midnight. */
    readonly until: string;
    /** reader (the contact’s own), project, or a zone; default reader. */
    readonly clock?: string;
}
interface OtherProjectDefinition {
    /** The project (domain); default demo. */
    readonly name?: string | number | boolean;
    /** IANA zone of the project; default UTC. */
    readonly time_zone?: string;
    /** Language codes; the first is the default. */
    readonly languages?: readonly (string | number | boolean)[] | Empty;
    /** How far to look for a text when the contact’s language has none. */
    readonly language_fallback?: "NONE" | "SCHEDULE" | "DOMAIN" | "UNTRANSLATED";
    /** When SMS may go out, on the project’s clock. */
    readonly sending_hours?: HoursDefinition;
    /** Outbound SMS per project day, or none; default 50000. */
    readonly daily_limit?: "none" | string | number;
    /** The same as routing.project."*". */
    readonly default_gateway?: string | number | boolean;
    /** The smtp gateway that email goes through. */
    readonly email_gateway?: string | number;
    /** What a two-way contact hears when nothing else fits. */
    readonly default_reply?: TextsDefinition;
    /** Holds automatic SMS while a contact is writing. */
    readonly conversation_hold?: {
        /** Default 10. */
        readonly minutes?: string | number;
        /** When the hold is on. */
        readonly hours?: HoursDefinition;
    };
    /** Email with HTML. */
    readonly rich_text_email?: "yes" | "no" | "true" | "false" | boolean;
    /** Sender address of email. */
    readonly email_from?: string | number | boolean;
    /** HQ’s flag of this name. */
    readonly inbound_leniency?: "yes" | "no" | "true" | "false" | boolean;
    /** HQ’s flag: several contacts may own one number. */
    readonly one_number_many_contacts?: "yes" | "no" | "true" | "false" | boolean;
    /** Consent for US numbers; default warn. */
    readonly us_opt_in?: "off" | "warn" | "enforce";
    /** How date answers are written. */
    readonly survey_date_format?: "YYYYMMDD" | "MMDDYYYY" | "DDMMYYYY";
    /** Registration by SMS. */
    readonly sms_registration?: {
        /** Strangers may register as cases with JOIN. */
        readonly cases?: "yes" | "no" | "true" | "false" | boolean;
        /** Type of the cases they become. */
        readonly case_type?: string | number | boolean;
        /** Strangers may register as mobile workers. */
        readonly workers?: "yes" | "no" | "true" | "false" | boolean;
        /** What they hear; yes: the system’s own text. */
        readonly welcome?: TextsDefinition;
    };
    /** A trial project: 50 SMS, 50 emails. */
    readonly trial?: "yes" | "no" | "true" | "false" | boolean;
    /** Default yes. */
    readonly outbound_sms?: "yes" | "no" | "true" | "false" | boolean;
    /** Default yes. */
    readonly inbound_sms?: "yes" | "no" | "true" | "false" | boolean;
    /** Numbers that are opted out at the start. */
    readonly opted_out?: readonly (string | number | {
        /** The phone number. */
        readonly number: string | number;
        /** Whether START brings it back; default yes. */
        readonly can_opt_in?: "yes" | "no" | "true" | "false" | boolean;
    })[] | Empty;
    /** Addresses that have bounced before. */
    readonly bounced?: readonly (string | number | boolean)[] | Empty;
    /** Texts that replace the system’s: id → language → words. */
    readonly system_texts?: {
        readonly [key: string]: TextsDefinition;
    } | Empty;
    /** When a text wakes its reader, on their own clock: {from, until}, or off; default 21:00 to 07:00. */
    readonly night?: "off" | {
        /** First moment of the night. */
        readonly from: string | number;
        /** First moment after it; may be earlier in the day than from. */
        readonly until: string | number;
    };
    /** Hour of the day (UTC) of the daily run of rules; default "00". */
    readonly rules_at?: "00" | "01" | "02" | "03" | "04" | "05" | "06" | "07" | "08" | "09" | "10" | "11" | "12" | "13" | "14" | "15" | "16" | "17" | "18" | "19" | "20" | "21" | "22" | "23";
    /** As HQ does it, or with its known defects mended; {manner, as_of, zones}. */
    readonly hq?: "exact" | "tidy" | {
        /** As HQ does it, or with its known defects mended; default exact. */
        readonly manner?: "exact" | "tidy";
        /** The date of the HQ that is followed, YYYY-MM-DD; default the newest known. */
        readonly as_of?: string | number;
        /** A release of the zone data; default the product’s own. */
        readonly zones?: string | number | boolean;
    };
    /** Gateways of that project. */
    readonly gateways?: {
        readonly [key: string]: GatewayDefinition;
    } | Empty;
    /** Its routing. */
    readonly routing?: RoutingDefinition;
    /** Its cases, named project/key elsewhere. */
    readonly cases?: {
        readonly [key: string]: CaseDefinition;
    } | Empty;
    /** Its mobile workers. */
    readonly users?: {
        readonly [key: string]: UserDefinition;
    } | Empty;
    /** Its web users. */
    readonly web_users?: {
        readonly [key: string]: UserDefinition;
    } | Empty;
    /** Its groups. */
    readonly groups?: {
        readonly [key: string]: GroupDefinition;
    } | Empty;
    /** Its groups of cases. */
    readonly case_groups?: {
        readonly [key: string]: CaseGroupDefinition;
    } | Empty;
    /** Its locations. */
    readonly locations?: {
        readonly [key: string]: LocationDefinition;
    } | Empty;
    /** Its alerts. */
    readonly alerts?: {
        readonly [key: string]: AlertDefinition;
    } | Empty;
    /** Its broadcasts. */
    readonly broadcasts?: {
        readonly [key: string]: BroadcastDefinition;
    } | Empty;
    /** Its rules that change cases. */
    readonly rules?: {
        readonly [key: string]: UpdateRuleDefinition;
    } | Empty;
    /** Its keywords. */
    readonly keywords?: {
        readonly [key: string]: KeywordDefinition;
    } | Empty;
    /** Its surveys. */
    readonly surveys?: {
        readonly [key: string]: SurveyDefinition;
    } | Empty;
    /** What it sends on. */
    readonly forwarding?: readonly {
        /** Only texts that begin with this word; left out: every text. */
        readonly keyword?: string | number | boolean;
        /** The gateway it goes out through. */
        readonly via: string | number;
    }[] | Empty;
}
interface ProjectDefinition {
    /** The project (domain); default demo. */
    readonly name?: string | number | boolean;
    /** IANA zone of the project; default UTC. */
    readonly time_zone?: string;
    /** Language codes; the first is the default. */
    readonly languages?: readonly (string | number | boolean)[] | Empty;
    /** How far to look for a text when the contact’s language has none. */
    readonly language_fallback?: "NONE" | "SCHEDULE" | "DOMAIN" | "UNTRANSLATED";
    /** When SMS may go out, on the project’s clock. */
    readonly sending_hours?: HoursDefinition;
    /** Outbound SMS per project day, or none; default 50000. */
    readonly daily_limit?: "none" | string | number;
    /** The same as routing.project."*". */
    readonly default_gateway?: string | number | boolean;
    /** The smtp gateway that email goes through. */
    readonly email_gateway?: string | number;
    /** What a two-way contact hears when nothing else fits. */
    readonly default_reply?: TextsDefinition;
    /** Holds automatic SMS while a contact is writing. */
    readonly conversation_hold?: {
        /** Default 10. */
        readonly minutes?: string | number;
        /** When the hold is on. */
        readonly hours?: HoursDefinition;
    };
    /** Email with HTML. */
    readonly rich_text_email?: "yes" | "no" | "true" | "false" | boolean;
    /** Sender address of email. */
    readonly email_from?: string | number | boolean;
    /** HQ’s flag of this name. */
    readonly inbound_leniency?: "yes" | "no" | "true" | "false" | boolean;
    /** HQ’s flag: several contacts may own one number. */
    readonly one_number_many_contacts?: "yes" | "no" | "true" | "false" | boolean;
    /** Consent for US numbers; default warn. */
    readonly us_opt_in?: "off" | "warn" | "enforce";
    /** How date answers are written. */
    readonly survey_date_format?: "YYYYMMDD" | "MMDDYYYY" | "DDMMYYYY";
    /** Registration by SMS. */
    readonly sms_registration?: {
        /** Strangers may register as cases with JOIN. */
        readonly cases?: "yes" | "no" | "true" | "false" | boolean;
        /** Type of the cases they become. */
        readonly case_type?: string | number | boolean;
        /** Strangers may register as mobile workers. */
        readonly workers?: "yes" | "no" | "true" | "false" | boolean;
        /** What they hear; yes: the system’s own text. */
        readonly welcome?: TextsDefinition;
    };
    /** A trial project: 50 SMS, 50 emails. */
    readonly trial?: "yes" | "no" | "true" | "false" | boolean;
    /** Default yes. */
    readonly outbound_sms?: "yes" | "no" | "true" | "false" | boolean;
    /** Default yes. */
    readonly inbound_sms?: "yes" | "no" | "true" | "false" | boolean;
    /** Numbers that are opted out at the start. */
    readonly opted_out?: readonly (string | number | {
        /** The phone number. */
        readonly number: string | number;
        /** Whether START brings it back; default yes. */
        readonly can_opt_in?: "yes" | "no" | "true" | "false" | boolean;
    })[] | Empty;
    /** Addresses that have bounced before. */
    readonly bounced?: readonly (string | number | boolean)[] | Empty;
    /** Texts that replace the system’s: id → language → words. */
    readonly system_texts?: {
        readonly [key: string]: TextsDefinition;
    } | Empty;
    /** When a text wakes its reader, on their own clock: {from, until}, or off; default 21:00 to 07:00. */
    readonly night?: "off" | {
        /** First moment of the night. */
        readonly from: string | number;
        /** First moment after it; may be earlier in the day than from. */
        readonly until: string | number;
    };
    /** Hour of the day (UTC) of the daily run of rules; default "00". */
    readonly rules_at?: "00" | "01" | "02" | "03" | "04" | "05" | "06" | "07" | "08" | "09" | "10" | "11" | "12" | "13" | "14" | "15" | "16" | "17" | "18" | "19" | "20" | "21" | "22" | "23";
    /** As HQ does it, or with its known defects mended; {manner, as_of, zones}. */
    readonly hq?: "exact" | "tidy" | {
        /** As HQ does it, or with its known defects mended; default exact. */
        readonly manner?: "exact" | "tidy";
        /** The date of the HQ that is followed, YYYY-MM-DD; default the newest known. */
        readonly as_of?: string | number;
        /** A release of the zone data; default the product’s own. */
        readonly zones?: string | number | boolean;
    };
}
interface ProjectEditDefinition {
    /** The project (domain); default demo. */
    readonly name?: "none" | string | number | boolean;
    /** IANA zone of the project; default UTC. */
    readonly time_zone?: "none" | string;
    /** Language codes; the first is the default. */
    readonly languages?: "none" | readonly (string | number | boolean)[] | Empty;
    /** How far to look for a text when the contact’s language has none. */
    readonly language_fallback?: "none" | "NONE" | "SCHEDULE" | "DOMAIN" | "UNTRANSLATED";
    /** When SMS may go out, on the project’s clock. */
    readonly sending_hours?: "none" | HoursDefinition;
    /** Outbound SMS per project day, or none; default 50000. */
    readonly daily_limit?: "none" | "none" | string | number;
    /** The same as routing.project."*". */
    readonly default_gateway?: "none" | string | number | boolean;
    /** The smtp gateway that email goes through. */
    readonly email_gateway?: "none" | string | number;
    /** What a two-way contact hears when nothing else fits. */
    readonly default_reply?: "none" | TextsDefinition;
    /** Holds automatic SMS while a contact is writing. */
    readonly conversation_hold?: "none" | {
        /** Default 10. */
        readonly minutes?: string | number;
        /** When the hold is on. */
        readonly hours?: HoursDefinition;
    };
    /** Email with HTML. */
    readonly rich_text_email?: "none" | "yes" | "no" | "true" | "false" | boolean;
    /** Sender address of email. */
    readonly email_from?: "none" | string | number | boolean;
    /** HQ’s flag of this name. */
    readonly inbound_leniency?: "none" | "yes" | "no" | "true" | "false" | boolean;
    /** HQ’s flag: several contacts may own one number. */
    readonly one_number_many_contacts?: "none" | "yes" | "no" | "true" | "false" | boolean;
    /** Consent for US numbers; default warn. */
    readonly us_opt_in?: "none" | "off" | "warn" | "enforce";
    /** How date answers are written. */
    readonly survey_date_format?: "none" | "YYYYMMDD" | "MMDDYYYY" | "DDMMYYYY";
    /** Registration by SMS. */
    readonly sms_registration?: "none" | {
        /** Strangers may register as cases with JOIN. */
        readonly cases?: "yes" | "no" | "true" | "false" | boolean;
        /** Type of the cases they become. */
        readonly case_type?: string | number | boolean;
        /** Strangers may register as mobile workers. */
        readonly workers?: "yes" | "no" | "true" | "false" | boolean;
        /** What they hear; yes: the system’s own text. */
        readonly welcome?: TextsDefinition;
    };
    /** A trial project: 50 SMS, 50 emails. */
    readonly trial?: "none" | "yes" | "no" | "true" | "false" | boolean;
    /** Default yes. */
    readonly outbound_sms?: "none" | "yes" | "no" | "true" | "false" | boolean;
    /** Default yes. */
    readonly inbound_sms?: "none" | "yes" | "no" | "true" | "false" | boolean;
    /** Numbers that are opted out at the start. */
    readonly opted_out?: "none" | readonly (string | number | {
        /** The phone number. */
        readonly number: string | number;
        /** Whether START brings it back; default yes. */
        readonly can_opt_in?: "yes" | "no" | "true" | "false" | boolean;
    })[] | Empty;
    /** Addresses that have bounced before. */
    readonly bounced?: "none" | readonly (string | number | boolean)[] | Empty;
    /** Texts that replace the system’s: id → language → words. */
    readonly system_texts?: "none" | {
        readonly [key: string]: TextsDefinition;
    } | Empty;
    /** When a text wakes its reader, on their own clock: {from, until}, or off; default 21:00 to 07:00. */
    readonly night?: "none" | "off" | {
        /** First moment of the night. */
        readonly from: string | number;
        /** First moment after it; may be earlier in the day than from. */
        readonly until: string | number;
    };
    /** Hour of the day (UTC) of the daily run of rules; default "00". */
    readonly rules_at?: "none" | "00" | "01" | "02" | "03" | "04" | "05" | "06" | "07" | "08" | "09" | "10" | "11" | "12" | "13" | "14" | "15" | "16" | "17" | "18" | "19" | "20" | "21" | "22" | "23";
    /** As HQ does it, or with its known defects mended; {manner, as_of, zones}. */
    readonly hq?: "none" | "exact" | "tidy" | {
        /** As HQ does it, or with its known defects mended; default exact. */
        readonly manner?: "exact" | "tidy";
        /** The date of the HQ that is followed, YYYY-MM-DD; default the newest known. */
        readonly as_of?: string | number;
        /** A release of the zone data; default the product’s own. */
        readonly zones?: string | number | boolean;
    };
}
interface QuestionDefinition {
    /** Names it in conditions, prompts and on_submit. */
    readonly id?: string | number | boolean;
    /** The question; {id} and {case.property} show values. */
    readonly ask?: TextsDefinition;
    /** The kind of answer; with neither type nor choices it is a label. */
    readonly type?: "text" | "int" | "longint" | "float" | "date" | "time" | "select" | "multiselect";
    /** Stored value → label. */
    readonly choices?: {
        readonly [key: string]: TextsDefinition;
    } | Empty;
    /** Default no. */
    readonly required?: "yes" | "no" | "true" | "false" | boolean;
    /** Tests of the answer, and the message when one fails. */
    readonly constraint?: {
        /** Equal to this. */
        readonly value?: Scalar;
        /** Differs from this. */
        readonly not?: Scalar;
        /** Equal to one of these. */
        readonly in?: readonly Scalar[] | Empty;
        /** A regular expression for the whole value. */
        readonly matches?: Scalar;
        /** A number, a date or a time, or more. */
        readonly at_least?: Scalar;
        /** A number, a date or a time, or less. */
        readonly at_most?: Scalar;
        /** More than a number, later than a date or a time. */
        readonly more_than?: Scalar;
        /** Less than a number, earlier than a date or a time. */
        readonly less_than?: Scalar;
        /** This key is among the choices made. */
        readonly selected?: Scalar;
        /** Whether there is an answer. */
        readonly answered?: "yes" | "no" | "true" | "false" | boolean;
        /** What is said to a wrong answer; left out: nothing. */
        readonly message?: TextsDefinition;
    };
    /** Asked only when all of it holds: {id or case/property: value or tests}. */
    readonly if?: {
        /** A list of such maps, one of which holds; or an id of that name. */
        readonly any?: readonly {}[] | Scalar;
        readonly [key: string]: Scalar | {
            /** Equal to this. */
            readonly value?: Scalar;
            /** Differs from this. */
            readonly not?: Scalar;
            /** Equal to one of these. */
            readonly in?: readonly Scalar[] | Empty;
            /** A regular expression for the whole value. */
            readonly matches?: Scalar;
            /** A number, a date or a time, or more. */
            readonly at_least?: Scalar;
            /** A number, a date or a time, or less. */
            readonly at_most?: Scalar;
            /** More than a number, later than a date or a time. */
            readonly more_than?: Scalar;
            /** Less than a number, earlier than a date or a time. */
            readonly less_than?: Scalar;
            /** This key is among the choices made. */
            readonly selected?: Scalar;
            /** Whether there is an answer. */
            readonly answered?: "yes" | "no" | "true" | "false" | boolean;
        } | readonly {}[] | Scalar | undefined;
    };
    /** These questions so many times. */
    readonly repeat?: string | number;
    /** The questions of a repeat. */
    readonly questions?: readonly QuestionDefinition[] | Empty;
}
type RecipientDefinition = "case" | "owner" | "parent" | "children" | "last_submitting_user" | "host_owner_location" | "host_owner_location_parent" | "case_owner_location_parent" | {
    /** A case. */
    readonly case?: string | number;
    /** A mobile worker. */
    readonly user?: string | number;
    /** A web user. */
    readonly web_user?: string | number;
    /** A group of users, or of cases. */
    readonly group?: string | number | boolean;
    /** A group of cases. */
    readonly case_group?: string | number;
    /** A location. */
    readonly location?: string | number;
    /** With the locations below. */
    readonly descendants?: "yes" | "no" | "true" | "false" | boolean;
    /** Only locations of these types. */
    readonly types?: string | number | boolean | readonly (string | number | boolean)[];
    /** The case property that holds a username. */
    readonly user_property?: string | number | boolean;
    /** The case property that holds a user id. */
    readonly user_id_property?: string | number | boolean;
    /** The case property that holds an address. */
    readonly email_property?: string | number | boolean;
};
interface RoutingDefinition {
    /** The project’s own: prefix → gateway. */
    readonly project?: {
        readonly [key: string]: string | number | boolean;
    } | Empty;
    /** Everybody’s: prefix → gateway. */
    readonly global?: {
        readonly [key: string]: string | number | boolean;
    } | Empty;
}
type ScheduleDefinition = "immediately" | {
    /** Every n days. */
    readonly daily?: {
        /** Time of day, HH:MM. */
        readonly at?: string | number;
        /** A random time in a window. */
        readonly random?: {
            /** Earliest time of day. */
            readonly from: string | number;
            /** How many minutes to choose from: adds 0 to n−1. */
            readonly minutes: string | number;
        };
        /** The case property that holds the time. */
        readonly at_property?: string | number | boolean;
        /** Every n days, weeks or months; default 1. */
        readonly every?: string | number;
        /** How many rounds, or never (the default). */
        readonly stop_after?: string | number;
    };
    /** On week days. */
    readonly weekly?: {
        /** Week days. */
        readonly days: string | readonly string[];
        /** The day its weeks begin; default Mon. */
        readonly first_day?: string;
        /** Time of day, HH:MM. */
        readonly at?: string | number;
        /** A random time in a window. */
        readonly random?: {
            /** Earliest time of day. */
            readonly from: string | number;
            /** How many minutes to choose from: adds 0 to n−1. */
            readonly minutes: string | number;
        };
        /** The case property that holds the time. */
        readonly at_property?: string | number | boolean;
        /** Every n days, weeks or months; default 1. */
        readonly every?: string | number;
        /** How many rounds, or never (the default). */
        readonly stop_after?: string | number;
    };
    /** On days of the month. */
    readonly monthly?: {
        /** Days of the month; -1 is the last. */
        readonly days: string | number | readonly (string | number)[];
        /** Time of day, HH:MM. */
        readonly at?: string | number;
        /** A random time in a window. */
        readonly random?: {
            /** Earliest time of day. */
            readonly from: string | number;
            /** How many minutes to choose from: adds 0 to n−1. */
            readonly minutes: string | number;
        };
        /** The case property that holds the time. */
        readonly at_property?: string | number | boolean;
        /** Every n days, weeks or months; default 1. */
        readonly every?: string | number;
        /** How many rounds, or never (the default). */
        readonly stop_after?: string | number;
    };
    /** A course of days. */
    readonly custom_daily?: {
        /** The steps of the course. */
        readonly events: readonly {
            /** From 1, as on HQ’s screens. */
            readonly day: string | number;
            /** Time of day, HH:MM. */
            readonly at?: string | number;
            /** A random time in a window. */
            readonly random?: {
                /** Earliest time of day. */
                readonly from: string | number;
                /** How many minutes to choose from: adds 0 to n−1. */
                readonly minutes: string | number;
            };
            /** The case property that holds the time. */
            readonly at_property?: string | number | boolean;
            /** SMS: a text, or {language: text}. */
            readonly sms?: TextsDefinition;
            /** Email: {subject, body, html}. */
            readonly email?: EmailDefinition;
            /** SMS survey: its key, or {form, …}. */
            readonly survey?: SurveyContentDefinition;
            /** What a custom content handler would return. */
            readonly custom?: Scalar | readonly Scalar[];
        }[] | Empty;
        /** Wait for this week day. */
        readonly first_weekday?: string;
        /** Days from one course to the next; default its last day. */
        readonly every?: string | number;
        /** How many courses, or never (the default). */
        readonly stop_after?: string | number;
    };
    /** Steps counted in minutes from the trigger. */
    readonly custom_immediate?: readonly {
        /** Minutes after the step before. */
        readonly wait_minutes: string | number;
        /** SMS: a text, or {language: text}. */
        readonly sms?: TextsDefinition;
        /** Email: {subject, body, html}. */
        readonly email?: EmailDefinition;
        /** SMS survey: its key, or {form, …}. */
        readonly survey?: SurveyContentDefinition;
        /** What a custom content handler would return. */
        readonly custom?: Scalar | readonly Scalar[];
    }[] | Empty;
    /** HQ’s stored fields as they are. */
    readonly timed?: {
        /** HQ’s own: days, or months when negative. */
        readonly repeat_every: string | number;
        /** HQ’s own: -1 for ever. */
        readonly total_iterations?: string | number;
        /** HQ’s own: days. */
        readonly start_offset?: string | number;
        /** HQ’s own: -1 any, 0 Monday. */
        readonly start_day_of_week?: string | number;
        /** HQ’s events. */
        readonly events: readonly {
            /** HQ’s own: from 0, or the day of the month. */
            readonly day: string | number;
            /** Time of day. */
            readonly time?: string | number;
            /** Length of the random window in minutes. */
            readonly window?: string | number;
            /** The property that holds the time. */
            readonly case_property?: string | number | boolean;
            /** SMS: a text, or {language: text}. */
            readonly sms?: TextsDefinition;
            /** Email: {subject, body, html}. */
            readonly email?: EmailDefinition;
            /** SMS survey: its key, or {form, …}. */
            readonly survey?: SurveyContentDefinition;
            /** What a custom content handler would return. */
            readonly custom?: Scalar | readonly Scalar[];
        }[] | Empty;
    };
};
interface SmsFieldsDefinition {
    /** Key of a case or user. */
    readonly to?: string | number;
    /** The recipient’s number; plus, blanks and dashes do not count. */
    readonly number?: string | number;
    /** The recipient’s address. */
    readonly address?: string | number | boolean;
    /** The case that caused it. */
    readonly case?: string | number;
    /** The alert that caused it. */
    readonly alert?: string | number;
    /** The broadcast that caused it. */
    readonly broadcast?: string | number;
    /** The keyword that caused it. */
    readonly keyword?: string | number;
    /** The survey that caused it. */
    readonly survey?: string | number;
    /** The gateway. */
    readonly via?: string | number;
    /** Language of the text chosen; * for untranslated. */
    readonly in?: Scalar;
    /** The whole text. */
    readonly says?: Scalar;
    /** A part of the text, or several. */
    readonly contains?: Scalar | readonly Scalar[];
    /** A regular expression. */
    readonly matches?: string;
    /** The text, with up to 10 % of it changed. */
    readonly near?: Scalar;
    /** An instant, or several: one message at each. */
    readonly at?: string | readonly string[];
    /** Two instants, both inclusive. */
    readonly between?: readonly string[] | Empty;
    /** With at: how far from it. */
    readonly within?: string | number;
    /** A date in the project’s zone, or local. */
    readonly on?: string;
    /** Strictly after this. */
    readonly after?: string;
    /** Strictly before this. */
    readonly before?: string;
    /** The sender number. */
    readonly from_number?: Scalar;
    /** How many hand-overs it took. */
    readonly attempts?: string | number;
    /** Billable parts. */
    readonly segments?: string | number;
    /** How it was encoded. */
    readonly encoding?: "GSM-7" | "UCS-2";
    /** accepted, delivered, undelivered, …. */
    readonly status?: string | number | boolean;
}
interface SurveyDefinition {
    /** Languages of the form, the first its default; default: those of its first question. */
    readonly languages?: readonly (string | number | boolean)[] | Empty;
    /** An XForm beside the scenario, in place of languages, questions and on_submit. */
    readonly form?: string | number | boolean;
    /** Asked in this order. */
    readonly questions?: readonly QuestionDefinition[] | Empty;
    /** When an open session closes; default 7 days. Not for surveys of keywords. */
    readonly expires_after?: string | number;
    /** Minutes from each reminder to the next, the first from the start. */
    readonly reminders?: readonly (string | number)[] | Empty;
    /** Submit what there is when it closes. */
    readonly submit_partial?: "yes" | "no" | "true" | "false" | boolean;
    /** Whether a partial submission changes the case; default no. */
    readonly partial_case_updates?: "yes" | "no" | "true" | "false" | boolean;
    /** The form requires a case. */
    readonly needs_case?: "yes" | "no" | "true" | "false" | boolean;
    /** What it does to the case. */
    readonly on_submit?: {
        /** Property → template over question ids. */
        readonly update?: {
            readonly [key: string]: Scalar;
        } | Empty;
        /** Close the case. */
        readonly close?: "yes" | "no" | "true" | "false" | boolean;
    };
}
type SurveyContentDefinition = string | number | boolean | {
    /** The key of a survey. */
    readonly form: string | number | boolean;
    /** When the session closes. */
    readonly expires_after?: string | number;
    /** Minutes from each reminder to the next, the first from the start. */
    readonly reminders?: readonly (string | number)[] | Empty;
    /** Submit what there is when it closes. */
    readonly submit_partial?: "yes" | "no" | "true" | "false" | boolean;
    /** Whether a partial submission changes the case; default no. */
    readonly partial_case_updates?: "yes" | "no" | "true" | "false" | boolean;
};
type TextsDefinition = Scalar | {
    readonly [key: string]: Scalar;
} | Empty;
interface TimelineEntryDefinition {
    /** When. */
    readonly at?: Time;
    /** How long after the entry before. */
    readonly after?: string | number;
    /** Cases are saved for the first time. */
    readonly register?: string | number | readonly (string | number)[];
    /** Cases are saved again: {key: {property: value}}. */
    readonly update?: {
        readonly [key: string]: {
            /** Case type. */
            readonly type?: string | number | boolean;
            /** Case name. */
            readonly name?: Scalar;
            /** Key of a user, group or location. */
            readonly owner?: Scalar;
            /** The case it belongs to, or several. */
            readonly parent?: {
                /** The parent (or host) case. */
                readonly case: string | number;
                /** Default child. */
                readonly relationship?: "child" | "extension";
                /** Default parent, for extension host. */
                readonly identifier?: string | number | boolean;
            } | readonly {
                /** The parent (or host) case. */
                readonly case: string | number;
                /** Default child. */
                readonly relationship?: "child" | "extension";
                /** Default parent, for extension host. */
                readonly identifier?: string | number | boolean;
            }[];
            /** External id. */
            readonly external_id?: Scalar;
            /** Key of a user. */
            readonly last_modified_by?: string | number;
            /** Fakes a save that arrives out of order. */
            readonly server_modified_on?: Time;
            /** International digits, country code first. */
            readonly contact_phone_number?: Scalar;
            /** "1" makes the number two-way. */
            readonly contact_phone_number_is_verified?: Scalar;
            /** One plain address. */
            readonly commcare_email_address?: Scalar;
            /** IANA zone; an unknown one falls back to the project’s, as in HQ. */
            readonly time_zone?: Scalar;
            /** Exactly a code of the project. */
            readonly language_code?: Scalar;
            /** Name of the gateway to use. */
            readonly contact_backend_id?: Scalar;
            readonly [key: string]: Scalar | string | number | boolean | {
                /** The parent (or host) case. */
                readonly case: string | number;
                /** Default child. */
                readonly relationship?: "child" | "extension";
                /** Default parent, for extension host. */
                readonly identifier?: string | number | boolean;
            } | readonly {
                /** The parent (or host) case. */
                readonly case: string | number;
                /** Default child. */
                readonly relationship?: "child" | "extension";
                /** Default parent, for extension host. */
                readonly identifier?: string | number | boolean;
            }[] | string | number | Time | undefined;
        };
    } | Empty;
    /** Cases are closed. */
    readonly close?: string | number | readonly (string | number)[];
    /** Cases are opened again. */
    readonly reopen?: string | number | readonly (string | number)[];
    /** Cases are deleted. */
    readonly delete?: string | number | readonly (string | number)[];
    /** Users are edited. */
    readonly user?: {
        readonly [key: string]: UserEditDefinition;
    } | Empty;
    /** Groups are edited. */
    readonly group?: {
        readonly [key: string]: GroupEditDefinition;
    } | Empty;
    /** Locations are edited. */
    readonly location?: {
        readonly [key: string]: LocationEditDefinition;
    } | Empty;
    /** An SMS arrives. */
    readonly inbound?: {
        /** Key of a case or user, or a number. */
        readonly from: Scalar;
        /** The gateway it comes in on. */
        readonly via?: string | number;
        /** The words. */
        readonly text: Scalar;
        /** The gateway’s id, to fake duplicates. */
        readonly message_id?: Scalar;
    };
    /** A delivery report arrives. */
    readonly receipt?: {
        /** Which message. */
        readonly for: FieldsDefinition;
        /** delivered, undelivered, …. */
        readonly status: string | number | boolean;
        /** The kind’s own code. */
        readonly code?: Scalar;
    };
    /** A person writes a message. */
    readonly send?: {
        /** Key of a case or user. */
        readonly to: string | number;
        /** The words. */
        readonly text: TextsDefinition;
        /** From the chat window; default no. */
        readonly chat?: "yes" | "no" | "true" | "false" | boolean;
        /** The gateway. */
        readonly via?: string | number;
    };
    /** Broadcasts start, or are saved again. */
    readonly broadcast?: string | number | boolean | readonly (string | number | boolean)[] | Empty | {
        readonly [key: string]: BroadcastEditDefinition;
    } | Empty;
    /** Alerts are created, switched, deleted or edited. */
    readonly alert?: {
        readonly [key: string]: "create" | "on" | "off" | "delete" | AlertEditDefinition;
    } | Empty;
    /** Gateways fail or are edited. */
    readonly gateway?: {
        readonly [key: string]: GatewayEditDefinition;
    } | Empty;
    /** Rules that change cases run at once, or are edited. */
    readonly rules?: "run" | {
        readonly [key: string]: "on" | "off" | UpdateRuleEditDefinition;
    } | Empty;
    /** Settings of the project change. */
    readonly settings?: ProjectEditDefinition;
    /** The platform goes down or comes up. */
    readonly platform?: "down" | "up" | {
        /** The platform goes down. */
        readonly down: {
            /** What happens to texts that arrive; default waits. */
            readonly inbound?: "lost" | "waits";
        };
    };
    /** HQ’s form engine goes down or comes up. */
    readonly formplayer?: "down" | "up";
    /** Number verification starts. */
    readonly verify?: {
        /** Key of a user. */
        readonly user: string | number;
        /** The number to verify. */
        readonly number: Scalar;
    };
    /** Checks on what happened so far. */
    readonly expect?: readonly ExpectationDefinition[] | Empty;
    /** Shown in reports. */
    readonly note?: Scalar;
}
interface UpdateRuleDefinition {
    /** The type of cases it looks at. */
    readonly case_type: string | number | boolean;
    /** Criteria; left out: always. */
    readonly when?: {
        readonly not_modified_for?: string | number;
        readonly parent_closed?: string | number | boolean;
        readonly owner_location?: string | number | {
            /** The location that owns the case. */
            readonly location: string | number;
            /** With the locations below it. */
            readonly descendants?: "yes" | "no" | "true" | "false" | boolean;
        };
        readonly [key: string]: Scalar | {
            /** Differs from this; a missing property differs from everything. */
            readonly not?: Scalar;
            /** Whether it has a value. */
            readonly has_value?: "yes" | "no" | "true" | "false" | boolean;
            /** A regular expression, from the start of the value. */
            readonly matches?: Scalar;
            /** now < value + n days. */
            readonly before?: string | number;
            /** now >= value + n days. */
            readonly after?: string | number;
            /** now <= value + n days. */
            readonly at_most?: string | number;
            /** now > value + n days. */
            readonly more_than?: string | number;
        } | string | number | string | number | boolean | string | number | {
            /** The location that owns the case. */
            readonly location: string | number;
            /** With the locations below it. */
            readonly descendants?: "yes" | "no" | "true" | "false" | boolean;
        } | undefined;
    } | ({
        readonly any: readonly {
            readonly not_modified_for?: string | number;
            readonly parent_closed?: string | number | boolean;
            readonly owner_location?: string | number | {
                /** The location that owns the case. */
                readonly location: string | number;
                /** With the locations below it. */
                readonly descendants?: "yes" | "no" | "true" | "false" | boolean;
            };
            readonly [key: string]: Scalar | {
                /** Differs from this; a missing property differs from everything. */
                readonly not?: Scalar;
                /** Whether it has a value. */
                readonly has_value?: "yes" | "no" | "true" | "false" | boolean;
                /** A regular expression, from the start of the value. */
                readonly matches?: Scalar;
                /** now < value + n days. */
                readonly before?: string | number;
                /** now >= value + n days. */
                readonly after?: string | number;
                /** now <= value + n days. */
                readonly at_most?: string | number;
                /** now > value + n days. */
                readonly more_than?: string | number;
            } | string | number | string | number | boolean | string | number | {
                /** The location that owns the case. */
                readonly location: string | number;
                /** With the locations below it. */
                readonly descendants?: "yes" | "no" | "true" | "false" | boolean;
            } | undefined;
        }[];
    } & Without<Exclude<"not_modified_for" | "parent_closed" | "owner_location" | "all", "any">>) | ({
        readonly all: readonly {
            readonly not_modified_for?: string | number;
            readonly parent_closed?: string | number | boolean;
            readonly owner_location?: string | number | {
                /** The location that owns the case. */
                readonly location: string | number;
                /** With the locations below it. */
                readonly descendants?: "yes" | "no" | "true" | "false" | boolean;
            };
            readonly [key: string]: Scalar | {
                /** Differs from this; a missing property differs from everything. */
                readonly not?: Scalar;
                /** Whether it has a value. */
                readonly has_value?: "yes" | "no" | "true" | "false" | boolean;
                /** A regular expression, from the start of the value. */
                readonly matches?: Scalar;
                /** now < value + n days. */
                readonly before?: string | number;
                /** now >= value + n days. */
                readonly after?: string | number;
                /** now <= value + n days. */
                readonly at_most?: string | number;
                /** now > value + n days. */
                readonly more_than?: string | number;
            } | string | number | string | number | boolean | string | number | {
                /** The location that owns the case. */
                readonly location: string | number;
                /** With the locations below it. */
                readonly descendants?: "yes" | "no" | "true" | "false" | boolean;
            } | undefined;
        }[];
    } & Without<Exclude<"not_modified_for" | "parent_closed" | "owner_location" | "any", "all">>);
    /** Only cases that nobody has saved for so many days. */
    readonly not_modified_for?: string | number;
    /** What is written: property, parent/property or host/property → value. */
    readonly set?: {
        readonly [key: string]: Scalar | {
            /** The property whose value is written. */
            readonly from: string | number | boolean;
        };
    } | Empty;
    /** The case is closed; default no. */
    readonly close?: "yes" | "no" | "true" | "false" | boolean;
    /** Default yes. */
    readonly active?: "yes" | "no" | "true" | "false" | boolean;
}
interface UpdateRuleEditDefinition {
    /** The type of cases it looks at. */
    readonly case_type?: "none" | string | number | boolean;
    /** Criteria; left out: always. */
    readonly when?: "none" | {
        readonly not_modified_for?: string | number;
        readonly parent_closed?: string | number | boolean;
        readonly owner_location?: string | number | {
            /** The location that owns the case. */
            readonly location: string | number;
            /** With the locations below it. */
            readonly descendants?: "yes" | "no" | "true" | "false" | boolean;
        };
        readonly [key: string]: Scalar | {
            /** Differs from this; a missing property differs from everything. */
            readonly not?: Scalar;
            /** Whether it has a value. */
            readonly has_value?: "yes" | "no" | "true" | "false" | boolean;
            /** A regular expression, from the start of the value. */
            readonly matches?: Scalar;
            /** now < value + n days. */
            readonly before?: string | number;
            /** now >= value + n days. */
            readonly after?: string | number;
            /** now <= value + n days. */
            readonly at_most?: string | number;
            /** now > value + n days. */
            readonly more_than?: string | number;
        } | string | number | string | number | boolean | string | number | {
            /** The location that owns the case. */
            readonly location: string | number;
            /** With the locations below it. */
            readonly descendants?: "yes" | "no" | "true" | "false" | boolean;
        } | undefined;
    } | ({
        readonly any: readonly {
            readonly not_modified_for?: string | number;
            readonly parent_closed?: string | number | boolean;
            readonly owner_location?: string | number | {
                /** The location that owns the case. */
                readonly location: string | number;
                /** With the locations below it. */
                readonly descendants?: "yes" | "no" | "true" | "false" | boolean;
            };
            readonly [key: string]: Scalar | {
                /** Differs from this; a missing property differs from everything. */
                readonly not?: Scalar;
                /** Whether it has a value. */
                readonly has_value?: "yes" | "no" | "true" | "false" | boolean;
                /** A regular expression, from the start of the value. */
                readonly matches?: Scalar;
                /** now < value + n days. */
                readonly before?: string | number;
                /** now >= value + n days. */
                readonly after?: string | number;
                /** now <= value + n days. */
                readonly at_most?: string | number;
                /** now > value + n days. */
                readonly more_than?: string | number;
            } | string | number | string | number | boolean | string | number | {
                /** The location that owns the case. */
                readonly location: string | number;
                /** With the locations below it. */
                readonly descendants?: "yes" | "no" | "true" | "false" | boolean;
            } | undefined;
        }[];
    } & Without<Exclude<"not_modified_for" | "parent_closed" | "owner_location" | "all", "any">>) | ({
        readonly all: readonly {
            readonly not_modified_for?: string | number;
            readonly parent_closed?: string | number | boolean;
            readonly owner_location?: string | number | {
                /** The location that owns the case. */
                readonly location: string | number;
                /** With the locations below it. */
                readonly descendants?: "yes" | "no" | "true" | "false" | boolean;
            };
            readonly [key: string]: Scalar | {
                /** Differs from this; a missing property differs from everything. */
                readonly not?: Scalar;
                /** Whether it has a value. */
                readonly has_value?: "yes" | "no" | "true" | "false" | boolean;
                /** A regular expression, from the start of the value. */
                readonly matches?: Scalar;
                /** now < value + n days. */
                readonly before?: string | number;
                /** now >= value + n days. */
                readonly after?: string | number;
                /** now <= value + n days. */
                readonly at_most?: string | number;
                /** now > value + n days. */
                readonly more_than?: string | number;
            } | string | number | string | number | boolean | string | number | {
                /** The location that owns the case. */
                readonly location: string | number;
                /** With the locations below it. */
                readonly descendants?: "yes" | "no" | "true" | "false" | boolean;
            } | undefined;
        }[];
    } & Without<Exclude<"not_modified_for" | "parent_closed" | "owner_location" | "any", "all">>);
    /** Only cases that nobody has saved for so many days. */
    readonly not_modified_for?: "none" | string | number;
    /** What is written: property, parent/property or host/property → value. */
    readonly set?: "none" | {
        readonly [key: string]: Scalar | {
            /** The property whose value is written. */
            readonly from: string | number | boolean;
        };
    } | Empty;
    /** The case is closed; default no. */
    readonly close?: "none" | "yes" | "no" | "true" | "false" | boolean;
    /** Default yes. */
    readonly active?: "none" | "yes" | "no" | "true" | "false" | boolean;
}
interface UserDefinition {
    /** Default: the key. */
    readonly username?: string | number | boolean;
    /** HQ’s id of the user; default: the key. */
    readonly user_id?: string | number | boolean;
    /** First name. */
    readonly first_name?: Scalar;
    /** Last name. */
    readonly last_name?: Scalar;
    /** One phone number. */
    readonly phone?: Scalar;
    /** Phone numbers, the default one first. */
    readonly phones?: readonly Scalar[] | Empty;
    /** Whether the numbers are two-way; default no. */
    readonly verified?: "yes" | "no" | "true" | "false" | boolean;
    /** Language code. */
    readonly language?: Scalar;
    /** IANA zone; an unknown one falls back to the project’s, as in HQ. */
    readonly time_zone?: Scalar;
    /** Address. */
    readonly email?: Scalar;
    /** Default yes. */
    readonly active?: "yes" | "no" | "true" | "false" | boolean;
    /** User data, for user_data filters. */
    readonly data?: {
        readonly [key: string]: Scalar | readonly Scalar[];
    } | Empty;
    /** Properties of the worker’s user case. */
    readonly user_case?: {
        readonly [key: string]: Scalar;
    } | Empty;
}
interface UserEditDefinition {
    /** Default: the key. */
    readonly username?: "none" | string | number | boolean;
    /** HQ’s id of the user; default: the key. */
    readonly user_id?: "none" | string | number | boolean;
    /** First name. */
    readonly first_name?: "none" | Scalar;
    /** Last name. */
    readonly last_name?: "none" | Scalar;
    /** One phone number. */
    readonly phone?: "none" | Scalar;
    /** Phone numbers, the default one first. */
    readonly phones?: "none" | readonly Scalar[] | Empty;
    /** Whether the numbers are two-way; default no. */
    readonly verified?: "none" | "yes" | "no" | "true" | "false" | boolean;
    /** Language code. */
    readonly language?: "none" | Scalar;
    /** IANA zone; an unknown one falls back to the project’s, as in HQ. */
    readonly time_zone?: "none" | Scalar;
    /** Address. */
    readonly email?: "none" | Scalar;
    /** Default yes. */
    readonly active?: "none" | "yes" | "no" | "true" | "false" | boolean;
    /** User data, for user_data filters. */
    readonly data?: "none" | {
        readonly [key: string]: Scalar | readonly Scalar[];
    } | Empty;
    /** Properties of the worker’s user case. */
    readonly user_case?: "none" | {
        readonly [key: string]: Scalar;
    } | Empty;
}
interface WarningFieldsDefinition {
    /** The code of the warning. */
    readonly code?: string | number | boolean;
    /** A part of the text, or several. */
    readonly contains?: Scalar | readonly Scalar[];
    /** An instant, or several: one message at each. */
    readonly at?: string | readonly string[];
    /** Two instants, both inclusive. */
    readonly between?: readonly string[] | Empty;
    /** With at: how far from it. */
    readonly within?: string | number;
    /** A date in the project’s zone, or local. */
    readonly on?: string;
    /** Strictly after this. */
    readonly after?: string;
    /** Strictly before this. */
    readonly before?: string;
    readonly [key: string]: Scalar | string | number | boolean | Scalar | readonly Scalar[] | string | readonly string[] | readonly string[] | Empty | string | number | string | undefined;
}

export type { AlertDefinition, BroadcastDefinition, CaseDefinition, EachFieldsDefinition, EmailFieldsDefinition, ErrorFieldsDefinition, ExpectationDefinition, FieldsDefinition, GatewayDefinition, ProjectDefinition, ScenarioDefinition, SmsFieldsDefinition, SurveyDefinition, TimelineEntryDefinition };
