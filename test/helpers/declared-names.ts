/** The names that a module declares: variables, functions, parameters, members, types; not those that it uses. */
import ts from '@typescript/typescript6';

export function declaredNames(path: string, text: string): ReadonlySet<string> {
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    const name = nameOf(node);
    if (name !== undefined) names.add(name);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false, kind));
  return names;
}

/** Of a private member without its `#`. */
function nameOf(node: ts.Node): string | undefined {
  if (!('name' in node) || ts.isPropertyAccessExpression(node) || ts.isImportSpecifier(node))
    return undefined;
  const name = node.name as ts.Node | undefined;
  if (name === undefined) return undefined;
  if (ts.isIdentifier(name) || ts.isStringLiteral(name)) return name.text;
  return ts.isPrivateIdentifier(name) ? name.text.slice(1) : undefined;
}
