/** The words of HTML as plain text: one pass, no layout, nothing fetched. */
import { withoutEntities } from './html-entities.ts';

/** Elements whose content nobody reads. */
const UNSEEN: ReadonlySet<string> = new Set(['head', 'noscript', 'script', 'style', 'template', 'title']);
/** Elements that begin and end on a line of their own; those of the second list leave a blank one. */
const OWN_LINE: ReadonlySet<string> = new Set(
  'address article aside blockquote body br caption center dd div dl dt fieldset figure footer form header hr html li main nav ol pre section table tbody tfoot thead tr ul'.split(
    ' ',
  ),
);
const PARAGRAPH: ReadonlySet<string> = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'p']);
const CELL: ReadonlySet<string> = new Set(['td', 'th']);

const TAG = /<(\/?)([a-z][a-z\d:-]{0,30})((?:[^<>"']|"[^"]*"|'[^']*')*)>/iy;
const END_TAG = /<\/([a-z]{1,30})[^<>]{0,100}>/gi;
const ALT = /\salt\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i;

/** A text of paragraphs and lines; blanks are joined, but in `pre`. */
export function htmlText(html: string): string {
  const text = new Lines();
  let from = 0;
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', from)) {
    text.words(html.slice(from, at));
    from = afterMarkup(html, at, text);
  }
  text.words(html.slice(from));
  return text.toString();
}

/** Where reading goes on behind what begins with this `<`. */
function afterMarkup(html: string, at: number, text: Lines): number {
  if (html.startsWith('<!--', at)) return behind(html, '-->', at + 4);
  if (html.startsWith('<!', at) || html.startsWith('<?', at)) return behind(html, '>', at);
  TAG.lastIndex = at;
  const [whole, slash, tagName = '', attributes = ''] = TAG.exec(html) ?? [];
  if (whole === undefined) {
    text.words('<');
    return at + 1;
  }
  const name = tagName.toLowerCase();
  if (slash === '' && UNSEEN.has(name) && !attributes.endsWith('/')) return behindElement(html, name, at);
  text.tag(name, slash === '', attributes);
  return at + whole.length;
}

function behind(html: string, end: string, at: number): number {
  const found = html.indexOf(end, at);
  return found < 0 ? html.length : found + end.length;
}

function behindElement(html: string, name: string, at: number): number {
  END_TAG.lastIndex = at;
  for (let end = END_TAG.exec(html); end; end = END_TAG.exec(html))
    if (end[1]?.toLowerCase() === name) return END_TAG.lastIndex;
  return html.length;
}

/** Gathers words, and the breaks between them. */
class Lines {
  private readonly done: string[] = [];
  /** Line ends that stand before the next word, and whether a blank does. */
  private ends = 0;
  private isApart = false;
  private pre = 0;

  words(encoded: string): void {
    if (encoded === '') return;
    const words = withoutEntities(encoded);
    if (this.pre > 0) return this.put(words);
    const joined = words.replace(/[ \t\r\n\f]+/g, ' ');
    if (joined.startsWith(' ')) this.isApart = true;
    if (joined !== ' ') this.put(joined.trim());
    if (joined.endsWith(' ')) this.isApart = true;
  }

  tag(name: string, isOpening: boolean, attributes: string): void {
    if (name === 'br' || name === 'hr') this.ends += 1;
    else if (OWN_LINE.has(name)) this.ends = Math.max(this.ends, 1);
    else if (PARAGRAPH.has(name)) this.ends = Math.max(this.ends, 2);
    else if (CELL.has(name)) this.isApart = true;
    else if (name === 'img') this.words(alternative(attributes));
    if (name === 'pre') this.pre = Math.max(0, this.pre + (isOpening ? 1 : -1));
  }

  toString(): string {
    return this.done.join('');
  }

  private put(words: string): void {
    if (words === '') return;
    const isFirst = this.done.length === 0;
    if (!isFirst)
      this.done.push(this.ends > 0 ? '\n'.repeat(Math.min(this.ends, 2)) : this.isApart ? ' ' : '');
    this.done.push(words);
    this.ends = 0;
    this.isApart = false;
  }
}

function alternative(attributes: string): string {
  const [, double, single, bare] = ALT.exec(attributes) ?? [];
  return double ?? single ?? bare ?? '';
}
