/** MessageBird takes a list of recipients, or text with commas, and gives one item for each. */
import type { PersonPart, SeveralPeople } from '../../src/core/model/wire.ts';
import { jsonIn, textAt, valueAt } from '../encodings.ts';
import { isFine } from '../hq.ts';
import { fieldsOf } from '../percent.ts';
import { joinedJson, objectIn, withJsonBodies } from '../several-people.ts';

export const severalPeople: SeveralPeople = {
  sharesId: true,

  split(request) {
    const message = messageIn(request.body);
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

const FIELDS = ['originator', 'recipients', 'body', 'reference', 'reportUrl', 'type'];

/** What a request says, in JSON or as a form; undefined: neither. */
export function messageIn(body: string): Readonly<Record<string, unknown>> | undefined {
  const form = fieldsOf(body, FIELDS);
  return objectIn({ body }) ?? (form.recipients === undefined ? undefined : form);
}

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
