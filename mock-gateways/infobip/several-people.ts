/** Infobip takes several messages, each with several destinations, and gives an entry for each of them. */
import type { PersonPart, SeveralPeople } from '../../src/core/model/wire.ts';
import { jsonIn, textAt, valueAt } from '../encodings.ts';
import { isFine } from '../hq.ts';
import { joinedJson, objectIn, withJsonBodies } from '../several-people.ts';

export const severalPeople: SeveralPeople = {
  split(request) {
    const whole = objectIn(request);
    if (whole === undefined) return undefined;
    return withJsonBodies(request, 'messages' in whole ? smsOf(whole) : omniOf(whole));
  },

  join: (parts) => {
    const failed = parts.find(({ response }) => response.status >= FROM_SERVER);
    return failed?.response ?? joinedJson(parts, () => ({ messages: parts.map(entryOf) }));
  },
};

/** What is wrong with the server is so for all. */
const FROM_SERVER = 500;

type Whole = Readonly<Record<string, unknown>>;

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function smsOf(whole: Whole): object[] {
  return listOf(whole.messages).flatMap((message) =>
    listOf(valueAt(message, 'destinations')).map((destination) => ({
      ...whole,
      messages: [{ ...Object(message), destinations: [destination] }],
    })),
  );
}

const omniOf = (whole: Whole): object[] =>
  listOf(whole.destinations).map((destination) => ({ ...whole, destinations: [destination] }));

/** Who alone would have been refused with an exception is rejected among the others. */
function entryOf({ request, response }: PersonPart): unknown {
  if (isFine(response.status)) return valueAt(jsonIn(response.body), 'messages', 0);
  const asked = jsonIn(request.body);
  const to =
    textAt(asked, 'messages', 0, 'destinations', 0, 'to') ||
    textAt(asked, 'destinations', 0, 'to', 'phoneNumber');
  const description = textAt(jsonIn(response.body), 'requestError', 'serviceException', 'text');
  return {
    to,
    status: { groupId: 5, groupName: 'REJECTED', id: 14, name: 'REJECTED_DESTINATION', description },
  };
}
