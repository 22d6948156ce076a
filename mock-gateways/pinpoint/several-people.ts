/** Pinpoint takes a map of addresses, and gives a result for each. */
import type { PersonPart, SeveralPeople } from '../../src/core/model/wire.ts';
import { isJsonObject, jsonIn, textAt, valueAt } from '../encodings.ts';
import { isFine } from '../hq.ts';
import { joinedJson, objectIn, withJsonBodies } from '../several-people.ts';

export const severalPeople: SeveralPeople = {
  split(request) {
    const message = objectIn(request);
    const addresses = message?.Addresses;
    if (!isJsonObject(addresses)) return undefined;
    return withJsonBodies(
      request,
      Object.entries(addresses).map(([address, how]) => ({ ...message, Addresses: { [address]: how } })),
    );
  },

  join: (parts) => joinedJson(parts, () => ({ Result: Object.assign({}, ...parts.map(resultOf)) })),
};

/** Who alone would have been refused with an exception fails in a result. */
function resultOf({ request, response }: PersonPart): object {
  const value = jsonIn(response.body);
  if (isFine(response.status)) return Object(valueAt(value, 'Result'));
  const [address = ''] = Object.keys(Object(valueAt(jsonIn(request.body), 'Addresses')));
  return {
    [address]: {
      DeliveryStatus: 'PERMANENT_FAILURE',
      StatusCode: response.status,
      StatusMessage: textAt(value, 'Message'),
    },
  };
}
