/** A mail as it came, and taken apart: only when somebody asks for it. */
import { createHash } from 'node:crypto';
import PostalMime, { type Attachment, type Email } from 'postal-mime';
import { bodyBytes } from './logged-request.ts';
import type { Message } from './message.ts';
import type { Recorded } from './recorder.ts';

/** A message as it came, without its secrets: a mail's source, or an HTTP request. */
export function rawOf(recorded: Recorded): Buffer {
  const { request } = recorded;
  const isMail = request.method === 'MAIL';
  const { 'envelope-from': returnPath, ...headers } = request.headers;
  const first = isMail ? `Return-Path: <${returnPath ?? ''}>` : `${request.method} ${request.path} HTTP/1.1`;
  const lines = Object.entries(headers).map(([name, value]) => `${isMail ? titled(name) : name}: ${value}`);
  return Buffer.concat([Buffer.from(`${[first, ...lines].join('\r\n')}\r\n\r\n`), bodyBytes(recorded)]);
}

/** `message-id` → `Message-ID`. */
const titled = (name: string): string =>
  name
    .replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase())
    .replace(/-Id$/, '-ID')
    .replace(/^Mime-/, 'MIME-');

/** Name → values, as Mailpit tells headers. */
export function headersOf({ request }: Recorded): Record<string, readonly string[]> {
  const isMail = request.method === 'MAIL';
  return Object.fromEntries(
    Object.entries(request.headers)
      .filter(([name]) => name !== 'envelope-from')
      .map(([name, value]) => [isMail ? titled(name) : name, [value]]),
  );
}

/** Deeper parts are left as they are. */
const NESTING_MAX = 20;

const parsed = ({ recorded, isMail }: Message): Promise<Email | undefined> =>
  isMail
    ? PostalMime.parse(rawOf(recorded), { maxNestingDepth: NESTING_MAX }).catch(() => undefined)
    : Promise.resolve(undefined);

/** Mailpit's Message: the summary, the words, and the attachments without their bytes. */
export async function messageView(message: Message) {
  const { recorded } = message;
  const mail = await parsed(message);
  const attachments = (mail?.attachments ?? []).map((each, index) => ({
    isInline: isInline(each),
    view: attachmentView(each, index),
  }));
  return {
    ...message.summary(),
    Date: mail?.date ?? new Date(recorded.receivedAt).toISOString(),
    ReturnPath: recorded.from,
    Text: mail?.text ?? message.text,
    HTML: mail?.html ?? '',
    Attachments: attachments.filter(({ isInline }) => !isInline).map(({ view }) => view),
    Inline: attachments.filter(({ isInline }) => isInline).map(({ view }) => view),
    Request: recorded.request,
    Response: recorded.response,
  };
}

/** The bytes of an attachment; undefined: there is no such part. */
export async function partOf(
  message: Message,
  partId: string,
): Promise<{ readonly bytes: Buffer; readonly type: string; readonly name: string } | undefined> {
  const mail = await parsed(message);
  const index = (mail?.attachments ?? []).findIndex((_each, at) => String(at + 1) === partId);
  const attachment = mail?.attachments[index];
  if (!attachment) return undefined;
  return { bytes: bytesOf(attachment), type: attachment.mimeType, name: attachment.filename ?? partId };
}

const isInline = ({ disposition, contentId }: Attachment): boolean =>
  disposition === 'inline' || (disposition !== 'attachment' && contentId !== undefined);

function attachmentView(attachment: Attachment, index: number) {
  const bytes = bytesOf(attachment);
  const sum = (algorithm: string): string => createHash(algorithm).update(bytes).digest('hex');
  return {
    PartID: String(index + 1),
    FileName: attachment.filename ?? '',
    ContentType: attachment.mimeType,
    ContentID: (attachment.contentId ?? '').replace(/^<|>$/g, ''),
    Size: bytes.length,
    Checksums: { MD5: sum('md5'), SHA1: sum('sha1'), SHA256: sum('sha256') },
  };
}

const bytesOf = ({ content }: Attachment): Buffer =>
  typeof content === 'string' ? Buffer.from(content) : Buffer.from(new Uint8Array(content));
