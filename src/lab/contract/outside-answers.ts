/** The shapes of answers about programs from outside, and of what goes over the wire. */
import { count, listOf, mapOf, oneOf, orNull, shape, text, whole } from './shape.ts';

export const wireRequest = shape({ method: text, path: text, headers: mapOf(text), body: text });
export const wireResponse = shape({ status: whole, headers: mapOf(text), body: text });

/** Where the session stood when something came from outside. */
const outsideMoment = { seq: whole, at: whole, clock: whole, afterLine: count };

const callState = oneOf('pending', 'acknowledged', 'given up', 'refused');

const outsideText = shape({
  ...outsideMoment,
  id: whole,
  gateway: text,
  from: text,
  to: text,
  text,
  'calls?': listOf(
    shape({ id: text, url: text, state: callState, 'why?': text, 'problem?': text, attempts: count }),
  ),
});

const outsideExchange = shape({
  ...outsideMoment,
  gateway: orNull(text),
  channel: orNull(oneOf('sms', 'email')),
  verdict: oneOf('taken', 'refused', 'failing', 'other', 'unmatched'),
  to: text,
  from: text,
  text,
  request: wireRequest,
  response: wireResponse,
  contacts: listOf(text),
});

export const outsideAnswer = shape({
  exchanges: listOf(outsideExchange),
  texts: listOf(outsideText),
  lastSeq: count,
});

export const textBrought = shape({
  gateway: text,
  calls: listOf(shape({ state: callState, 'why?': text })),
});
