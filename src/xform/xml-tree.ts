import { SaxesParser, type SaxesTagNS } from 'saxes';
import { type FormProblem, FormProblems } from './form-problems.ts';

/** An element of a form, with the line it begins on. */
export interface XmlElement {
  readonly name: string;
  /** The namespace; empty: none. */
  readonly namespace: string;
  readonly attributes: readonly XmlAttribute[];
  /** Elements and texts in their order. */
  readonly content: (XmlElement | string)[];
  /** From 1. */
  readonly line: number;
}

interface XmlAttribute {
  readonly name: string;
  readonly namespace: string;
  readonly value: string;
}

/** A form of Vellum's with a thousand questions in four languages has about 1 MB, and 25,000 elements. */
const FORM_LENGTH_MAX = 2_000_000;
const DEPTH_MAX = 100;
const ELEMENTS_MAX = 40_000;

const XML_NAMESPACE = 'http://www.w3.org/2000/xmlns/';

/** The document's element, or why it cannot be read. Entities and DOCTYPE are refused, so none can expand. */
export function readXml(
  text: string,
): { readonly root: XmlElement } | { readonly problems: readonly FormProblem[] } {
  if (text.length > FORM_LENGTH_MAX) {
    const found = `a form of ${text.length.toLocaleString('en')} characters`;
    return { problems: [{ line: 1, found, wanted: `at most ${FORM_LENGTH_MAX.toLocaleString('en')}` }] };
  }
  const builder = new TreeBuilder();
  try {
    return { root: builder.read(text.startsWith('\uFEFF') ? text.slice(1) : text) };
  } catch (error) {
    if (error instanceof FormProblems) return { problems: error.problems };
    throw error;
  }
}

class TreeBuilder {
  private readonly parser = new SaxesParser({ xmlns: true });
  private readonly open: XmlElement[] = [];
  private root: XmlElement | undefined;
  private elements = 0;
  private tagLine = 1;

  read(text: string): XmlElement {
    const { parser } = this;
    parser.on('error', ({ message }) => {
      throw this.problem(message.replace(/^\d+:\d+: /, ''), 'well-formed XML');
    });
    parser.on('doctype', () => {
      throw this.problem('a DOCTYPE', 'a form without one', 'entities are not read: write the characters');
    });
    parser.on('opentagstart', () => {
      this.tagLine = parser.line;
    });
    parser.on('opentag', (tag) => this.opened(tag));
    parser.on('text', (characters) => this.open.at(-1)?.content.push(characters));
    parser.on('cdata', (characters) => this.open.at(-1)?.content.push(characters));
    parser.on('closetag', () => this.open.pop());
    parser.write(text).close();
    if (!this.root) throw this.problem('no element', 'an XForm');
    return this.root;
  }

  private opened(tag: SaxesTagNS): void {
    this.elements += 1;
    if (this.open.length >= DEPTH_MAX) throw this.problem(`elements more than ${DEPTH_MAX} deep`, 'a form');
    if (this.elements > ELEMENTS_MAX) throw this.problem(`more than ${ELEMENTS_MAX} elements`, 'a form');
    const attributes = Object.values(tag.attributes)
      .filter(({ uri }) => uri !== XML_NAMESPACE)
      .map(({ local, uri, value }) => ({ name: local, namespace: uri, value }));
    const element = { name: tag.local, namespace: tag.uri, attributes, content: [], line: this.tagLine };
    this.open.at(-1)?.content.push(element);
    this.root ??= element;
    this.open.push(element);
  }

  private problem(found: string, wanted: string, hint?: string): FormProblems {
    return new FormProblems([{ line: this.parser.line, found, wanted, ...(hint ? { hint } : {}) }]);
  }
}

export const isElement = (part: XmlElement | string): part is XmlElement => typeof part === 'object';

export const childrenOf = (element: XmlElement): readonly XmlElement[] => element.content.filter(isElement);

export const childrenNamed = (element: XmlElement, name: string): readonly XmlElement[] =>
  childrenOf(element).filter((child) => child.name === name);

/** An attribute without namespace, or of the one given. */
export const attributeOf = (element: XmlElement, name: string, namespace = ''): string | undefined =>
  element.attributes.find((one) => one.name === name && one.namespace === namespace)?.value;

/** The text directly in an element. */
export const textIn = (element: XmlElement): string =>
  element.content.filter((part) => typeof part === 'string').join('');
