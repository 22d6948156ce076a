/**
 * The one reader of mails: what parts a mail has, and its words. It goes over the text once, decodes only what it is
 * asked for, and stops at its limits: what lies beyond is not taken apart, and `notParsed` says why.
 */
import { byteCharsOf, decodedBy, isUtf8Name, textOfBytes } from './charset.ts';
import { type Field, fieldOf, fieldsIn } from './fields.ts';
import { htmlText } from './html-text.ts';
import { base64Bytes, quotedPrintableBytes } from './transfer.ts';

/** What a reader takes apart at most. */
export const MAIL_LIMITS = {
  /** Characters and lines of the mail's own header, and characters of one field with addresses or words. */
  head: 262_144,
  lines: 200,
  field: 20_000,
  /** Parts within parts. */
  depth: 20,
  parts: 500,
  /** Characters of one part's header. */
  partHead: 16_384,
  /** Characters of a text in base64 or quoted-printable. */
  encoded: 1_000_000,
} as const;

export interface MailPart {
  /** Lower case, such as `text/plain`. */
  readonly type: string;
  readonly charset: string;
  /** Lower case; blank: none. */
  readonly encoding: string;
  /** Lower case; blank: none. */
  readonly disposition: string;
  /** As written: encoded words are still so. */
  readonly fileName: string;
  /** Without its angle brackets. */
  readonly contentId: string;
  /** As it came, still encoded. */
  readonly content: string;
  /** Each character of the content is a byte: the mail is no UTF-8. */
  readonly isBytes: boolean;
}

export interface MailRead {
  /** Those that hold no parts themselves, in order. A mail within a mail is one part. */
  readonly parts: readonly MailPart[];
  /** Why some of the mail was not taken apart. */
  readonly notParsed: string | undefined;
}

/** A mail's headers by name in lower case, folded ones joined; and what follows them. */
export interface MailSource {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Each character of the body is a byte, as the bytes are no UTF-8. */
  readonly isBytes?: boolean | undefined;
}

export function readMail({ headers, body, isBytes = false }: MailSource): MailRead {
  const head = headFrom((name) => headers[name] ?? '', isBytes);
  if (head.boundary === undefined) {
    const part = { ...head.part, content: body };
    return { parts: [part], notParsed: head.problem ?? textProblem(part) };
  }
  const parse = new MailParse(body, isBytes);
  parse.begin(head);
  return parse.read();
}

/** What a mail says: its plain texts, or else the words of its HTML. */
export function textOf(mail: MailRead): string {
  const [only] = mail.parts;
  if (mail.parts.length === 1 && only && only.type.startsWith('text/') && only.type !== 'text/html')
    return decodedText(only);
  return wordsOf(mail.parts, 'text/plain') ?? htmlText(htmlOf(mail));
}

/** The HTML of a mail; blank: it has none. */
export const htmlOf = ({ parts }: MailRead): string => wordsOf(parts, 'text/html') ?? '';

export type PartKind = 'words' | 'inline' | 'attachment';

/** Whether a part is read, shown within the HTML, or hung on. */
export function kindOf({ type, disposition, contentId }: MailPart): PartKind {
  if (disposition === 'attachment') return 'attachment';
  if (type === 'text/plain' || type === 'text/html') return 'words';
  return disposition === 'inline' || contentId !== '' ? 'inline' : 'attachment';
}

/** The bytes that a part stands for. What cannot be decoded stays as it came. */
export function bytesOf(part: MailPart): Uint8Array {
  if (part.encoding === 'quoted-printable') return quotedPrintableBytes(encodedBytes(part));
  const bytes = part.encoding === 'base64' ? base64Bytes(part.content) : undefined;
  return bytes ?? encodedBytes(part);
}

/** As they came. */
const encodedBytes = ({ content, isBytes }: MailPart): Uint8Array =>
  isBytes ? byteCharsOf(content) : new TextEncoder().encode(content);

function wordsOf(parts: readonly MailPart[], type: string): string | undefined {
  const words = parts.filter((part) => part.type === type && kindOf(part) === 'words');
  return words.length === 0 ? undefined : words.map(decodedText).join('\n');
}

function decodedText(part: MailPart): string {
  const { content, charset, isBytes } = part;
  const isPlain = !isEncoded(part) && isUtf8Name(charset);
  if (isPlain && !isBytes) return content;
  const isLeft = isPlain || textProblem(part) !== undefined;
  return decodedBy(charset, isLeft ? encodedBytes(part) : bytesOf(part));
}

const isEncoded = ({ encoding }: MailPart): boolean =>
  encoding === 'base64' || encoding === 'quoted-printable';

function textProblem(part: MailPart): string | undefined {
  const { encoded } = MAIL_LIMITS;
  const isTooLong = isEncoded(part) && part.content.length > encoded && kindOf(part) === 'words';
  return isTooLong ? `a text of more than ${encoded} encoded characters` : undefined;
}

/** The header of a mail or a part: what it says of the content. */
interface Head {
  readonly part: MailPart;
  /** Of the parts that it holds; undefined: it holds none. */
  readonly boundary: string | undefined;
  readonly problem: string | undefined;
}

const HEAD_TOO_LONG = `a part with a header of more than ${MAIL_LIMITS.partHead} characters`;

function headFrom(named: (name: string) => string, isBytes: boolean): Head {
  const contentType = named('content-type');
  const type = fieldOf(contentType.slice(0, MAIL_LIMITS.partHead));
  const disposition = fieldOf(named('content-disposition').slice(0, MAIL_LIMITS.partHead));
  return {
    part: {
      type: type.value === '' ? 'text/plain' : type.value,
      charset: type.parameters.get('charset') ?? '',
      encoding: named('content-transfer-encoding').slice(0, 100).trim().toLowerCase(),
      disposition: disposition.value,
      fileName: disposition.parameters.get('filename') ?? type.parameters.get('name') ?? '',
      contentId: contentIdIn(named('content-id')),
      content: '',
      isBytes,
    },
    boundary: boundaryOf(type),
    problem: contentType.length > MAIL_LIMITS.partHead ? HEAD_TOO_LONG : undefined,
  };
}

const contentIdIn = (field: string): string =>
  field === '' ? '' : field.slice(0, 1000).trim().replace(/^<|>$/g, '');

function boundaryOf({ value, parameters }: Field): string | undefined {
  return value.startsWith('multipart/') ? parameters.get('boundary') || undefined : undefined;
}

/** A line that ends a part. */
interface Border {
  /** Where the line begins, and where the next one does. */
  readonly from: number;
  readonly to: number;
  /** Which of the open parts it belongs to, from the outermost. */
  readonly level: number;
  readonly isLast: boolean;
}

/** One pass over a body with parts. */
class MailParse {
  private readonly body: string;
  private readonly isBytes: boolean;
  private readonly parts: MailPart[] = [];
  /** `--` and the boundary of each part that is open, the outermost first. */
  private readonly open: string[] = [];
  private part: MailPart | undefined;
  private from = 0;
  private count = 0;
  private problem: string | undefined;

  constructor(body: string, isBytes: boolean) {
    this.body = body;
    this.isBytes = isBytes;
  }

  read(): MailRead {
    let at = 0;
    for (let border = this.borderFrom(at); border; border = this.borderFrom(at)) {
      this.endPart(border.from);
      this.open.length = border.isLast ? border.level : border.level + 1;
      if (this.count >= MAIL_LIMITS.parts) {
        this.tell(`more than ${MAIL_LIMITS.parts} parts`);
        return { parts: this.parts, notParsed: this.problem };
      }
      at = border.isLast ? border.to : this.beginPart(border.to);
    }
    this.endPart(this.body.length);
    return { parts: this.parts, notParsed: this.problem };
  }

  /** Opens what has parts; anything else is a part itself. */
  begin({ part, boundary, problem }: Head): void {
    if (problem !== undefined) this.tell(problem);
    if (boundary !== undefined && this.open.length < MAIL_LIMITS.depth) {
      this.open.push(`--${boundary}`);
      return;
    }
    if (boundary !== undefined) this.tell(`more than ${MAIL_LIMITS.depth} parts within parts`);
    this.part = part;
  }

  /** Reads the header of the part that begins here; where its content begins. */
  private beginPart(at: number): number {
    this.count += 1;
    const { lines, to } = this.headLines(at);
    const fields = fieldsIn(lines);
    this.begin(headFrom((name) => fields.get(name) ?? '', this.isBytes));
    this.from = to;
    return to;
  }

  private headLines(at: number): { readonly lines: readonly string[]; readonly to: number } {
    const { body } = this;
    const lines: string[] = [];
    const max = at + MAIL_LIMITS.partHead;
    for (let from = at; from < body.length; ) {
      if (this.borderAt(from)) return { lines, to: from };
      const end = body.indexOf('\n', from);
      const to = end < 0 ? body.length : end + 1;
      if (to > max) {
        this.tell(HEAD_TOO_LONG);
        return { lines, to: from };
      }
      const line = body.slice(from, to).trimEnd();
      if (line === '') return { lines, to };
      lines.push(this.isBytes ? textOfBytes(line) : line);
      from = to;
    }
    return { lines, to: body.length };
  }

  private endPart(at: number): void {
    const { part, body } = this;
    if (part === undefined) return;
    const end = at === body.length ? at : beforeLineEnd(body, at);
    const whole = { ...part, content: body.slice(this.from, Math.max(this.from, end)) };
    const problem = textProblem(whole);
    if (problem !== undefined) this.tell(problem);
    this.parts.push(whole);
    this.part = undefined;
  }

  /** The next border, from a line's beginning on. */
  private borderFrom(at: number): Border | undefined {
    const { body } = this;
    for (let from = at; ; ) {
      const border = body.startsWith('--', from) ? this.borderAt(from) : undefined;
      const next = border ? -1 : body.indexOf('\n--', from);
      if (next < 0) return border;
      from = next + 1;
    }
  }

  /** The border that a line is, the innermost part's first. */
  private borderAt(from: number): Border | undefined {
    for (let level = this.open.length - 1; level >= 0; level -= 1) {
      const marker = this.open[level] ?? '';
      if (!this.body.startsWith(marker, from)) continue;
      const isLast = this.body.startsWith('--', from + marker.length);
      const to = lineEndBehind(this.body, from + marker.length + (isLast ? 2 : 0));
      if (to !== undefined) return { from, to, level, isLast };
    }
    return undefined;
  }

  /** The first problem is the one that is reported. */
  private tell(problem: string): void {
    this.problem ??= problem;
  }
}

/** Where the next line begins, if there is only blank until then. */
function lineEndBehind(body: string, at: number): number | undefined {
  let end = at;
  while (end < body.length && ' \t\r'.includes(body[end] ?? '')) end += 1;
  if (end === body.length) return end;
  return body[end] === '\n' ? end + 1 : undefined;
}

/** The line end before a border belongs to the border. */
const beforeLineEnd = (body: string, at: number): number => at - (body[at - 2] === '\r' ? 2 : 1);
