import {
  COPIES_MAX,
  fieldsOf,
  parseLength,
  parseMoment,
  parseNth,
  parseOrdinals,
  parseProbability,
  parseRate,
  parseReply,
  parseSpread,
} from '../core/faults/parse.ts';
import type { Fault, FaultAction } from '../core/model/gateway.ts';
import type { MapNode, Node } from './node.ts';
import type { ParseContext } from './parse-context.ts';
import { textTest } from './pattern-shape.ts';
import { alternatives, quoted } from './problem.ts';
import { choice, projectZone, text, whole, yesNo } from './scalars.ts';
import {
  byKind,
  convert,
  type Field,
  type Fields,
  field,
  listOf,
  mapOf,
  named,
  record,
  type Shape,
} from './shape.ts';

/** Any value, as plain data. */
const plain: Shape<unknown> = byKind<unknown>('a value', {
  text,
  list: listOf<unknown>(text),
  map: mapOf<unknown>(byKind<unknown>('a value', { text, list: listOf<unknown>(text) })),
});

/** A text that must mean something; it stays the text that was written. */
const meaning = (wanted: string, parse: (text: string) => unknown): Shape<string> =>
  convert(text, (it, node, context) => (parse(it) === undefined ? context.unwanted(node, wanted) : it));

const length = meaning('a length of time, such as 15 minutes, 2h or PT15M', parseLength);
const retryAfter = meaning('auto, none or a length of time', (it) =>
  it === 'auto' || it === 'none' ? 0 : parseLength(it),
);
const refusal = meaning('a code from 400 to 599 and words, such as 450 4.2.0 Try again', (it) =>
  (parseReply(it)?.code ?? 0) >= 400 ? it : undefined,
);
const greyKey = meaning('some of ip, from and to, joined by +', (it) =>
  it.split('+').every((part) => part === 'ip' || part === 'from' || part === 'to') ? it : undefined,
);

/** A length, or a map that draws one. */
const sound = (shape: Shape<unknown>): Shape<unknown> => ({
  read: (node, context) =>
    shape.read(node, context) === undefined
      ? undefined
      : parseSpread(dataOf(node)) === undefined
        ? context.unwanted(node, 'a length of time, or fixed, uniform [from, to] or lognormal {median, p95}')
        : dataOf(node),
  schema: shape.schema,
});

const moment = convert(text, (it, node, context) => {
  const zone = projectZone(context);
  return parseMoment(it, zone, 0) === undefined
    ? context.unwanted(node, 'a time of the scenario, or T+1h after its start')
    : it;
});

const range = convert(listOf(moment), (it, node, context) =>
  it.length === 2 ? it : context.unwanted(node, 'a list of two: from and to'),
);

/** What EHLO may leave out. */
const CAPABILITIES = 'STARTTLS AUTH SIZE PIPELINING 8BITMIME SMTPUTF8 DSN ENHANCEDSTATUSCODES'.split(' ');
const hidden = meaning(`yes, no or one of ${CAPABILITIES.join(', ')}`, (it) =>
  ['yes', 'no', 'true', 'false', ...CAPABILITIES].find((known) => known === it),
);

const conditions = {
  to: field(textTest, 'Glob over the number, or address'),
  from: field(textTest, 'Glob over the sender'),
  body: field(textTest, 'Glob, or /regex/, over the text'),
  attempt: field(meaning('n, or a range n-m', parseOrdinals), 'n, or a range n-m'),
  nth: field(meaning('n, or every:n', parseNth), 'n, or every:n'),
  between: field(range, 'A range of virtual time'),
  probability: field(meaning('0 to 1', parseProbability), '0 to 1'),
  times: field(whole(0), 'How often at most'),
  per: field(choice('message', 'request', 'connection'), 'What one draw is for'),
} satisfies Fields;

/** The closed vocabulary of what a fault does. */
const actions: Readonly<Record<FaultAction, Field<unknown>>> = {
  reject: field(
    choice(
      'invalid_destination',
      'opted_out',
      'too_long',
      'unauthorized',
      'insufficient_funds',
      'bad_sender',
      'blocked',
      'unroutable',
      'template_missing',
    ),
    'Refuse, in the kind’s own words',
  ),
  status: field(
    record({
      code: field(whole(100, 599), 'HTTP status'),
      body: field(text, 'Body'),
      retry_after: field(length, 'Retry-After'),
    }),
    'A raw answer',
  ),
  throttle: field(
    record({
      rate: field(meaning('n/s or n/min', parseRate), 'n/s or n/min'),
      burst: field(whole(1), 'How many at once'),
      per: field(choice('from', 'to', 'account', 'gateway'), 'Who shares the rate'),
      retry_after: field(retryAfter, 'auto, none or a length of time'),
    }),
    'A rate limit',
  ),
  delay: field(
    sound(
      byKind<unknown>('a length of time, or fixed, uniform or lognormal', {
        text,
        map: record({
          fixed: field(text, 'A length of time'),
          uniform: field(listOf(text), 'From and to'),
          lognormal: field(
            record({ median: field(text, 'Median'), p95: field(text, '95 %') }),
            'A long tail',
          ),
        }),
      }),
    ),
    'A slow answer',
  ),
  connection: field(
    record({
      mode: field(
        choice('refuse', 'reset', 'close', 'hang', 'truncate', 'short_body', 'garbage', 'bad_chunk', 'drip'),
        'How the connection fails',
      ),
      phase: field(choice('before', 'headers', 'body'), 'When it fails'),
      committed: field(yesNo, 'Whether the message was accepted before that'),
      bytes: field(whole(0), 'After how many bytes'),
      every: field(length, 'Pause between drips'),
    }),
    'A broken connection',
  ),
  receipt: field(
    record({
      outcome: field(
        choice('delivered', 'undelivered', 'failed', 'expired', 'none'),
        'What the receipt says',
      ),
      code: field(text, 'The kind’s own code'),
      after: field(sound(plain), 'How much later'),
      copies: field(whole(0, COPIES_MAX), 'How often'),
      order: field(choice('normal', 'reversed', 'shuffled'), 'In what order'),
      drop: field(listOf(text), 'Which are lost'),
      retry_webhook: field(yesNo, 'Sent again until taken'),
    }),
    'The delivery report',
  ),
  inbound: field(
    record({
      copies: field(whole(0, COPIES_MAX), 'How often'),
      after: field(length, 'How much later'),
      split: field(whole(1, COPIES_MAX), 'Into how many parts'),
      order: field(choice('normal', 'reversed'), 'In what order'),
      missing_part: field(whole(1), 'Which part is lost'),
      encoding: field(choice('utf8', 'gsm7-raw', 'ucs2-hex', 'latin1'), 'How it is written'),
    }),
    'What comes in',
  ),
  smtp: field(
    record({
      at: field(
        choice('connect', 'ehlo', 'starttls', 'auth', 'mail', 'rcpt', 'data', 'dot', 'quit'),
        'At which command',
      ),
      reply: field(refusal, 'Code and words of a refusal'),
      mode: field(choice('reply', 'hang', 'reset', 'drip', 'hide'), 'What happens'),
      hang: field(length, 'How long'),
      reset: field(yesNo, 'Reset the connection'),
      drip: field(length, 'Slowly'),
      hide: field(hidden, 'What EHLO leaves out; yes: what `at` names'),
      greylist: field(
        record({ for: field(length, 'How long'), key: field(greyKey, 'Who has to wait: ip, from, to') }),
        'Grey list',
      ),
      bounce: field(record({ after: field(length, 'How much later'), code: field(text, 'Code') }), 'Bounce'),
    }),
    'A mail server’s fault',
  ),
};

const actionNames = Object.keys(actions) as FaultAction[];

const faultRecord = record({
  id: field(text, 'A name for the rule'),
  when: field(record(conditions), 'Conditions; all must hold'),
  ...actions,
});

/** One fault: conditions, and exactly one action. */
const fault: Shape<Fault> = {
  read: (node, context) => {
    const given = faultRecord.read(node, context);
    if (given === undefined || node.kind !== 'map') return undefined;
    const chosen = actionNames.filter((name) => node.entries.has(name));
    if (chosen.length !== 1)
      return context.problem(node, found(chosen), `exactly one of ${alternatives(actionNames)}`);
    const action = chosen[0]!;
    const valueNode = node.entries.get(action)!.value;
    const when = node.entries.get('when')?.value;
    const rule: Fault = {
      id: idOf(node),
      when: when?.kind === 'map' ? dataOfMap(when) : {},
      action,
      value: dataOf(valueNode),
    };
    if (action === 'smtp' && isIdle(fieldsOf(rule.value)))
      return context.problem(valueNode, 'nothing that happens', smtpDeeds);
    if (action === 'inbound' && rule.when.attempt !== undefined)
      return context.problem(node, 'attempt', 'no attempt: a text that comes in is not tried again');
    return rule;
  },
  schema: (definitions) => faultRecord.schema(definitions),
};

const smtpDeeds = 'reply, hang, reset, drip, hide, greylist or bounce';

/** A mode alone says what happens, but for `reply`; and only STARTTLS and AUTH can be hidden by `at`. */
function isIdle({
  mode,
  at,
  reply,
  hang,
  reset,
  drip,
  hide,
  greylist,
  bounce,
}: Readonly<Record<string, unknown>>): boolean {
  const isOn = (value: unknown): boolean => value !== undefined && value !== 'no' && value !== 'false';
  const isByPlace = hide === 'yes' || hide === 'true' || (mode === 'hide' && hide === undefined);
  if (isByPlace) return at !== 'starttls' && at !== 'auth';
  if (mode !== undefined && mode !== 'reply') return false;
  return ![reply, hang, reset, drip, hide, greylist, bounce].some(isOn);
}

export const faults: Shape<readonly Fault[]> = named('faults', listOf(fault));

const found = (chosen: readonly string[]): string =>
  chosen.length === 0 ? 'no action' : `${chosen.length} actions: ${chosen.join(', ')}`;

function idOf(node: MapNode): string {
  const id = node.entries.get('id')?.value;
  return id?.kind === 'text' && id.text !== '' ? id.text : `fault-${Number(node.path?.step ?? 0) + 1}`;
}

function dataOf(node: Node): unknown {
  if (node.kind === 'text') return node.text;
  if (node.kind === 'list') return node.items.map(dataOf);
  return dataOfMap(node);
}

function dataOfMap(node: MapNode): Readonly<Record<string, unknown>> {
  return Object.fromEntries([...node.entries].map(([name, { value }]) => [name, dataOf(value)]));
}

/** Reports what is wrong with the rules of one gateway together; `type` is undefined where it is unsound itself. */
export function tellUnsoundFaults(
  given: readonly Fault[],
  type: string | undefined,
  node: Node,
  context: ParseContext,
): void {
  tellSameIds(given, node, context);
  if (type !== undefined) tellMailRules(given, type, node, context);
}

/** Two rules of one gateway with one id would draw the same chances. */
function tellSameIds(given: readonly Fault[], node: Node, context: ParseContext): void {
  const seen = new Set<string>();
  for (const { id } of given) {
    if (seen.has(id)) context.problem(node, `two faults called ${quoted(id)}`, 'a different id for each');
    seen.add(id);
  }
}

/** A gateway that no mail goes through has no SMTP session for a rule to act in. */
function tellMailRules(given: readonly Fault[], type: string, node: Node, context: ParseContext): void {
  const mailRule = given.find(({ action }) => action === 'smtp');
  if (type === 'smtp' || mailRule === undefined) return;
  context.problem(node, `an smtp fault at a gateway of type ${type}`, 'connection, status or reject there');
}
