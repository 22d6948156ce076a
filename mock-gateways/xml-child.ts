import { readXml, type XmlElement } from './xml-reader.ts';

/**
 * The text of the root's first own child of that name, as Python's ElementTree finds it; undefined: there is none, or
 * the text is no XML.
 * @param namespace that the name must be in; without one, it must be in none
 */
export function childText(xml: string, name: string, namespace = ''): string | undefined {
  const root = readXml(xml);
  if ('problem' in root) return undefined;
  const child = root.children.find(
    (each): each is XmlElement =>
      typeof each !== 'string' && localName(each) === name && namespaceOf(each, root) === namespace,
  );
  if (child === undefined) return undefined;
  const [first] = child.children;
  return typeof first === 'string' ? first : '';
}

const localName = ({ name }: XmlElement): string => name.slice(name.indexOf(':') + 1);

function namespaceOf({ name, attributes }: XmlElement, root: XmlElement): string {
  const colon = name.indexOf(':');
  const declared = colon === -1 ? 'xmlns' : `xmlns:${name.slice(0, colon)}`;
  return attributes.get(declared) ?? root.attributes.get(declared) ?? '';
}
