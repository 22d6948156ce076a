/**
 * Secrets in XML, sound or broken: of elements and attributes by their names, of pairs as in XML-RPC and property
 * lists, and in whatever an element holds. One pass over the text without recursion.
 */
import { type Hiding, NAMED, NAMING, REDACTED } from './hiding.ts';

const TOKEN =
  /<!--[\s\S]*?(?:-->|$)|<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<\?[\s\S]*?(?:\?>|$)|<(?:=\s{0,50}(?:"[^"]*(?:"|$)|'[^']*(?:'|$))?|[^<>=]+)*>?|[^<]+/g;
const TAG_NAME = /^<\/?(?:[^\s:/>"'=]{1,200}:)?([^\s:/>"'=]{1,200})/;
const ATTRIBUTE = /([^\s=<>"'/]{1,200})(\s{0,100}=\s{0,100})(\\*"[^"]*(?:"|$)|'[^']*(?:'|$)|[^\s"'<>]+)/g;
/** Characters of an element that may be a secret's name. */
const NAME_MAX = 200;

export const hideInXml = (text: string, hiding: Hiding): string => new XmlReading(hiding).read(text);

/** Text of an element: as it is written, and decoded. */
interface Held {
  readonly raw: string;
  readonly words: string;
}

class XmlReading {
  private readonly hiding: Hiding;
  private out = '';
  /** The element whose content is left out, and how many of its name are open. */
  private hidden: { readonly name: string; open: number; content: string } | undefined;
  private element = '';
  /** The content of the latest element that names something. */
  private word = '';
  private isNextSecret = false;
  private held: Held = { raw: '', words: '' };

  constructor(hiding: Hiding) {
    this.hiding = hiding;
  }

  read(text: string): string {
    for (const [token] of text.matchAll(TOKEN)) {
      if (this.hidden) this.inHidden(this.hidden, token);
      else if (token.startsWith('<![CDATA[')) this.hold(token, token.slice(9).replace(/\]\]>$/, ''));
      else if (!token.startsWith('<')) this.hold(token, decoded(token));
      else {
        this.endText();
        if (token.startsWith('<!--')) this.comment(token);
        else this.tag(token);
      }
    }
    this.endText();
    if (this.hidden) this.leave(this.hidden, '');
    return this.out;
  }

  private hold(raw: string, words: string): void {
    this.held = { raw: this.held.raw + raw, words: this.held.words + words };
  }

  private inHidden(hidden: NonNullable<XmlReading['hidden']>, token: string): void {
    const name = nameOf(token);
    if (name === hidden.name && !token.endsWith('/>')) hidden.open += token.startsWith('</') ? -1 : 1;
    if (hidden.open === 0) this.leave(hidden, token);
    else if (hidden.content.length < NAME_MAX) hidden.content += token;
  }

  /** `<key>password</key><string>…</string>`: what is left out may name the next. */
  private leave({ name, content }: NonNullable<XmlReading['hidden']>, closing: string): void {
    this.out += (content === '' ? '' : REDACTED) + closing;
    this.hidden = undefined;
    this.isNextSecret = NAMING.has(name) && this.hiding.isSecret(decoded(content).trim());
  }

  private tag(token: string): void {
    const name = nameOf(token) ?? '';
    if (token.startsWith('</')) {
      this.out += token;
      this.isNextSecret ||= NAMING.has(name) && this.hiding.isSecret(decoded(this.word).trim());
      this.element = '';
      return;
    }
    const isSecret = this.isNextSecret || this.hiding.isSecret(name) || namesSecret(token, this.hiding);
    this.out += hideInTag(token, this.hiding, isSecret);
    if (token.startsWith('<?') || token.startsWith('<!')) return;
    this.element = name;
    this.word = '';
    this.isNextSecret = false;
    if (isSecret && !token.endsWith('/>')) this.hidden = { name, open: 1, content: '' };
  }

  /** What an element holds is one text, in however many pieces it is written. */
  private endText(): void {
    const { raw, words } = this.held;
    if (raw === '') return;
    this.held = { raw: '', words: '' };
    if (NAMING.has(this.element)) this.word = words.slice(0, NAME_MAX);
    const hidden = this.hiding.within(words);
    this.out += hidden === words ? raw : encoded(hidden);
  }

  /** What was taken out of use may be a secret still. */
  private comment(token: string): void {
    const words = token.slice('<!--'.length).replace(/-->$/, '');
    const start = Math.max(0, words.indexOf('<'));
    const hidden = this.hiding.within(words.slice(start));
    this.out +=
      hidden === words.slice(start)
        ? token
        : `<!--${words.slice(0, start)}${hidden.replaceAll('-->', '--&gt;')}${token.endsWith('-->') ? '-->' : ''}`;
  }
}

/** In small letters, without a prefix. */
const nameOf = (token: string): string | undefined => TAG_NAME.exec(token)?.[1]?.toLowerCase();

/** `<param name="password">` */
function namesSecret(token: string, hiding: Hiding): boolean {
  if (!token.includes('=')) return false;
  return [...token.matchAll(ATTRIBUTE)].some(
    ([, name, , value]) => NAMING.has(name!.toLowerCase()) && hiding.isSecret(decoded(bare(value!))),
  );
}

function hideInTag(token: string, hiding: Hiding, isSecretElement: boolean): string {
  if (!token.includes('=')) return token;
  return token.replace(ATTRIBUTE, (whole: string, name: string, equals: string, quoted: string) => {
    const local = name.replace(/^.*:/, '').toLowerCase();
    if (hiding.isSecret(local) || (isSecretElement && NAMED.has(local)))
      return `${name}${equals}"${REDACTED}"`;
    const value = decoded(bare(quoted));
    const hidden = hiding.within(value);
    return hidden === value ? whole : `${name}${equals}"${encoded(hidden)}"`;
  });
}

const bare = (quoted: string): string => quoted.replace(/^\\*["']|\\*["']$/g, '');

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

const decoded = (text: string): string =>
  text.replace(
    /&(?:(lt|gt|amp|quot|apos)|#(x[\da-f]{1,6}|\d{1,7}));/gi,
    (whole, named?: string, code?: string) =>
      named === undefined ? characterOf(code!, whole) : ENTITIES[named.toLowerCase()]!,
  );

function characterOf(code: string, whole: string): string {
  const point = Number(code.toLowerCase().startsWith('x') ? `0${code}` : code);
  return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
}

const encoded = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
