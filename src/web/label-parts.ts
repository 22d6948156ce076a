/** `Amina Lema (3bc36664)` in its two parts, ` (3bc36664)` the second; what has no id is all name. */
export function labelParts(label: string): readonly [name: string, id: string] {
  const at = label.endsWith(')') ? label.lastIndexOf(' (') : -1;
  return at < 1 ? [label, ''] : [label.slice(0, at), label.slice(at)];
}
