/** A mail's parts, counted without decoding them: quick enough to ask it of every mail. */
import type { WireRequest } from '../../core/model/wire.ts';

export interface PartCounts {
  readonly attachments: number;
  /** Pictures and the like that the HTML shows. */
  readonly inline: number;
}

/** Parts within parts that are looked into, and parts of one mail. */
const DEPTH_MAX = 5;
const PARTS_MAX = 200;

/** How many attachments a mail has. */
export function partCounts({ headers, body }: Pick<WireRequest, 'headers' | 'body'>): PartCounts {
  const kinds = leaves(headers['content-type'] ?? '', headers['content-disposition'] ?? '', body, 0).map(
    kindOf,
  );
  return {
    attachments: kinds.filter((kind) => kind === 'attachment').length,
    inline: kinds.filter((kind) => kind === 'inline').length,
  };
}

interface Leaf {
  readonly type: string;
  readonly disposition: string;
  readonly hasContentId: boolean;
}

function leaves(
  type: string,
  disposition: string,
  body: string,
  depth: number,
  hasContentId = false,
): Leaf[] {
  const boundary = /^\s*multipart\/.*?boundary\s*=\s*(?:"([^"]+)"|([^\s;]+))/is.exec(type);
  if (!boundary || depth === DEPTH_MAX) return [{ type, disposition, hasContentId }];
  const marker = `--${boundary[1] ?? boundary[2]}`;
  return `\n${body}`
    .split(`\n${marker}`, PARTS_MAX)
    .slice(1)
    .filter((part) => !part.startsWith('--'))
    .flatMap((part) => partLeaves(part, depth + 1))
    .slice(0, PARTS_MAX);
}

function partLeaves(part: string, depth: number): Leaf[] {
  const end = part.search(/\r?\n\r?\n/);
  const head = (end < 0 ? part : part.slice(0, end)).replace(/\r?\n[ \t]+/g, ' ');
  const lines = head.split(/\r?\n/);
  const named = (name: string): string => {
    const line = lines.find((each) => each.toLowerCase().startsWith(`${name}:`));
    return line?.slice(name.length + 1).trim() ?? '';
  };
  const body = end < 0 ? '' : part.slice(end);
  const hasContentId = named('content-id') !== '';
  return leaves(named('content-type'), named('content-disposition'), body, depth, hasContentId);
}

function kindOf({ type, disposition, hasContentId }: Leaf): 'attachment' | 'inline' | 'words' {
  if (/^attachment\b/i.test(disposition)) return 'attachment';
  if (/^\s*(?:text\/(?:plain|html)\b|$)/i.test(type)) return 'words';
  return /^inline\b/i.test(disposition) || hasContentId ? 'inline' : 'attachment';
}
