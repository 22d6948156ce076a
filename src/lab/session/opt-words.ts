/** A text that reads like an opt word and is none at the gateway that it came by: HQ goes on sending, and says so nowhere. */
import { gatewayCatalogue } from '../../../mock-gateways/index.ts';
import type { Entry } from '../../core/model/entry.ts';
import type { LiveSession } from './live-session.ts';

const kinds = [...gatewayCatalogue].filter(([, { optOut }]) => optOut.length > 0);
/** Words that some kind of gateway opts out or in by. */
const words: ReadonlySet<string> = new Set(kinds.flatMap(([, { optOut, optIn }]) => [...optOut, ...optIn]));

/** What became of it, and what would change that; undefined: it is no such text, or was understood. */
export function missedOptWord(
  { liveRun }: Pick<LiveSession, 'liveRun'>,
  { text = '', via, handled_by: handledBy = '' }: Entry,
): { readonly words: string; readonly cure: string } | undefined {
  const word = text.trim().toUpperCase();
  if (!words.has(word) || handledBy.startsWith('opt_')) return undefined;
  const gateway = liveRun.engine.state.world.gateways.find(({ name }) => name === via);
  if (gateway === undefined) return undefined;
  const kind = gatewayCatalogue.get(gateway.type);
  const known = [...(kind?.optOut ?? []), ...gateway.optOut, ...(kind?.optIn ?? []), ...gateway.optIn];
  const knows = known.length === 0 ? 'no opt words' : `${known.join(', ')} only`;
  return {
    words: `${word} is a text like any other: ${gateway.name} (${gateway.type}) knows ${knows}, and HQ goes on sending`,
    cure: `HQ knows opt words by ${kinds.map(([name]) => name).join(', ')}; else make ${word} a keyword, or give the gateway opt_out and opt_in`,
  };
}
