const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
const CHARACTERS = new Map(Object.entries(ENTITIES).map(([char, entity]) => [entity, char]));

/** Text as it may stand between two tags. */
export const escapeXml = (text: string): string => text.replace(/[&<>"']/g, (char) => ENTITIES[char]!);

/** The text of the first element of that name, without children; undefined: there is none. */
export function elementIn(xml: string, name: string): string | undefined {
  const opened = xml.indexOf(`<${name}>`);
  if (opened === -1) return undefined;
  const start = opened + name.length + 2;
  const end = xml.indexOf(`</${name}>`, start);
  return end === -1 ? undefined : unescapeXml(xml.slice(start, end));
}

/** Text that stood between two tags. */
const unescapeXml = (text: string): string =>
  text.replace(/&(?:amp|lt|gt|quot|apos);/g, (entity) => CHARACTERS.get(entity)!);
