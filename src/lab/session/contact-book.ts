/**
 * Everybody the page shows, kept between two looks: made anew, in slices, only when something about somebody has
 * changed, and with a version for each, so that who knows most of them reads only the others.
 */
import { randomUUID } from 'node:crypto';
import { inSlices } from '../../adapters/time-slices.ts';
import { peopleNamed } from '../../report/people.ts';
import { ProblemFinder } from './contact-problems.ts';
import { casesAndUsers, contactFrom, type LabelledContact, nameOf, withWall, writersOf } from './contacts.ts';
import { labelOf } from './label.ts';
import type { LiveSession } from './live-session.ts';

/** Contacts in one answer, and in one turn. */
const LIMIT_MAX = 1000;
const PER_TURN = 200;
/** Numbers that are remembered as gone; then whoever reads begins anew. */
const GONE_MAX = 10_000;

/** One place in the book. A number that somebody has registered since keeps its place, empty. */
interface Place {
  readonly key: string;
  readonly isNumber: boolean;
  readonly contact: LabelledContact | undefined;
  /** By which it is known whether anything about it has changed. */
  readonly text: string;
  /** Of the book when that was seen first. */
  readonly version: number;
}

interface Book {
  /** Versions count within one edition; another one is read from its beginning. */
  readonly edition: string;
  readonly version: number;
  readonly epoch: number;
  /** Of the session, when the look began. */
  readonly revision: string;
  readonly places: readonly Place[];
}

const latest = new WeakMap<LiveSession, Book>();
/** The last of the looks that were asked for. */
const turns = new WeakMap<LiveSession, Promise<unknown>>();

/** All of them, with the revision that they are of. */
export async function contactsOf(session: LiveSession) {
  const { revision, places } = await bookOf(session);
  return { revision, contacts: places.flatMap(({ contact }) => contact ?? []) };
}

/** The contacts as JSON, in parts that one turn makes. */
export function* contactTexts(session: LiveSession, contacts: readonly LabelledContact[]): Generator<string> {
  const { now } = session;
  for (let from = 0; from < contacts.length; from += PER_TURN) {
    const part = contacts.slice(from, from + PER_TURN).map((one) => withWall(one, now));
    const text = JSON.stringify(part).slice(1, -1);
    yield from === 0 ? text : `,${text}`;
  }
}

/**
 * A page of those who have changed since the mark of an earlier answer. `next` is the place to go on from; when
 * `isWhole`, the first page begins a list that takes the place of the one that was known.
 */
export async function contactsSince(session: LiveSession, since = '', from = 0, limit = LIMIT_MAX) {
  const { edition, version, revision, places } = await bookOf(session);
  const isWhole = !since.startsWith(`${edition}-`);
  const known = isWhole ? 0 : Number(since.slice(edition.length + 1));
  const most = Math.min(limit, LIMIT_MAX);
  const contacts = [];
  const gone = [];
  let index = from;
  for (; index < places.length && contacts.length + gone.length < most; index += 1) {
    const place = places[index]!;
    if (place.version <= known) continue;
    if (place.contact) contacts.push(withWall(place.contact, session.now));
    else gone.push(place.key);
  }
  const next = index < places.length ? index : null;
  return { mark: `${edition}-${version}`, revision, isWhole, total: places.length, contacts, gone, next };
}

/** The book, no older than this moment: one look at a time, and those who wait for the next one share it. */
async function bookOf(session: LiveSession): Promise<Book> {
  const turn = (turns.get(session) ?? Promise.resolve()).then(() => look(session));
  turns.set(
    session,
    turn.catch(() => undefined),
  );
  return turn;
}

async function look(session: LiveSession): Promise<Book> {
  const known = latest.get(session);
  if (known?.revision === session.contactsRevision) return known;
  const book = await fresh(session, known);
  latest.set(session, book);
  return book;
}

async function fresh(session: LiveSession, known: Book | undefined): Promise<Book> {
  const { epoch, contactsRevision: revision, liveRun } = session;
  const { world } = liveRun.engine.state;
  const before = known?.epoch === epoch ? known : undefined;
  const edition = before?.edition ?? randomUUID().slice(0, 8);
  const version = (before?.version ?? 0) + 1;
  const old = new Map(before?.places.map((place) => [idOf(place), place]));
  const finder = new ProblemFinder(session);
  const all = [...casesAndUsers(session)];
  const writers = writersOf(session);
  const people = peopleNamed(new Map([...all, ...writers].map(({ party }) => [party.key, nameOf(party)])));
  const places: Place[] = [];
  const numbers = new Set<string>();
  const add = (one: (typeof all)[number]): void => {
    const contact = contactFrom(world, one, finder);
    const { key, normalized } = contact;
    const isNumber = one.party.kind === 'number';
    if (!isNumber && normalized !== undefined) numbers.add(normalized);
    const labelled = { ...contact, label: labelOf(people, key) };
    const text = textOf(labelled);
    const held = old.get(idOf({ key, isNumber }));
    places.push(held?.text === text ? held : { key, isNumber, contact: labelled, text, version });
  };
  await inSlices(all, add);
  // Numbers keep their places, so that a page read by place misses nobody.
  const strangers = new Map(
    writers
      .filter(({ party }) => party.kind === 'number' && !numbers.has(party.number))
      .map((one) => [one.party.key, one]),
  );
  const placed = (before?.places ?? []).filter(({ isNumber }) => isNumber);
  for (const place of placed) {
    const stranger = strangers.get(place.key);
    if (stranger) add(stranger);
    else places.push(place.contact ? { ...place, contact: undefined, text: '', version } : place);
    strangers.delete(place.key);
  }
  await inSlices(strangers.values(), add);
  const book = { edition, version, epoch, revision, places };
  const gone = places.filter(({ contact }) => contact === undefined).length;
  return gone > GONE_MAX ? reissued(book) : book;
}

/** Without empty places. */
const reissued = (book: Book): Book => ({
  ...book,
  edition: randomUUID().slice(0, 8),
  places: book.places.filter(({ contact }) => contact !== undefined),
});

const textOf = ({ zone: { zone, from }, ...contact }: LabelledContact): string =>
  JSON.stringify([contact, zone.name, from]);

const idOf = ({ key, isNumber }: Pick<Place, 'key' | 'isNumber'>): string =>
  `${isNumber ? 'number' : 'known'} ${key}`;
