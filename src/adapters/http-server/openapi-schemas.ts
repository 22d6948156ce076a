/** What the API's bodies look like: JSON Schema, as OpenAPI 3.1 has it. */
import { webhookSchemas } from './webhook-schemas.ts';

const text = { type: 'string' } as const;
const whole = { type: 'integer', minimum: 0 } as const;
const yesNo = { type: 'boolean' } as const;
const anything = {} as const;
const textOrNull = { type: ['string', 'null'] } as const;
const texts = { type: 'array', items: text } as const;
const textByName = { type: 'object', additionalProperties: text } as const;
const instant = { type: 'string', format: 'date-time' } as const;
const verdict = { enum: ['taken', 'refused', 'failing', 'other', 'unmatched'] } as const;

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const list = (name: string) => ({ type: 'array', items: ref(name) });

/** Every property has to be there, and no other; those of `maybe` need not. */
const exactly = (
  properties: Readonly<Record<string, object>>,
  maybe: Readonly<Record<string, object>> = {},
) => ({
  type: 'object',
  required: Object.keys(properties),
  properties: { ...properties, ...maybe },
  additionalProperties: false,
});

/** A list where a name is repeated. */
const textsByName = {
  type: 'object',
  additionalProperties: { anyOf: [text, { type: 'array', items: text }] },
};

const journal = { requestJournalDisabled: yesNo };
const whose = {
  id: { type: 'string', format: 'uuid' },
  messageId: text,
  seq: { type: 'integer', minimum: 1 },
  gateway: textOrNull,
  kind: textOrNull,
  verdict,
  fault: textOrNull,
  wasMatched: yesNo,
};
const loggedRequest = {
  ...whose,
  method: text,
  url: text,
  absoluteUrl: text,
  clientIp: text,
  headers: textsByName,
  cookies: textByName,
  queryParams: ref('Parameters'),
  formParams: ref('Parameters'),
  body: text,
  bodyAsBase64: text,
  loggedDate: whole,
  loggedDateString: instant,
};
const mailboxes = list('Mailbox');
const summary = {
  ID: text,
  MessageID: text,
  Read: yesNo,
  From: ref('Mailbox'),
  To: mailboxes,
  Cc: mailboxes,
  Bcc: mailboxes,
  ReplyTo: mailboxes,
  Subject: text,
  Created: instant,
  Username: text,
  Tags: texts,
  Size: whole,
  Snippet: text,
  Seq: { type: 'integer', minimum: 1 },
  Recipient: ref('Mailbox'),
  Recipients: mailboxes,
  Channel: { enum: ['sms', 'email'] },
  Gateway: text,
  Status: { enum: ['taken', 'refused', 'failing'] },
};
const ofSome = {
  NotParsed: text,
  Segments: { type: 'integer', minimum: 1 },
  Encoding: { enum: ['GSM-7', 'UCS-2'] },
};
const ofMail = { notParsed: text };

export const schemas = {
  ...webhookSchemas,
  Problem: exactly(
    { error: text },
    {
      hint: text,
      errors: { type: 'array', items: exactly({ code: whole, title: text }, { detail: text }) },
    },
  ),
  Empty: { type: 'object' },
  Info: exactly({
    Version: text,
    LatestVersion: text,
    Database: text,
    DatabaseSize: whole,
    Messages: whole,
    Unread: whole,
    Tags: { type: 'object', additionalProperties: whole },
    RuntimeStats: { type: 'object', additionalProperties: whole },
  }),
  WebUi: { type: 'object' },
  RenameTag: exactly({ Name: text }),
  LoggedRequest: exactly(loggedRequest, ofMail),
  Parameters: {
    type: 'object',
    additionalProperties: exactly({ key: text, values: texts }),
  },
  Answer: exactly({ status: { type: 'integer' }, headers: textByName, body: text }),
  ServeEvent: exactly({
    ...whose,
    request: ref('LoggedRequest'),
    responseDefinition: ref('Answer'),
    response: ref('Answer'),
  }),
  ServeEvents: exactly({
    requests: list('ServeEvent'),
    meta: exactly({ total: whole, kept: whole, dropped: whole }),
    ...journal,
  }),
  LoggedRequests: exactly({
    requests: list('LoggedRequest'),
    meta: exactly({ total: whole }),
    ...journal,
  }),
  Count: exactly({ count: whole, ...journal }),
  Removed: exactly({ removed: whole }),
  RemovedEvents: exactly({ removed: whole, serveEvents: list('ServeEvent') }),
  RequestPattern: {
    type: 'object',
    description: 'A request pattern of WireMock. `gateway`, `kind` and `verdict` are ours.',
    properties: {
      method: text,
      url: text,
      urlPath: text,
      urlPattern: text,
      urlPathPattern: text,
      queryParameters: ref('ValuePatterns'),
      formParameters: ref('ValuePatterns'),
      headers: ref('ValuePatterns'),
      cookies: ref('ValuePatterns'),
      bodyPatterns: { type: 'array', items: ref('ValuePattern') },
      gateway: text,
      kind: text,
      verdict,
    },
    additionalProperties: false,
  },
  ValuePatterns: { type: 'object', additionalProperties: ref('ValuePattern') },
  ValuePattern: {
    type: 'object',
    description: 'One matcher of WireMock, with its options.',
    properties: {
      equalTo: { type: ['string', 'number', 'boolean'] },
      caseInsensitive: yesNo,
      contains: text,
      doesNotContain: text,
      matches: text,
      doesNotMatch: text,
      absent: { enum: [true, false, 'true', 'false', '(absent)'] },
      binaryEqualTo: text,
      equalToJson: anything,
      ignoreArrayOrder: yesNo,
      ignoreExtraElements: yesNo,
      matchesJsonPath: { type: ['string', 'object'] },
      and: { type: 'array', items: ref('ValuePattern') },
      or: { type: 'array', items: ref('ValuePattern') },
      not: ref('ValuePattern'),
    },
    additionalProperties: false,
  },
  RequestGiven: {
    type: 'object',
    required: ['url'],
    properties: { method: text, url: text, headers: textByName, body: text },
  },
  NearMisses: exactly({ nearMisses: list('NearMiss') }),
  NearMiss: exactly(
    {
      request: { type: 'object', required: ['method', 'url', 'headers', 'body'] },
      matchResult: exactly({ distance: { type: 'number', minimum: 0, maximum: 1 } }),
      differences: { type: 'array', items: exactly({ field: text, wanted: text, found: text }) },
      diff: text,
    },
    { requestPattern: ref('RequestPattern'), gateway: text, kind: text, url: text, isUnderstood: yesNo },
  ),
  Mailbox: exactly({ Name: text, Address: text }),
  MessageSummary: exactly({ ...summary, Attachments: whole }, ofSome),
  Messages: exactly({
    total: whole,
    unread: whole,
    count: whole,
    messages_count: whole,
    messages_unread: whole,
    start: whole,
    tags: texts,
    messages: list('MessageSummary'),
  }),
  Message: exactly(
    {
      ...summary,
      Date: text,
      ReturnPath: text,
      Text: text,
      HTML: text,
      Attachments: list('Attachment'),
      Inline: list('Attachment'),
      Request: exactly({ method: text, path: text, headers: textByName, body: text }),
      Response: ref('Answer'),
    },
    ofSome,
  ),
  Attachment: exactly({
    PartID: text,
    FileName: text,
    ContentType: text,
    ContentID: text,
    Size: whole,
    Checksums: exactly({ MD5: text, SHA1: text, SHA256: text }),
  }),
  Headers: { type: 'object', additionalProperties: texts },
  Tags: texts,
  Ids: { type: 'object', properties: { IDs: texts } },
  ReadStatus: { type: 'object', properties: { Read: yesNo, IDs: texts, Search: text } },
  SetTags: { type: 'object', required: ['Tags', 'IDs'], properties: { Tags: texts, IDs: texts } },
  Health: exactly({ status: text, message: text, uptimeInSeconds: whole, timestamp: instant }),
  OpenApi: { type: 'object', required: ['openapi', 'info', 'paths', 'components'] },
} as const;
