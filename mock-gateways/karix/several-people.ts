/** Karix takes messages, each with several destinations, and gives one acknowledgement for all. */
import type { SeveralPeople } from '../../src/core/model/wire.ts';
import { jsonIn, textAt, valueAt } from '../encodings.ts';
import { json } from '../reply.ts';
import { objectIn, withJsonBodies } from '../several-people.ts';

export const severalPeople: SeveralPeople = {
  split(request) {
    const whole = objectIn(request);
    const messages = whole?.messages;
    if (!Array.isArray(messages)) return undefined;
    const bodies = messages.flatMap((message: unknown) => {
      const dest = valueAt(message, 'dest');
      const numbers = Array.isArray(dest) ? dest : [];
      return numbers.map((number) => ({ ...whole, messages: [{ ...Object(message), dest: [number] }] }));
    });
    return withJsonBodies(request, bodies);
  },

  /** Accepted when one was. */
  join(parts) {
    const accepted = parts.find(({ response }) => textAt(jsonIn(response.body), 'status', 'code') === '200');
    return (accepted ?? parts[0])?.response ?? json(500, {});
  },
};
