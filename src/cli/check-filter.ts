/** Ends a command whose filter asks for what there is not, as `drysend why` does: nothing would come of it. */

import { visibleLine } from '../core/render/visible.ts';
import { grouped } from '../core/text/grouped.ts';
import { knownReasons } from '../report/roster/cures.ts';
import type { RosterFilter } from '../report/roster/filter.ts';
import type { KnownWords } from '../report/roster/known-words.ts';
import { didYouMean } from '../scenario/near.ts';
import { exitCodes } from './exit-codes.ts';
import { Stop } from './stop.ts';

/** Words told to somebody whose own is none of them. */
const WORDS_MAX = 12;

/** `isWhole`: the words are those of all that happened, so that no other code can come. */
export function checkFilter(filter: RosterFilter, words: KnownWords, { isWhole = false } = {}): void {
  const { alert, gateway, language, case: text } = filter;
  mustBeKnown('--alert', 'no alert, broadcast, keyword or survey is called', alert, words.alerts);
  mustBeKnown('--gateway', 'no gateway is called', gateway, words.gateways);
  mustBeKnown('--language', 'no text and nobody has the language', language, words.languages);
  checkReason(filter, words, isWhole);
  if (text !== undefined) checkPerson(text, words);
}

/** Whether anything is asked for that `checkFilter` can refuse. */
export const asksForWords = ({ reason, alert, gateway, language, case: text }: RosterFilter): boolean =>
  [reason, alert, gateway, language, text].some((word) => word !== undefined);

/** Whether the reason asked for is one: a code of ours, or one that a run or a journal has had. */
export const isReasonKnown = ({ reason }: RosterFilter, { reasons }: KnownWords): boolean =>
  reason === undefined || knownReasons.has(reason) || reasons.has(reason);

/** A gateway may have codes of its own, which only a run can tell: a word that is near one of ours is none of them. */
function checkReason(filter: RosterFilter, words: KnownWords, isWhole: boolean): void {
  const { reason } = filter;
  if (reason === undefined || isReasonKnown(filter, words)) return;
  const near = didYouMean(reason, knownReasons);
  if (!isWhole && near === undefined) return;
  throw refused('--reason', `no error code and no reason is called ${visibleLine(reason)}`, near);
}

function mustBeKnown(
  option: string,
  problem: string,
  word: string | undefined,
  known: ReadonlySet<string>,
): void {
  if (word === undefined || known.has(word)) return;
  throw refused(option, `${problem} ${visibleLine(word)}`, didYouMean(word, known) ?? listed([...known]));
}

function checkPerson(text: string, { people }: KnownWords): void {
  const wanted = text.toLowerCase();
  for (const [key, name] of people)
    if (key.toLowerCase().includes(wanted) || name.toLowerCase().includes(wanted)) return;
  const near = didYouMean(text, wordsOf(people));
  throw refused('--case', `nobody has ${visibleLine(text)} in a name or an id`, near);
}

/** Keys, names, and each word of a name: `Amnia` is near `Amina Lema`. */
function wordsOf(people: ReadonlyMap<string, string>): Set<string> {
  const words = new Set<string>();
  for (const [key, name] of people) for (const word of [key, name, ...name.split(/\s+/)]) words.add(word);
  words.delete('');
  return words;
}

const refused = (option: string, problem: string, cure: string | undefined): Stop =>
  new Stop(exitCodes.usage, `${option}: ${problem}`, cure ?? 'Leave it out to see what there is.');

function listed(words: readonly string[]): string | undefined {
  if (words.length === 0) return undefined;
  const more = words.length - WORDS_MAX;
  return `There are: ${words.slice(0, WORDS_MAX).map(visibleLine).join(', ')}${more > 0 ? ` and ${grouped(more)} more` : ''}.`;
}
