/** What texts in UCS-2 would save in GSM-7, and the characters that keep them from it. */
import type { Plan } from '../../core/model/plan.ts';
import { segmentsOf } from '../../core/render/segments.ts';
import type { Price } from '../../core/route/prices.ts';
import { Bucket } from '../counts/bucket.ts';

/** Texts of one cause in one language that GSM-7 could not carry. */
export interface UcsTexts {
  /** `alert visit` */
  readonly cause: string;
  readonly language: string;
  readonly texts: number;
  /** Their segments as they are. */
  readonly now: Bucket;
  /** Segments fewer if each character that prevents it were one of GSM-7. */
  readonly saved: Bucket;
  readonly bytesSaved: number;
  /** The most frequent first. */
  readonly characters: readonly PreventingCharacter[];
  /** Further characters that were not counted. */
  readonly hasMoreCharacters: boolean;
}

/** A character that GSM-7 does not have. */
export interface PreventingCharacter {
  readonly character: string;
  /** Texts that have it. */
  readonly texts: number;
  /** A GSM-7 spelling of it, where there is one. */
  readonly plain: string | undefined;
  /** It stands in the words of the alert itself; else a case's property brought it. */
  readonly isWritten: boolean;
}

/** What texts are counted for. */
interface UcsCause {
  readonly cause: string;
  readonly language: string;
  readonly price: Price | undefined;
}

/** Different texts of one cause and language, added up. */
export class UcsSum {
  texts = 0;
  segments = 0;
  saved = 0;
  bytesSaved = 0;
  /** How many of the texts have each. */
  readonly characters = new Map<string, number>();

  add({ segments, saved, bytesSaved, characters }: UcsText): void {
    this.texts += 1;
    this.segments += segments;
    this.saved += saved;
    this.bytesSaved += bytesSaved;
    for (const character of characters)
      this.characters.set(character, (this.characters.get(character) ?? 0) + 1);
  }
}

interface Group {
  readonly cause: string;
  readonly language: string;
  texts: number;
  bytesSaved: number;
  readonly now: Bucket;
  readonly saved: Bucket;
  readonly characters: Map<string, number>;
  hasMore: boolean;
}

/** Characters counted for one cause and language; a script has fewer. */
const CHARACTERS_MAX = 200;
const SEPTETS_PER_8_BYTES = 7 / 8;

export class UcsTally {
  private readonly groups = new Map<string, Group>();
  private readonly textsByCause: ReadonlyMap<string, string>;

  constructor(plan: Plan) {
    this.textsByCause = textsInFile(plan);
  }

  /** `count` texts that come to the same. */
  add({ segments, saved, bytesSaved, characters }: UcsText, of: UcsCause, count = 1): void {
    const group = this.groupOf(of);
    group.texts += count;
    group.now.addSegments(segments * count, of.price);
    group.saved.addSegments(saved * count, of.price);
    group.bytesSaved += bytesSaved * count;
    for (const character of characters) countCharacter(group, character, count);
  }

  /** Many texts, each sent `count` times. */
  addSum({ texts, segments, saved, bytesSaved, characters }: UcsSum, of: UcsCause, count: number): void {
    if (texts === 0) return;
    const group = this.groupOf(of);
    group.texts += texts * count;
    group.now.addSegments(segments * count, of.price);
    group.saved.addSegments(saved * count, of.price);
    group.bytesSaved += bytesSaved * count;
    for (const [character, having] of characters) countCharacter(group, character, having * count);
  }

  private groupOf({ cause, language }: UcsCause): Group {
    const key = `${cause} ${language}`;
    const group = this.groups.get(key) ?? newGroup(cause, language);
    this.groups.set(key, group);
    return group;
  }

  /** The most that could be saved first. */
  all(): UcsTexts[] {
    return [...this.groups.values()]
      .map((group) => ({
        cause: group.cause,
        language: group.language,
        texts: group.texts,
        now: group.now,
        saved: group.saved,
        bytesSaved: group.bytesSaved,
        characters: this.charactersOf(group),
        hasMoreCharacters: group.hasMore,
      }))
      .sort(
        (a, b) =>
          b.saved.segments - a.saved.segments ||
          b.texts - a.texts ||
          b.bytesSaved - a.bytesSaved ||
          (`${a.cause} ${a.language}` < `${b.cause} ${b.language}` ? -1 : 1),
      );
  }

  private charactersOf({ cause, characters }: Group): PreventingCharacter[] {
    const words = this.textsByCause.get(cause);
    return [...characters]
      .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
      .map(([character, texts]) => ({
        character,
        texts,
        plain: plainFor(character),
        isWritten: words === undefined || words.includes(character),
      }));
  }
}

function countCharacter(group: Group, character: string, count: number): void {
  const texts = group.characters.get(character);
  if (texts === undefined && group.characters.size >= CHARACTERS_MAX) group.hasMore = true;
  else group.characters.set(character, (texts ?? 0) + count);
}

const newGroup = (cause: string, language: string): Group => ({
  cause,
  language,
  texts: 0,
  bytesSaved: 0,
  now: new Bucket(),
  saved: new Bucket(),
  characters: new Map(),
  hasMore: false,
});

/** What one text in UCS-2 takes, and would save in GSM-7. */
export interface UcsText {
  readonly segments: number;
  readonly saved: number;
  readonly bytesSaved: number;
  /** Those that GSM-7 lacks, each once. */
  readonly characters: ReadonlySet<string>;
}

/** The text is counted anew with a septet in place of each character that GSM-7 lacks. */
export function ucsTextOf(text: string): UcsText {
  const characters = new Set<string>();
  let plain = '';
  for (const character of text) {
    const isCarried = gsmCarries(character);
    plain += isCarried ? character : 'x';
    if (!isCarried) characters.add(character);
  }
  const now = segmentsOf(text);
  const then = segmentsOf(plain);
  return {
    segments: now.segments,
    saved: now.segments - then.segments,
    bytesSaved: 2 * now.units - Math.ceil(then.units * SEPTETS_PER_8_BYTES),
    characters,
  };
}

/** Characters looked up before, by whether GSM-7 has them. */
const carried = new Map<string, boolean>();
const CARRIED_MAX = 10_000;

function gsmCarries(character: string): boolean {
  const known = carried.get(character);
  if (known !== undefined) return known;
  if (carried.size >= CARRIED_MAX) carried.clear();
  const isCarried = segmentsOf(character).encoding === 'GSM-7';
  carried.set(character, isCarried);
  return isCarried;
}

/** Signs that have a plain spelling; letters with accents lose them. */
const spellings: ReadonlyMap<string, string> = new Map([
  ...(['\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2212'] as const).map(
    (dash) => [dash, '-'] as const,
  ),
  ...(['\u2018', '\u2019', '\u02bc', '\u02bb', '\u00b4', '`'] as const).map((mark) => [mark, "'"] as const),
  ...(['\u201c', '\u201d', '\u201e', '\u00ab', '\u00bb'] as const).map((mark) => [mark, '"'] as const),
  ...(['\u00a0', '\u202f', '\u2009'] as const).map((blank) => [blank, ' '] as const),
  ...(
    ['\u200b', '\u200c', '\u200d', '\u200e', '\u200f', '\u2060', '\ufeff', '\u00ad', '\ufe0f'] as const
  ).map((hidden) => [hidden, ''] as const),
  ['\u2026', '...'],
  ['\u2022', '-'],
  ['\u00b7', '-'],
  ['\t', ' '],
  ['\u00e7', 'c'],
]);

/** undefined: a letter of another script, or a picture, has none. */
function plainFor(character: string): string | undefined {
  const spelling = spellings.get(character);
  if (spelling !== undefined) return spelling;
  const bare = character.normalize('NFD').replaceAll(/\p{M}/gu, '');
  return bare !== '' && bare !== character && segmentsOf(bare).encoding === 'GSM-7' ? bare : undefined;
}

/** The words of each alert and broadcast as the file has them, by cause. */
function textsInFile({ alerts, broadcasts }: Plan): ReadonlyMap<string, string> {
  const byCause = new Map<string, string>();
  for (const { kind, key, schedule } of [...alerts, ...broadcasts]) {
    const texts = schedule.events.flatMap(({ content }) =>
      content.kind === 'sms' ? [...content.texts.values()] : content.kind === 'custom' ? content.texts : [],
    );
    if (texts.length > 0) byCause.set(`${kind} ${key}`, texts.join('\n'));
  }
  return byCause;
}
