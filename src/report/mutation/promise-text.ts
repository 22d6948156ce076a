/** A promise that tells two runs apart, as lines of YAML that can be pasted under `expect:`. */
import type { PromisedState } from '../../core/model/expectation.ts';
import { type Instant, MS_PER_MINUTE } from '../../core/model/instant.ts';
import { isoUtc, wallText } from '../../core/time/format.ts';
import type { Zone } from '../../core/time/zone.ts';
import type { TellingPromise } from '../../mutation/difference.ts';

/** It claims nothing, so that it goes beside all others. */
export function promiseText(promise: TellingPromise, zone: Zone): string {
  if (promise.kind === 'state') return `- state: {${stateText(promise.state)}}`;
  const fields = [...fieldTexts(promise.fields, zone), `is: ${promise.is}`];
  return `- count: {${fields.join(', ')}}`;
}

/** `at: 2026-03-09 09:00`, `says: "Hello"`: the fields of a promise about the row. */
export function fieldTexts(fields: ReadonlyMap<string, string | number>, zone: Zone): string[] {
  return [...fields].map(
    ([name, value]) => `${name}: ${name === 'at' ? timeOf(Number(value), zone) : scalar(value)}`,
  );
}

/** A time that is no whole minute is told exactly. */
const timeOf = (at: Instant, zone: Zone): string =>
  at % MS_PER_MINUTE === 0 ? wallText(zone, at) : isoUtc(at);

function stateText({ property, twoWay, session, optedOut, queued }: PromisedState): string {
  if (property) {
    const values = [...property.values].map(([name, value]) => `${scalar(name)}: ${scalar(value)}`);
    return `property: {case: ${scalar(property.case)}, ${values.join(', ')}}`;
  }
  if (twoWay) return `two_way: {${pairs(twoWay)}}`;
  if (session) return `session: {${pairs(session)}}`;
  if (optedOut) return `opted_out: [${optedOut.map(scalar).join(', ')}]`;
  return `queued: ${queued}`;
}

const pairs = (values: ReadonlyMap<string, string | null>): string =>
  [...values]
    .map(([name, value]) => `${scalar(name)}: ${value === null ? 'null' : scalar(value)}`)
    .join(', ');

/** Words of YAML that stand without quotes. */
const scalar = (value: string | number): string =>
  typeof value === 'number' || /^[A-Za-z_][\w.-]*$/.test(value) ? String(value) : JSON.stringify(value);
