/** A scenario's tree with one change made in it, wherever that place of a file stands in the tree. */
import type { MapEntry, MapNode, Node } from '../scenario/node.ts';
import type { Edit } from './mutation.ts';

/** Parts without the change are shared with the tree that was given. */
export function edited(root: MapNode, edit: Edit): MapNode {
  return editedMap(root, edit);
}

function editedNode(node: Node, edit: Edit): Node {
  if (edit.act === 'node' && isAt(node, edit)) return edit.node;
  if (node.kind === 'map') return editedMap(node, edit);
  if (node.kind === 'text')
    return (edit.act === 'text' || edit.act === 'zone') && isAt(node, edit)
      ? { ...node, text: edit.text }
      : node;
  const items = node.items.flatMap((item) =>
    edit.act === 'remove' && isAt(item, edit) ? [] : [editedNode(item, edit)],
  );
  const isSame =
    items.length === node.items.length && items.every((item, index) => item === node.items[index]);
  return isSame ? node : { ...node, items };
}

function editedMap(node: MapNode, edit: Edit): MapNode {
  let isSame = true;
  const entries = [...node.entries].flatMap(([name, entry]): [string, MapEntry][] => {
    if (isAt(entry.key, edit)) {
      isSame = false;
      if (edit.act === 'remove') return [];
      if (edit.act === 'rename') return [[edit.text, renamed(entry, edit.text)]];
    }
    const value = editedNode(entry.value, edit);
    if (value === entry.value) return [[name, entry]];
    isSame = false;
    return [[name, { ...entry, value }]];
  });
  return isSame ? node : { ...node, entries: new Map(entries) };
}

/** The value hangs on its new key. */
function renamed({ key, value }: MapEntry, text: string): MapEntry {
  const path = { ...key.path, step: text };
  return { key: { ...key, text, path }, value: { ...value, path } };
}

const isAt = ({ place }: Node, { file, start, end }: Edit): boolean =>
  place.start === start && place.end === end && place.origin.file === file;
