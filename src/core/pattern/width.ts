import type { Node } from './nodes.ts';

/** How many characters a pattern takes; undefined: that varies. */
export function widthOf(node: Node): number | undefined {
  switch (node.kind) {
    case 'set':
      return 1;
    case 'assert':
    case 'look':
      return 0;
    case 'repeat': {
      const width = widthOf(node.node);
      if (width === 0 || node.max === 0) return 0;
      return width === undefined || node.min !== node.max ? undefined : width * node.min;
    }
    case 'choice': {
      const [first, ...rest] = node.nodes.map(widthOf);
      return rest.every((width) => width === first) ? first : undefined;
    }
    case 'sequence':
      return node.nodes.reduce<number | undefined>((sum, each) => {
        const width = widthOf(each);
        return sum === undefined || width === undefined ? undefined : sum + width;
      }, 0);
  }
}
