/** A mail as it arrived, and parsed when it is asked for. */
import { createHash } from 'node:crypto';
import { bytesOf, htmlOf, kindOf, type MailPart } from '../../core/mail/reader.ts';
import { decodedWords } from '../../core/mail/words.ts';
import { nextTurn } from '../time-slices.ts';
import { groupedHeaders, headerLines } from './header-lines.ts';
import { bodyBytes } from './mail-head.ts';
import type { Message } from './message.ts';
import type { Recorded } from './recorder.ts';

/** A message as it came, without its secrets: a mail's source, byte for byte, or an HTTP request. */
export function rawOf(recorded: Recorded): Buffer {
  const { request, raw, head } = recorded;
  const isMail = request.method === 'MAIL';
  if (isMail && raw !== undefined) return Buffer.from(raw, 'base64');
  if (isMail && head !== undefined) return Buffer.from(head + request.body);
  const { 'envelope-from': returnPath } = request.headers;
  const first = isMail ? `Return-Path: <${returnPath ?? ''}>` : `${request.method} ${request.path} HTTP/1.1`;
  const lines = headerLines(recorded).map(({ name, value }) => `${name}: ${value}`);
  return Buffer.concat([Buffer.from(`${[first, ...lines].join('\r\n')}\r\n\r\n`), bodyBytes(recorded)]);
}

/** Name → values, as Mailpit lists headers. */
export const headersOf = (recorded: Recorded): Record<string, readonly string[]> =>
  Object.fromEntries(groupedHeaders(headerLines(recorded)));

/** Mailpit's Message: the summary, the words, and the attachments without their bytes. */
export async function messageView(message: Message) {
  const { recorded } = message;
  const attachments: { readonly isInline: boolean; readonly view: object }[] = [];
  for (const [index, part] of attachmentsOf(message).entries()) {
    // A large one takes a while to decode and to sum up.
    await nextTurn();
    attachments.push({ isInline: kindOf(part) === 'inline', view: attachmentView(part, index) });
  }
  await nextTurn();
  return {
    ...message.summary(),
    Date: dateOf(message) ?? new Date(recorded.receivedAt).toISOString(),
    ReturnPath: recorded.from,
    Text: message.text,
    HTML: message.mail === undefined ? '' : htmlOf(message.mail),
    Attachments: attachments.filter(({ isInline }) => !isInline).map(({ view }) => view),
    Inline: attachments.filter(({ isInline }) => isInline).map(({ view }) => view),
    Request: recorded.request,
    Response: recorded.response,
  };
}

/** The date of the mail; one that cannot be parsed is kept as it is. */
function dateOf({ isMail, recorded }: Message): string | undefined {
  const header = isMail ? recorded.request.headers.date : undefined;
  if (header === undefined) return undefined;
  const date = new Date(header.slice(0, DATE_MAX));
  return Number.isNaN(date.getTime()) ? header : date.toISOString();
}

const DATE_MAX = 100;

/** The bytes of an attachment; undefined: there is no such part. */
export function partOf(
  message: Message,
  partId: string,
): { readonly bytes: Buffer; readonly type: string; readonly name: string } | undefined {
  const part = attachmentsOf(message).find((_each, at) => String(at + 1) === partId);
  if (!part) return undefined;
  return { bytes: Buffer.from(bytesOf(part)), type: part.type, name: nameOf(part) || partId };
}

const attachmentsOf = ({ mail }: Message): readonly MailPart[] =>
  mail?.parts.filter((part) => kindOf(part) !== 'words') ?? [];

const NAME_MAX = 1000;

const nameOf = ({ fileName }: MailPart): string => decodedWords(fileName.slice(0, NAME_MAX));

function attachmentView(part: MailPart, index: number) {
  const bytes = bytesOf(part);
  const sum = (algorithm: string): string => createHash(algorithm).update(bytes).digest('hex');
  return {
    PartID: String(index + 1),
    FileName: nameOf(part),
    ContentType: part.type,
    ContentID: part.contentId,
    Size: bytes.length,
    Checksums: { MD5: sum('md5'), SHA1: sum('sha1'), SHA256: sum('sha256') },
  };
}
