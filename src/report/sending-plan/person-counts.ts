/** What one person gets of a plan. */
import type { Instant } from '../../core/model/instant.ts';
import type { AlikeMessages } from './repeated-groups.ts';

/** What one person gets. */
export interface PersonCounts {
  readonly messages: number;
  readonly segments: number;
  readonly first: Instant;
  readonly last: Instant;
}

/** How often a text was sent, for one cause in one language. */
export interface TextCount {
  readonly text: string;
  readonly alike: AlikeMessages;
  count: number;
}

export class CountsOfPerson implements PersonCounts {
  messages = 0;
  segments = 0;
  readonly first: Instant;
  last: Instant;
  private texts: Map<string, TextCount> | undefined;

  constructor(first: Instant) {
    this.first = first;
    this.last = first;
  }

  add(segments = 0, at: Instant): void {
    this.messages += 1;
    this.segments += segments;
    this.last = at;
  }

  /** The texts of a case that stands for others, by cause, language and words. */
  textsForOthers(): Map<string, TextCount> {
    this.texts ??= new Map();
    return this.texts;
  }
}
