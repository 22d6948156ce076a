/** The messages in an application's answer to a text: TwiML, or plain text that Twilio sends as it stands. */
import type { ArrivedText, Replies, ReplyMessage } from '../../src/core/model/web-call.ts';
import type { WireResponse } from '../../src/core/model/wire.ts';
import { readXml, textIn, type XmlElement } from '../xml-reader.ts';

const MESSAGES_MAX = 100;
const TWIML_TYPES: ReadonlySet<string> = new Set(['text/xml', 'application/xml', 'text/html']);
const VERBS: ReadonlySet<string> = new Set(['Message', 'Sms']);
const NO_REPLIES: Replies = { messages: [] };

/** Twilio's own errors: 12100 unreadable, 12200 not as the schema has it, 12300 the wrong type, 14103 no text. */
export function repliesIn({ status, headers, body }: WireResponse, arrived: ArrivedText): Replies {
  if (status < 200 || status >= 300 || body.trim() === '') return NO_REPLIES;
  const type = (headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
  if (type === 'text/plain') return { messages: [replyTo(arrived, body.trim())] };
  if (!TWIML_TYPES.has(type)) {
    return problem(`12300 Invalid Content-Type: ${type || 'none'}; text/xml is TwiML, text/plain is a reply`);
  }
  const root = readXml(body);
  if ('problem' in root) return problem(`12100 Document parse failure: ${root.problem}`);
  if (root.name !== 'Response')
    return problem(`12100 Document parse failure: <${root.name}> is not <Response>`);
  return verbsIn(root, arrived);
}

function verbsIn(root: XmlElement, arrived: ArrivedText): Replies {
  const verbs = root.children.filter((child) => typeof child !== 'string').slice(0, MESSAGES_MAX);
  const unknown = verbs.find(({ name }) => !VERBS.has(name));
  const all = verbs.filter(({ name }) => VERBS.has(name)).map((verb) => messageIn(verb, arrived));
  const messages = all.filter(({ text }) => text !== '');
  if (unknown !== undefined) {
    return { messages, problem: `12200 Schema validation warning: <${unknown.name}> is not acted on here` };
  }
  return messages.length < all.length
    ? { messages, problem: '14103 Invalid Body: a <Message> has no text' }
    : { messages };
}

function messageIn({ attributes, children }: XmlElement, arrived: ArrivedText): ReplyMessage {
  const bodies = children.filter((child) => typeof child !== 'string' && child.name === 'Body');
  const words = bodies.length > 0 ? bodies : children.filter((child) => typeof child === 'string');
  const text = words.map((part) => (typeof part === 'string' ? part : textIn(part))).join('');
  const receiptUrl = attributes.get('statusCallback');
  return {
    to: attributes.get('to') ?? arrived.from,
    from: attributes.get('from') ?? arrived.to,
    text: text.trim(),
    ...(receiptUrl !== undefined && { receiptUrl }),
  };
}

const replyTo = ({ from, to }: ArrivedText, text: string): ReplyMessage => ({ to: from, from: to, text });

const problem = (what: string): Replies => ({ messages: [], problem: what });
