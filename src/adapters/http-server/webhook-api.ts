/** Texts and receipts by hand, and the list of all calls that the gateways made to applications. */
import type { Request } from 'express';
import type { Delivery, DeliveryState } from '../webhooks/delivery.ts';
import { WebhookProblem } from '../webhooks/webhook-problem.ts';
import type { PhoneText, Webhooks } from '../webhooks/webhooks.ts';
import { type ApiRoute, queryText, Refusal, wholeNumber } from './api-route.ts';

const LIST_DEFAULT = 50;
const LIST_MAX = 1000;
const STATES: readonly DeliveryState[] = ['pending', 'acknowledged', 'given up', 'refused'];

/** Routes beside the recorder's, for `recorderApi`. */
export function webhookApi(webhooks: Webhooks): ApiRoute[] {
  return [...byHand(webhooks), ...lists(webhooks)];
}

function byHand(webhooks: Webhooks): ApiRoute[] {
  return [
    {
      method: 'post',
      path: '/__admin/gateways/{name}/inbound',
      summary:
        'A text comes in from a phone. Answers when the application has, with the calls that were made',
      body: { schema: 'PhoneText', example: { from: '+27831234567', text: 'STOP' } },
      answer: { schema: 'Webhooks' },
      otherwise: { 404: 'No gateway is called so', 422: 'What keeps the text from coming in' },
      async handle(request, response) {
        const phoneText = phoneTextFrom(request.body);
        const name = String(request.params.name);
        response.json(listed(await asked(() => webhooks.inbound(name, phoneText))));
      },
    },
    {
      method: 'post',
      path: '/__admin/gateways/{name}/introduction',
      summary: 'The gateway makes itself known: WhatsApp’s hub.challenge, SNS’s SubscribeURL',
      answer: { schema: 'Webhook' },
      otherwise: { 404: 'No gateway is called so', 422: 'What keeps it from doing so' },
      async handle(request, response) {
        const base = `http://${request.headers.host ?? '127.0.0.1'}`;
        response.json(asJson(await asked(() => webhooks.introduce(String(request.params.name), base))));
      },
    },
    {
      method: 'post',
      path: '/__admin/messages/{id}/receipt',
      summary: 'The gateway reports on a message that it took. Answers when the application has',
      body: { schema: 'ReceiptWanted', example: { status: 'delivered' } },
      answer: { schema: 'Webhook' },
      otherwise: { 404: 'No message has this ID', 422: 'What keeps the receipt from going out' },
      async handle(request, response) {
        const { status, code } = textsIn(request.body, ['status', 'code']);
        if (status === undefined) throw new Refusal(422, 'status is missing', '{"status":"delivered"}');
        const id = String(request.params.id);
        response.json(asJson(await asked(() => webhooks.receipt(id, status, code))));
      },
    },
  ];
}

function lists(webhooks: Webhooks): ApiRoute[] {
  const { deliveries } = webhooks;
  return [
    {
      method: 'get',
      path: '/__admin/webhooks/{id}/confirmation',
      summary: 'What an application fetches that is asked to confirm',
      answer: { mediaType: 'text/xml' },
      otherwise: { 404: 'No introduction has this ID' },
      handle(request, response) {
        if (!webhooks.confirm(String(request.params.id))) {
          throw new Refusal(404, 'no introduction has this ID', '/__admin/webhooks lists them');
        }
        response.type('text/xml').send('<ConfirmSubscriptionResponse/>');
      },
    },
    {
      method: 'get',
      path: '/__admin/webhooks',
      summary: 'The newest calls to applications, oldest first, and what came of them',
      query: [
        { name: 'state', about: `One of ${STATES.join(', ')}`, type: 'string' },
        { name: 'gateway', about: 'Only of this gateway', type: 'string' },
        { name: 'since', about: 'Only with a seq above this', type: 'integer' },
        { name: 'limit', about: `At most so many; default ${LIST_DEFAULT}`, type: 'integer' },
      ],
      answer: { schema: 'Webhooks' },
      handle(request, response) {
        const limit = wholeNumber(request, 'limit', { otherwise: LIST_DEFAULT, min: 1, max: LIST_MAX });
        const fits = wanted(request);
        response.json(listed([...deliveries.all()].filter(fits), limit));
      },
    },
    {
      method: 'get',
      path: '/__admin/webhooks/{id}',
      summary: 'One call',
      answer: { schema: 'Webhook' },
      otherwise: { 404: 'No call has this ID' },
      handle(request, response) {
        const delivery = deliveries.find(String(request.params.id));
        if (delivery === undefined)
          throw new Refusal(404, 'no call has this ID', '/__admin/webhooks lists them');
        response.json(asJson(delivery));
      },
    },
    {
      method: 'delete',
      path: '/__admin/webhooks',
      summary: 'Forget the calls that are settled',
      answer: { schema: 'Removed' },
      handle: (_request, response) => void response.json({ removed: deliveries.forget() }),
    },
  ];
}

function wanted(request: Request): (delivery: Delivery) => boolean {
  const [state, gateway] = [queryText(request, 'state'), queryText(request, 'gateway')];
  const since = wholeNumber(request, 'since', { otherwise: 0, max: Number.MAX_SAFE_INTEGER });
  if (state !== undefined && !STATES.some((each) => each === state)) {
    throw new Refusal(422, `${state} is no state`, `there are ${STATES.join(', ')}`);
  }
  return (delivery) =>
    delivery.seq > since &&
    (state === undefined || delivery.state === state) &&
    (gateway === undefined || delivery.gateway === gateway);
}

function phoneTextFrom(body: unknown): PhoneText {
  const { from, to, text } = textsIn(body, ['from', 'to', 'text']);
  if (from === undefined || text === undefined) {
    throw new Refusal(422, 'from and text are needed', '{"from":"+27831234567","text":"STOP"}');
  }
  return { from, text, ...(to !== undefined && { to }) };
}

/** The fields of a body, all of them texts. */
function textsIn<K extends string>(body: unknown, names: readonly K[]): Partial<Record<K, string>> {
  const given: Readonly<Record<string, unknown>> =
    typeof body === 'object' && body !== null ? { ...body } : {};
  const strange = Object.keys(given).find((name) => !names.some((each) => each === name));
  if (strange !== undefined)
    throw new Refusal(422, `${strange} is not known`, `there are ${names.join(', ')}`);
  const found: Partial<Record<K, string>> = {};
  for (const name of names) {
    const value = given[name];
    if (typeof value === 'string') found[name] = value;
    else if (value !== undefined) throw new Refusal(422, `${name} is a text`);
  }
  return found;
}

/** What keeps a call from being made, as a refusal. */
async function asked<T>(make: () => Promise<T>): Promise<T> {
  try {
    return await make();
  } catch (error) {
    if (error instanceof WebhookProblem) throw new Refusal(error.status, error.what, error.hint);
    throw error;
  }
}

function listed(found: readonly Delivery[], limit = LIST_MAX) {
  const pending = found.filter(({ state }) => state === 'pending').length;
  return { webhooks: found.slice(-limit).map(asJson), meta: { total: found.length, pending } };
}

/** A call as JSON: instants as text. */
function asJson({ createdAt, nextAt, confirmedAt, attempts, ...delivery }: Delivery) {
  return {
    ...delivery,
    createdAt: iso(createdAt),
    attempts: attempts.map((attempt) => ({ ...attempt, at: iso(attempt.at) })),
    ...(nextAt !== undefined && { nextAt: iso(nextAt) }),
    ...(confirmedAt !== undefined && { confirmedAt: iso(confirmedAt) }),
  };
}

const iso = (at: number): string => new Date(at).toISOString();
