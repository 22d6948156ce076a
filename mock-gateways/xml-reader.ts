/**
 * A strict reader of small XML: elements, attributes, text, CDATA, comments and the five entities. A DOCTYPE is
 * refused, so that nothing can be declared, fetched or expanded; every loop moves forward through the text.
 */

/** One element: its attributes, and what stands in it, in order. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly (XmlElement | string)[];
}

/** What keeps a text from being read. */
export interface XmlProblem {
  readonly problem: string;
}

const DEPTH_MAX = 32;
const NAME = /[A-Za-z_][\w.:-]*/y;
const ATTRIBUTE = /\s+([A-Za-z_][\w.:-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const ENTITY = /&(?:(\w+)|#(\d{1,7})|#x([0-9A-Fa-f]{1,6}));|&/g;
const CHARACTERS: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** The root of a document, or what is wrong with it. */
export function readXml(text: string): XmlElement | XmlProblem {
  try {
    return new Reader(text).document();
  } catch (error) {
    if (error instanceof Unreadable) return { problem: error.message };
    throw error;
  }
}

/** The text in an element and in all below it. */
export const textIn = ({ children }: XmlElement): string =>
  children.map((child) => (typeof child === 'string' ? child : textIn(child))).join('');

class Unreadable extends Error {}

class Reader {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text.replace(/^\uFEFF/, '');
  }

  document(): XmlElement {
    this.skipAround();
    if (!this.text.startsWith('<', this.at)) this.fail('there is no element');
    const root = this.element(1);
    this.skipAround();
    if (this.at < this.text.length) this.fail('something follows the root element');
    return root;
  }

  /** Blanks, comments and instructions around the root. */
  private skipAround(): void {
    for (;;) {
      while (/\s/.test(this.text[this.at] ?? '')) this.at += 1;
      if (this.text.startsWith('<!--', this.at)) this.until('-->');
      else if (this.text.startsWith('<?', this.at)) this.until('?>');
      else return;
    }
  }

  private element(depth: number): XmlElement {
    if (depth > DEPTH_MAX) this.fail(`elements stand more than ${DEPTH_MAX} deep`);
    if (this.text.startsWith('<!', this.at)) this.fail('a document type is not read');
    this.at += 1;
    const name = this.matched(NAME)?.[0] ?? this.fail('an element has no name');
    const attributes = this.attributes();
    while (/\s/.test(this.text[this.at] ?? '')) this.at += 1;
    if (this.consume('/>')) return { name, attributes, children: [] };
    if (!this.consume('>')) this.fail(`the tag <${name}> is not closed`);
    return { name, attributes, children: this.children(name, depth) };
  }

  private attributes(): ReadonlyMap<string, string> {
    const attributes = new Map<string, string>();
    for (let found = this.matched(ATTRIBUTE); found !== null; found = this.matched(ATTRIBUTE)) {
      const [, name = '', double, single = ''] = found;
      if (attributes.has(name)) this.fail(`the attribute ${name} stands twice`);
      attributes.set(name, this.unescaped(double ?? single));
    }
    return attributes;
  }

  private children(name: string, depth: number): (XmlElement | string)[] {
    const children: (XmlElement | string)[] = [];
    for (;;) {
      const next = this.text.indexOf('<', this.at);
      if (next === -1) this.fail(`<${name}> has no end`);
      if (next > this.at) children.push(this.unescaped(this.text.slice(this.at, next)));
      this.at = next;
      if (this.consume('</')) {
        if (this.matched(NAME)?.[0] !== name) this.fail(`<${name}> is closed by another name`);
        while (/\s/.test(this.text[this.at] ?? '')) this.at += 1;
        if (!this.consume('>')) this.fail(`</${name}> is not closed`);
        return children;
      }
      if (this.text.startsWith('<!--', this.at)) this.until('-->');
      else if (this.text.startsWith('<?', this.at)) this.until('?>');
      else if (this.consume('<![CDATA[')) children.push(this.until(']]>'));
      else children.push(this.element(depth + 1));
    }
  }

  private unescaped(text: string): string {
    return text.replace(ENTITY, (entity, name?: string, decimal?: string, hex?: string) => {
      const known = name === undefined ? undefined : CHARACTERS.get(name);
      if (known !== undefined) return known;
      const point = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      if (Number.isNaN(point) || point === 0 || point > 0x10ffff) this.fail(`${entity} is no known entity`);
      return String.fromCodePoint(point);
    });
  }

  /** What stands before a mark; goes on behind it. */
  private until(mark: string): string {
    const end = this.text.indexOf(mark, this.at);
    if (end === -1) this.fail(`${mark} is missing`);
    const before = this.text.slice(this.at, end);
    this.at = end + mark.length;
    return before;
  }

  private consume(mark: string): boolean {
    if (!this.text.startsWith(mark, this.at)) return false;
    this.at += mark.length;
    return true;
  }

  private matched(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found !== null) this.at = pattern.lastIndex;
    return found;
  }

  private fail(what: string): never {
    throw new Unreadable(`${what} (at character ${this.at + 1})`);
  }
}
