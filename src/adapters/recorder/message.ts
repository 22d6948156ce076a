/** An exchange that submitted a message, in Mailpit's format: SMS and email alike. */
import { addressParser } from 'postal-mime';
import { kindOf, MAIL_LIMITS, type MailRead, type PartKind, readMail } from '../../core/mail/reader.ts';
import { decodedWords } from '../../core/mail/words.ts';
import { type Segments, segmentsOf } from '../../core/render/segments.ts';
import { bodyBytes, mailSource, notParsedIn } from './mail-head.ts';
import type { Marks } from './marks.ts';
import type { Recorded } from './recorder.ts';

export interface Mailbox {
  readonly Name: string;
  readonly Address: string;
}

export type MessageSummary = ReturnType<Message['summary']>;

const SNIPPET_LENGTH = 250;
/** Addresses of one header that are shown. */
const ADDRESSES_MAX = 200;

/** Whether an exchange submitted a message, taken or not. */
export const isMessage = ({ channel, gateway, verdict }: Recorded): boolean =>
  channel !== undefined && gateway !== undefined && verdict !== 'other' && verdict !== 'unmatched';

/** Reads only what is asked for, as a search looks at every message. A mail to several people is one. */
export class Message {
  readonly recorded: Recorded;
  private readonly marks: Marks | undefined;
  /** The exchanges for the other people of the same mail. */
  readonly others: Recorded[] = [];
  private read: MailRead | undefined;
  private boxes: Map<string, readonly Mailbox[]> | undefined;

  constructor(recorded: Recorded, marks?: Marks) {
    this.recorded = recorded;
    this.marks = marks;
  }

  get isMail(): boolean {
    return this.recorded.channel === 'email';
  }

  get isRead(): boolean {
    return this.marks?.isRead(this.recorded.id) ?? false;
  }

  get tags(): readonly string[] {
    return this.marks?.tagsOf(this.recorded.id) ?? [];
  }

  get from(): Mailbox {
    return this.addresses('from')[0] ?? { Name: '', Address: this.recorded.from };
  }

  /** Whom it was for; the first of several people. */
  get recipient(): Mailbox {
    return this.recipientOf(this.recorded);
  }

  /** All whom it was for, in the order of the envelope. */
  get recipients(): readonly Mailbox[] {
    return [this.recorded, ...this.others].map((each) => this.recipientOf(each));
  }

  private recipientOf({ to }: Recorded): Mailbox {
    const named = [...this.addresses('to'), ...this.addresses('cc')].find(({ Address }) =>
      isSame(Address, to),
    );
    return named ?? { Name: '', Address: to };
  }

  /** From the mail's header. */
  get to(): readonly Mailbox[] {
    const named = this.addresses('to');
    return named.length > 0 ? named : this.recipients;
  }

  get cc(): readonly Mailbox[] {
    return this.addresses('cc');
  }

  /** The recipients that the mail's header does not name. */
  get bcc(): readonly Mailbox[] {
    if (!this.isMail) return [];
    const named = new Set([...this.to, ...this.cc].map(({ Address }) => Address.toLowerCase()));
    return this.recipients.filter(({ Address }) => !named.has(Address.toLowerCase()));
  }

  get replyTo(): readonly Mailbox[] {
    return this.addresses('reply-to');
  }

  get subject(): string {
    return decodedWords(this.header('subject').slice(0, MAIL_LIMITS.field));
  }

  /** Without its angle brackets. */
  get messageId(): string {
    return this.header('message-id').replace(/^<|>$/g, '');
  }

  get text(): string {
    return this.recorded.text;
  }

  /** Bytes of the body. */
  get size(): number {
    return bodyBytes(this.recorded).length;
  }

  /** The mail taken apart, once; undefined: this is none. */
  get mail(): MailRead | undefined {
    if (this.isMail) this.read ??= readMail(mailSource(this.recorded));
    return this.read;
  }

  /** Why some of a mail was not taken apart; it is all kept. */
  get notParsed(): string | undefined {
    const { mail } = this;
    return mail && notParsedIn(this.recorded, () => mail);
  }

  /** How many parts of a mail are of that kind. */
  countOf(kind: PartKind): number {
    return this.mail?.parts.filter((part) => kindOf(part) === kind).length ?? 0;
  }

  get sms(): Segments | undefined {
    return this.recorded.channel === 'sms' ? segmentsOf(this.text) : undefined;
  }

  /** Mailpit's MessageSummary, and our own fields beside it. */
  summary() {
    const { id, seq, receivedAt, channel, gateway, verdict } = this.recorded;
    const { sms, notParsed } = this;
    return {
      ID: id,
      MessageID: this.messageId,
      Read: this.isRead,
      From: this.from,
      To: this.to,
      Cc: this.cc,
      Bcc: this.bcc,
      ReplyTo: this.replyTo,
      Subject: this.subject,
      Created: new Date(receivedAt).toISOString(),
      Username: '',
      Tags: this.tags,
      Size: this.size,
      Attachments: this.countOf('attachment'),
      Snippet: this.text.slice(0, SNIPPET_LENGTH).replace(/\s+/g, ' ').trim(),
      Seq: seq,
      Recipient: this.recipient,
      Recipients: this.recipients,
      Channel: channel ?? null,
      Gateway: gateway ?? null,
      Status: verdict,
      ...(notParsed !== undefined && { NotParsed: notParsed }),
      ...(sms && { Segments: sms.segments, Encoding: sms.encoding }),
    };
  }

  private header(name: string): string {
    const { headers } = this.recorded.request;
    return this.isMail && Object.hasOwn(headers, name) ? (headers[name] ?? '') : '';
  }

  /** Read once: a search asks for them again and again. */
  private addresses(name: string): readonly Mailbox[] {
    this.boxes ??= new Map();
    const boxes = this.boxes.get(name) ?? this.addressesIn(this.header(name));
    this.boxes.set(name, boxes);
    return boxes;
  }

  private addressesIn(header: string): readonly Mailbox[] {
    if (header === '') return [];
    return addressParser(beginOf(header), { flatten: true })
      .slice(0, ADDRESSES_MAX)
      .map((each) => ({ Name: decodedWords(each.name), Address: each.address ?? '' }));
  }
}

/** As many whole addresses as the limit leaves. */
function beginOf(header: string): string {
  if (header.length <= MAIL_LIMITS.field) return header;
  const comma = header.lastIndexOf(',', MAIL_LIMITS.field);
  return header.slice(0, comma > 0 ? comma : MAIL_LIMITS.field);
}

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
