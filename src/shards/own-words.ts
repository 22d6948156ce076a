/** Texts that take their values from the case they go to, taken apart. */
import { compileTemplate } from '../core/render/template.ts';

/** Words, and names of properties in between. */
export type OwnWords = readonly (string | { readonly property: string })[];

/** undefined: it has values of others, or some that HQ knows besides the properties. A text that Python cannot read is one word. */
export function ownWords(text: string): OwnWords | undefined {
  const template = compileTemplate(text);
  if ('problem' in template) return [text];
  const parts: (string | { readonly property: string })[] = [];
  for (const part of template.parts) {
    if (typeof part === 'string') parts.push(part);
    else if (part.path.length === 2 && part.path[0] === 'case' && !ofHq.has(part.path[1]!))
      parts.push({ property: part.path[1]! });
    else return undefined;
  }
  return parts;
}

/** HQ has it of the case itself. */
export const isCaseName = (property: string): boolean => property === 'name' || property === 'case_name';

/** What HQ knows of a case besides its properties and its name. */
export const ofHq: ReadonlySet<string> = new Set([
  ...[
    'case_id',
    'case_type',
    'type',
    'owner_id',
    'owner',
    'external_id',
    'domain',
    'closed',
    'parent',
    'host',
  ],
  ...['date_opened', 'server_modified_on', 'date_modified', 'last_modified_by', 'modified_by', 'opened_by'],
]);
