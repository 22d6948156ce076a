/** The matchers of gateways that are open: messages are waited for, as `waitFor` does. */
import type { Inbox } from './inbox.ts';
import type { MatcherResult } from './matcher-result.ts';
import type { MessageFields } from './message-filter.ts';

interface PromisedMessage {
  readonly channel: 'sms' | 'email';
  readonly to: string;
  readonly promise: string | RegExp | object;
}

/** Whether such a message comes; with `not`, whether one has come by now. */
export async function receivedBy(
  inbox: Inbox,
  isNegated: boolean,
  { channel, to, promise }: PromisedMessage,
): Promise<MatcherResult> {
  const field = channel === 'email' && typeof promise === 'string' ? 'subject' : 'text';
  const fields = typeof promise === 'string' || promise instanceof RegExp ? { [field]: promise } : promise;
  const filter: MessageFields = { channel, to, ...fields };
  return await waited(inbox, isNegated, filter);
}

export function gotNothing(inbox: Inbox, to: string | undefined, fields: MessageFields): MatcherResult {
  const found = inbox.messages({ ...(to !== undefined && { to }), ...fields });
  return {
    pass: found.length === 0,
    message: () => (found.length === 0 ? 'nothing came, and something was to' : listed(found)),
  };
}

/** At least one message came, and no other gateway got one. */
export async function routedVia(
  inbox: Inbox,
  isNegated: boolean,
  gateway: string,
  fields: MessageFields,
): Promise<MatcherResult> {
  const first = await waited(inbox, isNegated, fields);
  const others = inbox.messages(fields).filter((message) => message.gateway !== gateway);
  if (!first.pass || others.length === 0) return first;
  return { pass: false, message: () => `not by ${gateway}:\n${listed(others)}` };
}

async function waited(inbox: Inbox, isNegated: boolean, filter: MessageFields): Promise<MatcherResult> {
  const here = (): MatcherResult => {
    const found = inbox.messages(filter);
    return { pass: found.length > 0, message: () => listed(found) };
  };
  if (isNegated) return here();
  try {
    await inbox.waitFor(filter);
    return here();
  } catch (error) {
    return { pass: false, message: () => (error instanceof Error ? error.message : String(error)) };
  }
}

const LISTED_MAX = 10;

function listed(messages: ReturnType<Inbox['messages']>): string {
  const lines = messages
    .slice(0, LISTED_MAX)
    .map(({ verdict, gateway, to, text }) => `  ${verdict} by ${gateway}: to ${to}, ${JSON.stringify(text)}`);
  const more = messages.length > LISTED_MAX ? [`  … and ${messages.length - LISTED_MAX} more`] : [];
  return ['these came:', ...lines, ...more].join('\n');
}
