/** People who ask for the language of a filter, where none of their texts went out in it. */
import type { Entry } from '../../core/model/entry.ts';
import type { Plan } from '../../core/model/plan.ts';
import { grouped } from '../../core/text/grouped.ts';

export class OwnLanguage {
  private readonly language: string;
  private readonly people = new Set<string>();
  private readonly found = new Set<string>();
  private isSent = false;

  constructor({ cases, users }: Plan, language: string) {
    this.language = language;
    for (const [key, { properties }] of cases)
      if (properties.get('language_code') === language) this.people.add(key);
    for (const [key, user] of users) if (user.language === language) this.people.add(key);
  }

  record({ kind, language, to }: Entry): void {
    if (kind !== 'sent') return;
    if (language === this.language) this.isSent = true;
    else if (language !== undefined && to !== undefined && this.people.has(to)) this.found.add(language);
  }

  /** `75 people have En; their texts went in en`; undefined: a text went in it, or nobody has it. */
  note(): string | undefined {
    const count = this.people.size;
    if (this.isSent || count === 0) return undefined;
    const who = count === 1 ? '1 person has' : `${grouped(count)} people have`;
    const texts =
      this.found.size === 0
        ? `no text went to ${count === 1 ? 'that person' : 'them'}`
        : `their texts went in ${[...this.found].map(nameOf).join(', ')}`;
    return `${who} ${this.language}; ${texts}`;
  }
}

const nameOf = (language: string): string => (language === '*' ? '* (untranslated)' : language);
