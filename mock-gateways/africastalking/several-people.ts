/** Africa's Talking takes a list of numbers with commas, and gives one recipient for each. */
import type { SeveralPeople } from '../../src/core/model/wire.ts';
import { jsonIn, textAt, valueAt } from '../encodings.ts';
import { isFine } from '../hq.ts';
import { fieldOf, quoteUtf8 } from '../percent.ts';
import { joinedJson, withBodies } from '../several-people.ts';
import { inTableForm } from './bulk-form.ts';

const PRICE = 0.8;
const SENT = '101';
/** Of one recipient that was sent to. */
export const COST = `KES ${PRICE.toFixed(4)}`;

export const severalPeople: SeveralPeople = {
  split(asWritten) {
    const request = inTableForm(asWritten);
    const numbers = (fieldOf(request.body, 'to') ?? '').split(',').map((number) => number.trim());
    const others = request.body.split('&').filter((pair) => !pair.startsWith('to='));
    const bodies = numbers
      .filter((number) => number !== '')
      .map((number) => [...others, `to=${quoteUtf8(number)}`].join('&'));
    return withBodies(request, bodies);
  },

  join: (parts) => {
    const failed = parts.find(({ response }) => !isFine(response.status));
    if (failed !== undefined) return failed.response;
    const recipients = parts.flatMap(({ response }) => recipientsIn(response.body));
    return joinedJson(parts, () => ({ SMSMessageData: summary(recipients) }));
  },
};

function recipientsIn(body: string): readonly unknown[] {
  const recipients = valueAt(jsonIn(body), 'SMSMessageData', 'Recipients');
  return Array.isArray(recipients) ? recipients : [];
}

/** The recipients, and the sentence above them. */
export function summary(recipients: readonly unknown[]): object {
  const sent = recipients.filter((recipient) => textAt(recipient, 'statusCode') === SENT).length;
  const cost = sent === 0 ? '0' : `KES ${(sent * PRICE).toFixed(4)}`;
  return { Message: `Sent to ${sent}/${recipients.length} Total Cost: ${cost}`, Recipients: recipients };
}
