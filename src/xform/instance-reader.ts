import type { NodeTemplate } from '../core/model/xform.ts';
import { CASE_NAMESPACES, JAVAROSA, VELLUM } from './names.ts';
import { attributeOf, childrenOf, textIn, type XmlElement } from './xml-tree.ts';

/** An instance as the form writes it, and the elements its nodes came from. */
export interface ReadInstance {
  readonly template: NodeTemplate;
  readonly elements: ReadonlyMap<string, XmlElement>;
  /** Paths of the case blocks. */
  readonly caseBlocks: readonly string[];
}

export function readInstance(root: XmlElement): ReadInstance {
  const elements = new Map<string, XmlElement>();
  const caseBlocks = new Set<string>();
  const read = (element: XmlElement, above: string): NodeTemplate => {
    const { name } = element;
    const path = `${above}/${name}`;
    elements.set(path, element);
    if (isCaseBlock(element)) caseBlocks.add(path);
    const children = childrenOf(element).map((child) => read(child, path));
    return {
      name,
      path,
      attributes: attributesOf(element, path),
      children,
      text: children.length > 0 ? '' : textIn(element).trim(),
      isPattern: attributeOf(element, 'template', JAVAROSA) !== undefined,
    };
  };
  const template = read(root, '');
  return { template, elements, caseBlocks: [...caseBlocks] };
}

function attributesOf(element: XmlElement, path: string): readonly NodeTemplate[] {
  return element.attributes
    .filter(({ namespace }) => namespace !== JAVAROSA && namespace !== VELLUM)
    .map(({ name, value }) => ({
      name,
      path: `${path}/@${name}`,
      attributes: [],
      children: [],
      text: value,
      isPattern: false,
    }));
}

/** By its namespace; in forms of CommCare 1 by its name and its case_id. */
function isCaseBlock(element: XmlElement): boolean {
  if (element.name !== 'case') return false;
  return CASE_NAMESPACES.has(element.namespace) || childrenOf(element).some(({ name }) => name === 'case_id');
}
