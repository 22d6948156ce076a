/** A text that somebody types on a phone of the session, to the application behind one of its gateways. */
import type { Delivery } from '../../adapters/webhooks/delivery.ts';
import { WebhookProblem } from '../../adapters/webhooks/webhook-problem.ts';
import type { PhoneText } from '../../adapters/webhooks/webhooks.ts';
import type { ApplicationCalls, ExternalTraffic } from './external-traffic.ts';
import type { LiveSession } from './live-session.ts';
import { RequestProblem } from './request-problem.ts';

/** `gateway`: default the one that the newest message of a program to the phone came through. */
interface TypedText {
  readonly from: string;
  readonly text: string;
  readonly gateway?: string | undefined;
}

/** Resolves when the application has answered, or cannot be reached. */
export async function textToApplication({ outside }: LiveSession, typed: TypedText) {
  const { applications } = outside ?? {};
  if (outside === undefined || applications === undefined) {
    const wanted = 'a session that the lab was started with: drysend serve story.yaml';
    throw new RequestProblem(409, 'the gateways of this session have no addresses for programs', wanted);
  }
  const { gateway, phoneText } = addressed(outside, applications, typed);
  const deliveries = await brought(applications, gateway, phoneText);
  return {
    gateway,
    calls: deliveries.map(({ state, why }) => ({ state, ...(why !== undefined && { why }) })),
  };
}

/** It goes back the way the newest message came: to its sender's number, in its form. */
function addressed(
  outside: ExternalTraffic,
  applications: ApplicationCalls,
  { from, text, gateway }: TypedText,
): { readonly gateway: string; readonly phoneText: PhoneText } {
  const newest = outside.newestTo(from.replace(/\D/g, ''), gateway);
  const name = gateway ?? newest?.gateway ?? onlyOne(outside, applications);
  if (newest === undefined) return { gateway: name, phoneText: { from, text } };
  const isNumber = /^(?:whatsapp:)?\+?\d{3,15}$/.test(newest.from);
  const phone = newest.to.startsWith('whatsapp:') && !from.startsWith('whatsapp:') ? newest.to : from;
  return { gateway: name, phoneText: { from: phone, text, ...(isNumber && { to: newest.from }) } };
}

function onlyOne({ urls }: ExternalTraffic, applications: ApplicationCalls): string {
  const names = [...urls.keys()].filter((name) => applications.addressOf(name) !== undefined);
  if (names.length === 1) return names[0]!;
  const found =
    names.length === 0 ? 'no gateway that calls an application' : `${names.length} gateways that do`;
  const wanted = names.length === 0 ? 'an address for texts' : `gateway: one of ${names.join(', ')}`;
  throw new RequestProblem(422, found, wanted, 'give a gateway inbound_url, or start the lab with --inbound');
}

async function brought(
  applications: ApplicationCalls,
  gateway: string,
  text: PhoneText,
): Promise<readonly Delivery[]> {
  try {
    return await applications.bring(gateway, text);
  } catch (error) {
    if (!(error instanceof WebhookProblem)) throw error;
    throw new RequestProblem(error.status, error.what, error.hint);
  }
}
