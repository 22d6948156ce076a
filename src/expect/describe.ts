/** Expectations as a person would say them: the titles of verdicts. */

import type { Expectation, PromisedFields, PromisedRow, PromisedTime } from '../core/model/expectation.ts';
import { codePointsNamed } from '../core/render/visible.ts';
import type { Zone } from '../core/time/zone.ts';

/** Times of a list that are named. */
const TIMES_MAX = 3;

/** `sms to asha at 2026-03-09 09:00 Asia/Kolkata via TWILIO_IN` */
export function describeExpectation(expectation: Expectation | PromisedRow, projectZone: Zone): string {
  switch (expectation.kind) {
    case 'state':
      return 'state of the world';
    case 'transcript':
      return `transcript as in ${expectation.file}`;
    case 'in_order':
      return `in order: ${expectation.entries.map((entry) => describeExpectation(entry, projectZone)).join(', then ')}`;
    case 'count': {
      const { is, atLeast, atMost, fields } = expectation;
      const counts = [
        is === undefined ? '' : `exactly ${is}`,
        atLeast === undefined ? '' : `at least ${atLeast}`,
        atMost === undefined ? '' : `at most ${atMost}`,
      ];
      return `count ${counts.filter(Boolean).join(', ')} of ${describeFields(fields.channel ?? 'any', fields, projectZone)}`;
    }
    case 'each': {
      const { channel = 'sms and email', ...of } = expectation.of;
      const selected = describeFields(`each ${channel}`, of, projectZone);
      // An error's code selects and may be all that is promised.
      if (Object.keys(expectation.fields).length === 0) return selected;
      return describeFields(`${selected}:`, expectation.fields, projectZone);
    }
    case 'no_doubles':
      return `no doubles within ${expectation.withinMs / 1000} seconds${describeAbout(expectation.of, projectZone)}`;
    case 'no_nights': {
      const { from, until, clock, of } = expectation;
      const owner = typeof clock === 'object' ? clock.zone : `the ${clock}'s`;
      return `nothing from ${from.text} until ${until.text} on ${owner} clock${describeAbout(of, projectZone)}`;
    }
    case 'cost': {
      const { atMost, currency, per, of } = expectation;
      return `cost of at most ${atMost} ${currency} in ${per === 'run' ? 'the run' : `each ${per}`}${describeAbout(of, projectZone)}`;
    }
    case 'nothing':
      return describeFields(
        expectation.fields.channel ? `no ${expectation.fields.channel}` : 'nothing',
        expectation.fields,
        projectZone,
      );
    default:
      return describeFields(expectation.kind, expectation.fields, projectZone);
  }
}

const describeAbout = (of: PromisedFields, zone: Zone): string => {
  const text = describeFields(of.channel ?? '', of, zone).trim();
  return text === '' ? '' : ` (${text})`;
};

/** As written, with the project's zone when none was. */
export function describeTime({ text }: PromisedTime, projectZone: Zone): string {
  return isBare(text) ? `${text} ${projectZone.name}` : text;
}

function describeFields(kind: string, fields: PromisedFields, zone: Zone): string {
  const { code, to, at = [], between, withinMs, on, from, until, after, before } = fields;
  const parts: (string | undefined)[] = [
    kind,
    fields.messageChannel && `of an ${fields.messageChannel}`,
    code,
    named('to', to),
    named('number', fields.number),
    named('address', fields.address),
    at.length === 0 ? undefined : `at ${describeTimes(at, zone)}`,
    withinMs === undefined ? undefined : `within ${withinMs / 1000} seconds`,
    between && `between ${between[0].text} and ${describeTime(between[1], zone)}`,
    on && `on ${on.text}`,
    from && `from ${describeTime(from, zone)}`,
    until && `until ${describeTime(until, zone)}`,
    after && `after ${describeTime(after, zone)}`,
    before && `before ${describeTime(before, zone)}`,
    named('of case', fields.case),
    named('alert', fields.alert),
    named('broadcast', fields.broadcast),
    named('keyword', fields.keyword),
    named('survey', fields.survey),
    named('via', fields.via),
    fields.in === 'contact' ? 'in the language of the contact' : named('in', fields.in),
    fields.says === undefined ? undefined : `saying ${quoted(fields.says)}`,
    fields.contains && `containing ${fields.contains.map(quoted).join(' and ')}`,
    named('matching', fields.matches),
    fields.near === undefined ? undefined : `nearly saying ${quoted(fields.near)}`,
    fields.subject === undefined ? undefined : `with subject ${quoted(fields.subject)}`,
    fields.htmlContains && `with html containing ${fields.htmlContains.map(quoted).join(' and ')}`,
    named('from number', fields.fromNumber),
    named('attempts', fields.attempts),
    named('segments', fields.segments),
    named('encoding', fields.encoding),
    named('status', fields.status),
    fields.detail === undefined ? undefined : `with detail ${quoted(fields.detail)}`,
    named('handled by', fields.handledBy),
    fields.invalidAnswer === undefined
      ? undefined
      : `${fields.invalidAnswer ? '' : 'not '}marked as a wrong answer`,
    fields.about && `about ${[...fields.about].map(([name, value]) => `${name} ${value}`).join(', ')}`,
  ];
  return parts.filter((part) => part !== undefined).join(' ');
}

function describeTimes(times: readonly PromisedTime[], zone: Zone): string {
  const firstTimes = times.slice(0, TIMES_MAX).map(({ text }) => text);
  const more = times.length > TIMES_MAX ? ` and ${times.length - TIMES_MAX} more` : '';
  const bare = times.every(({ text }) => isBare(text));
  return firstTimes.join(', ') + more + (bare ? ` ${zone.name}` : '');
}

const isBare = (text: string): boolean => /^(?:\d{4}-\d\d-\d\d[ T])?\d\d:\d\d(?::\d\d)?$/.test(text.trim());

const named = (name: string, value: string | number | undefined): string | undefined =>
  value === undefined ? undefined : `${name} ${value}`;

/** Letters of a text that an explanation shows. */
const SHOWN_MAX = 60;

/** In quotes, on one line, cut when it is long. */
export function quoted(text: string): string {
  const shortened = text.length > SHOWN_MAX ? `${text.slice(0, SHOWN_MAX)}…` : text;
  return codePointsNamed(JSON.stringify(shortened));
}
