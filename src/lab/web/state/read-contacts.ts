/** The contacts that the page knows: read a page at a time, and after that only those who have changed. */
import type { AnswerOf } from '../../contract/answers.ts';
import type { Contact } from './answers.ts';
import { read } from './api.ts';

/** Contacts of one reading: what the page and the session do in one turn. */
const PAGE = 500;
/** More pages than this are never asked for in one go. */
const PAGES_MAX = 1000;

type Page = AnswerOf<'Contacts'>;

/** What is known of them, and where to read on. */
export class KnownContacts {
  private byId = new Map<string, Contact>();
  private mark: string | undefined;
  private revision: string | undefined;

  /** Whether they are of that revision. */
  isOf(revision: string): boolean {
    return this.revision === revision;
  }

  /** Reads what has changed; `onMore` gets all that are known, after the first page and at the end. */
  async readOn(path: string, onMore: (contacts: readonly Contact[]) => void): Promise<void> {
    const since = this.mark === undefined ? '' : `since=${encodeURIComponent(this.mark)}&`;
    let first: Page | undefined;
    let from: number | null = 0;
    let fresh = this.byId;
    for (let count = 0; from !== null && count < PAGES_MAX; count += 1) {
      const page: Page = await read<Page>(`${path}?${since}from=${from}&limit=${PAGE}`);
      if (first === undefined) {
        first = page;
        fresh = page.isWhole ? new Map() : this.byId;
      }
      // Another edition has begun meanwhile: what is known of the last one says nothing of it.
      if (editionOf(page) !== editionOf(first)) return this.begin(path, onMore);
      place(fresh, page);
      from = page.next;
      if (count === 0 && from !== null && this.mark === undefined) onMore(inOrder(fresh));
    }
    if (first === undefined) return;
    const hasChanged = fresh !== this.byId || first.mark !== this.mark;
    this.byId = fresh;
    this.mark = first.mark;
    this.revision = first.revision;
    if (hasChanged) onMore(inOrder(fresh));
  }

  private begin(path: string, onMore: (contacts: readonly Contact[]) => void): Promise<void> {
    this.mark = undefined;
    return this.readOn(path, onMore);
  }
}

const editionOf = ({ mark }: Page): string => mark.slice(0, mark.lastIndexOf('-'));

function place(known: Map<string, Contact>, { contacts, gone }: Page): void {
  for (const contact of contacts) known.set(idOf(contact.kind, contact.key), contact);
  for (const key of gone) known.delete(idOf('number', key));
}

const idOf = (kind: Contact['kind'], key: string): string => `${kind} ${key}`;

const ranks: Readonly<Record<Contact['kind'], number>> = { case: 0, user: 1, number: 2 };

/** Cases, users, then numbers that nobody has registered; each as they came. */
function inOrder(known: ReadonlyMap<string, Contact>): readonly Contact[] {
  return [...known.values()].sort((a, b) => ranks[a.kind] - ranks[b.kind]);
}
