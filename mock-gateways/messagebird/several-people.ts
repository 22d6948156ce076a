/** MessageBird takes a list of recipients, or text with commas, and gives one item for each. */
import type { PersonPart, SeveralPeople } from '../../src/core/model/wire.ts';
import { isFine } from '../hq.ts';
import { jsonIn, textAt, valueAt } from '../json-fields.ts';
import { joinedJson, objectIn, withJsonBodies } from '../several-people.ts';

export const severalPeople: SeveralPeople = {
  sharesId: true,

  split(request) {
    const message = objectIn(request);
    if (message === undefined) return undefined;
    const numbers = numbersIn(message.recipients);
    return withJsonBodies(
      request,
      numbers.map((number) => ({ ...message, recipients: [number] })),
    );
  },

  join: (parts) =>
    joinedJson(parts, () => {
      const sent = parts.filter(({ response }) => isFine(response.status)).length;
      return {
        recipients: {
          totalCount: parts.length,
          totalSentCount: sent,
          totalDeliveredCount: 0,
          totalDeliveryFailedCount: parts.length - sent,
          items: parts.map(itemOf),
        },
      };
    }),
};

function numbersIn(recipients: unknown): readonly string[] {
  const all = Array.isArray(recipients) ? recipients.map(String) : String(recipients ?? '').split(',');
  return all.map((number) => number.trim()).filter((number) => number !== '');
}

/** Who was refused stands among the others, as failed. */
function itemOf({ request, response }: PersonPart): unknown {
  if (isFine(response.status)) return valueAt(jsonIn(response.body), 'recipients', 'items', 0);
  const recipient = Number(textAt(jsonIn(request.body), 'recipients', 0).replace(/\D/g, ''));
  return { recipient, status: 'delivery_failed', statusDatetime: null, messagePartCount: 1 };
}
