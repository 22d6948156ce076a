/**
 * Whether a text that was found in a folder is meant as a scenario: a document of it has the key `scenario` at its top.
 * A folder of a project holds many other YAML and JSON files, which are not parsed to know.
 */

/** The first line of a journal has the key too, in the name of what was rehearsed. */
const journalStart = /^\ufeff?\{"kind":"run","version":\d/;
const blockKey = /^(["']?)scenario\1[ \t]*:(?:[ \t]|$)/;
const flowKey = /[{,]\s*(["']?)scenario\1\s*:/;
/** Lines before the first that has content. */
const noContent = /^\s*(?:#|%|---\s*(?:#|$)|\.\.\.\s*$|$)/;

export function hasScenarioKey(text: string): boolean {
  if (!text.includes('scenario') || journalStart.test(text)) return false;
  const documents = text.replace(/^\ufeff/, '').split(/^(?=---(?:\s|$))/m);
  return documents.some((document) => (isFlow(document) ? hasFlowKey(document) : hasBlockKey(document)));
}

const isFlow = (document: string): boolean => /^(?:---)?\s*\{/.test(document);

/** JSON says for certain; what is no JSON may be YAML between braces. */
function hasFlowKey(document: string): boolean {
  try {
    return Object.hasOwn(Object(JSON.parse(document)), 'scenario');
  } catch {
    return flowKey.test(document);
  }
}

/** The keys at the top stand as far to the right as the first line does. */
function hasBlockKey(document: string): boolean {
  const lines = document.split(/\r?\n/).map((line) => line.replace(/^--- +/, ''));
  const first = lines.find((line) => !noContent.test(line)) ?? '';
  const indent = /^ */.exec(first)![0];
  return lines.some((line) => line.startsWith(indent) && blockKey.test(line.slice(indent.length)));
}
