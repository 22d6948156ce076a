import { SaxesParser } from 'saxes';

/** An element of an XML document, read for a test. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
}

/** The root of a document; one that is not well-formed throws. */
export function readXml(text: string): Element {
  const top: { children: Element[] } = { children: [] };
  const open: { name: string; attributes: Record<string, string>; children: Element[]; text: string }[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes: attributes as Record<string, string>, children: [], text: '' };
    (open.at(-1) ?? top).children.push(element);
    open.push(element);
  });
  parser.on('text', (piece) => {
    const element = open.at(-1);
    if (element) element.text += piece;
  });
  parser.on('closetag', () => open.pop());
  parser.write(text).close();
  return top.children[0]!;
}
