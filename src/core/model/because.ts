/** Which rule chose the zone, the language, the number and the gateway of a message: evidence as data. */
export interface Because {
  readonly zone?: ZoneEvidence | undefined;
  readonly language?: LanguageEvidence | undefined;
  readonly number?: NumberEvidence | undefined;
  readonly gateway?: GatewayEvidence | undefined;
}

/** The zone in force and whose it is (docs/hq/scheduling.md#s2-1). */
export interface ZoneEvidence {
  /** IANA name, such as Asia/Kolkata. */
  readonly name: string;
  /** `case`: the contact's `time_zone`; `user`: the worker's; `utc`: the alert's `utc_default`. */
  readonly from: 'case' | 'user' | 'utc' | 'project';
  /** The release of the zone data, where it is not the product's own. */
  readonly release?: string | undefined;
  /** A `time_zone` that was passed over, as it is no zone. */
  readonly ignored?: { readonly from: 'case' | 'user'; readonly value: string } | undefined;
}

/** The language of the text that was chosen (docs/hq/contacts-and-messages.md#s5-1). */
export interface LanguageEvidence {
  /** `*` for untranslated text. */
  readonly code: string;
  /** `only`: the text has no translations. */
  readonly from: 'contact' | 'alert' | 'project' | 'untranslated' | 'only';
  /** Languages looked for before this one in which there is no text, in order. */
  readonly missing?: readonly string[] | undefined;
}

/** Where the number written to comes from (docs/hq/contacts-and-messages.md#s1-7). */
export interface NumberEvidence {
  readonly from:
    | 'two_way'
    | 'shared'
    | 'contact_phone_number'
    | 'user'
    | 'user_case'
    | 'number'
    | 'inbound'
    | 'verification'
    | 'forwarding';
}

/** How a gateway was found (docs/hq/contacts-and-messages.md#s2-4). */
export type GatewayRule =
  | 'contact_backend_id'
  | 'prefix'
  | 'catch_all'
  | 'inbound'
  | 'sender'
  | 'forwarding'
  | 'email_gateway'
  | 'only_email_gateway'
  | 'first_email_gateway'
  | 'hq_email';

/** One way to a gateway: the rule, whose gateway or map it is, and the prefix that fits. */
export interface GatewayClaim {
  readonly name: string;
  readonly rule: GatewayRule;
  /** Of a name: whose the gateway is. Of a prefix: whose map it stands in. */
  readonly scope?: 'project' | 'shared' | 'global' | undefined;
  readonly prefix?: string | undefined;
}

/** The gateway chosen, and those that would have served without it, best first. */
export interface GatewayEvidence extends GatewayClaim {
  readonly losers?: readonly GatewayClaim[] | undefined;
}

const oneOf = (...values: readonly string[]) => ({ enum: values });
const string = { type: 'string' } as const;
const object = (properties: Readonly<Record<string, unknown>>, ...required: readonly string[]) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});

const claimProperties = {
  name: string,
  rule: oneOf(
    ...['contact_backend_id', 'prefix', 'catch_all', 'inbound', 'sender', 'forwarding'],
    ...['email_gateway', 'only_email_gateway', 'first_email_gateway', 'hq_email'],
  ),
  scope: oneOf('project', 'shared', 'global'),
  prefix: string,
};

/** `Because` as JSON Schema. */
export const becauseSchema = object({
  zone: object(
    {
      name: string,
      from: oneOf('case', 'user', 'utc', 'project'),
      release: string,
      ignored: object({ from: oneOf('case', 'user'), value: string }, 'from', 'value'),
    },
    'name',
    'from',
  ),
  language: object(
    {
      code: string,
      from: oneOf('contact', 'alert', 'project', 'untranslated', 'only'),
      missing: { type: 'array', items: string },
    },
    'code',
    'from',
  ),
  number: object(
    {
      from: oneOf(
        ...['two_way', 'shared', 'contact_phone_number', 'user', 'user_case', 'number', 'inbound'],
        ...['verification', 'forwarding'],
      ),
    },
    'from',
  ),
  gateway: object(
    {
      ...claimProperties,
      losers: { type: 'array', items: object(claimProperties, 'name', 'rule') },
    },
    'name',
    'rule',
  ),
});
