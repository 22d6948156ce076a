/** Promises about all messages of a programme at once: `each`, `no_doubles`, `no_nights` and `cost`. */
import type {
  CostExpectation,
  EachExpectation,
  NoDoublesExpectation,
  NoNightsExpectation,
  PromisedFields,
  PromisedTime,
} from '../core/model/expectation.ts';
import { MS_PER_MINUTE } from '../core/model/instant.ts';
import { zoneNamed, zoneNames } from '../core/time/zone.ts';
import { amount, currency } from './money-shape.ts';
import { didYouMean } from './near.ts';
import { sourceOf } from './parse-context.ts';
import { everything, promisedFrom, tellCode } from './promised-fields.ts';
import { choice, duration, promisedTime, text, word } from './scalars.ts';
import { type Field, field, named, record, required, type Shape } from './shape.ts';

const { to, number, address, alert, broadcast, keyword, survey, via, from, until } = everything;

/** Which messages a promise is about; a key left out selects all. */
const about = {
  to,
  number,
  address,
  case: everything.case,
  alert,
  broadcast,
  keyword,
  survey,
};

const messageChannel: Field<'sms' | 'email'> = field(choice('sms', 'email'), 'sms or email; default both');

/** `each` reads all fields; these say which rows are held to the others. */
const selecting = new Set<keyof PromisedFields>([
  'to',
  'number',
  'address',
  'case',
  'alert',
  'broadcast',
  'keyword',
  'survey',
  'channel',
  'from',
  'until',
]);

const eachFields = named(
  'each_fields',
  record({
    ...everything,
    code: field(word, 'With channel error: HQ’s code; selects the errors that have it'),
    channel: field(
      choice('sms', 'email', 'error', 'inbound'),
      'What it is about; default every sms and email that was sent',
    ),
  }),
);

/** Selected by who, what caused it, `channel`, `from` and `until`, errors by their code too; held to everything else. */
export const eachShape: Shape<EachExpectation> = {
  read: (node, context) => {
    const given = eachFields.read(node, context);
    if (given === undefined) return undefined;
    const isOfErrors = given.channel === 'error';
    if (isOfErrors) tellCode(given, context);
    const fields = promisedFrom(given, context, { isOfEachRow: true });
    const selects = (name: keyof PromisedFields): boolean =>
      selecting.has(name) || (isOfErrors && name === 'code');
    const of = pick(fields, selects);
    const held = pick(fields, (name) => !selects(name));
    // A code says what each error is.
    if (Object.keys(held).length === 0 && of.code === undefined)
      return context.problem(
        node,
        'nothing that each message must be',
        'at, between, via, in, says or another key that tells how each is',
        'count: {…, at_least: 1, claims: yes} claims messages whatever they say',
      );
    return {
      kind: 'each',
      source: sourceOf(node),
      of,
      fields: held,
    };
  },
  schema: (definitions) => eachFields.schema(definitions),
};

function pick(fields: PromisedFields, isWanted: (name: keyof PromisedFields) => boolean): PromisedFields {
  return Object.fromEntries(
    Object.entries(fields).filter(([name]) => isWanted(name as keyof PromisedFields)),
  );
}

const doublesFields = named(
  'no_doubles_fields',
  record({
    ...about,
    via,
    channel: messageChannel,
    from,
    until,
    within: field(duration, 'Two messages no further apart than this are doubles; default 1 minute'),
  }),
);

export const noDoublesShape: Shape<NoDoublesExpectation> = {
  read: (node, context) => {
    const given = doublesFields.read(node, context);
    if (given === undefined) return undefined;
    const of = promisedFrom({ ...given, within: undefined }, context, { isOfEachRow: true });
    return {
      kind: 'no_doubles',
      source: sourceOf(node),
      of,
      withinMs: given.within ?? MS_PER_MINUTE,
    };
  },
  schema: (definitions) => doublesFields.schema(definitions),
};

const timeOfDay: Shape<PromisedTime> = {
  read: (node, context) => {
    const time = promisedTime.read(node, context);
    if (time === undefined) return undefined;
    if (time.daily?.clock === 'project') return time;
    return context.unwanted(node, 'a time of day, HH:MM', 'clock says on whose clock');
  },
  schema: () => ({ type: 'string', pattern: '^\\d\\d:\\d\\d(:\\d\\d)?$' }),
};

const clock: Shape<NoNightsExpectation['clock']> = {
  read: (node, context) => {
    const found = text.read(node, context);
    if (found === undefined || found === 'reader' || found === 'project') return found;
    const zone = zoneNamed(found);
    const hint = () => didYouMean(found, ['reader', 'project', ...zoneNames()]);
    return zone ? { zone: zone.name } : context.unwanted(node, 'reader, project or an IANA time zone', hint);
  },
  schema: () => ({ type: 'string', examples: ['reader', 'project', 'Africa/Nairobi'] }),
};

const nightsFields = named(
  'no_nights_fields',
  record({
    ...about,
    via,
    channel: messageChannel,
    from: required(timeOfDay, 'First time of day, inclusive'),
    until: required(timeOfDay, 'Last time of day, inclusive; before from: over midnight'),
    clock: field(clock, 'reader (the contact’s own), project, or a zone; default reader'),
  }),
);

export const noNightsShape: Shape<NoNightsExpectation> = {
  read: (node, context) => {
    const given = nightsFields.read(node, context);
    if (given?.from === undefined || given.until === undefined) return undefined;
    const of = promisedFrom({ ...given, from: undefined, until: undefined }, context, { isOfEachRow: true });
    return {
      kind: 'no_nights',
      source: sourceOf(node),
      of,
      from: given.from,
      until: given.until,
      clock: given.clock ?? 'reader',
    };
  },
  schema: (definitions) => nightsFields.schema(definitions),
};

const costFields = named(
  'cost_fields',
  record({
    ...about,
    via,
    at_most: required(amount, 'The most that the messages may cost'),
    currency: required(currency, 'Such as KES, as in the price of the gateways'),
    per: field(
      choice('run', 'month', 'week', 'day'),
      'In each of these, by the project’s clock; default run',
    ),
  }),
);

export const costShape: Shape<CostExpectation> = {
  read: (node, context) => {
    const given = costFields.read(node, context);
    if (given?.at_most === undefined || given.currency === undefined) return undefined;
    return {
      kind: 'cost',
      source: sourceOf(node),
      of: promisedFrom(given, context, { isOfEachRow: true }),
      atMost: given.at_most,
      currency: given.currency,
      per: given.per ?? 'run',
    };
  },
  schema: (definitions) => costFields.schema(definitions),
};
