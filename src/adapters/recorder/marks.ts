import { KEPT_MAX } from './recorder.ts';

export const TAG_LENGTH_MAX = 100;
export const TAGS_MAX = 50;

const NONE: readonly string[] = [];

/** What people have put on messages: read or not, and tags. In memory; the oldest marks go first. */
export class Marks {
  private readonly read = new Set<string>();
  private readonly tagged = new Map<string, ReadonlySet<string>>();

  isRead(id: string): boolean {
    return this.read.has(id);
  }

  setRead(id: string, isRead: boolean): void {
    if (!isRead) {
      this.read.delete(id);
      return;
    }
    this.read.add(id);
    if (this.read.size > KEPT_MAX) for (const oldest of this.read) return void this.read.delete(oldest);
  }

  /** In the order of the alphabet. */
  tagsOf(id: string): readonly string[] {
    const tags = this.tagged.get(id);
    return tags === undefined ? NONE : [...tags].sort();
  }

  /** Instead of those that it had. */
  setTags(id: string, tags: readonly string[]): void {
    this.tagged.delete(id);
    if (tags.length > 0) this.tagged.set(id, new Set(tags));
    if (this.tagged.size > KEPT_MAX)
      for (const oldest of this.tagged.keys()) return void this.tagged.delete(oldest);
  }

  forget(id: string): void {
    this.read.delete(id);
    this.tagged.delete(id);
  }

  clear(): void {
    this.read.clear();
    this.tagged.clear();
  }
}
