/** What a run exercised of its scenario, counted from the journal as it is made. */
import type { Entry } from '../core/model/entry.ts';

/** Something that happened, named as `hitName` does, and how often. */
export type Hit = readonly [name: string, count: number];

/** `due`, an alert and an event; `route`, a scope and a prefix; … */
export const hitName = (...parts: readonly (string | number)[]): string => parts.join('\n');

/** How often something happened. */
export type HitCount = (...parts: readonly (string | number)[]) => number;

export class HitCounter {
  readonly #counts = new Map<string, number>();

  record(entry: Entry): void {
    const { kind, keyword } = entry;
    if (kind === 'armed' || kind === 'queued' || kind === 'sent' || kind === 'error') this.#sender(entry);
    if (kind === 'skipped' || kind === 'disarmed') this.#stopped(entry);
    if (kind === 'sent' || kind === 'attempt' || kind === 'error') this.#way(entry);
    if (kind === 'error') this.#count('code', entry.code);
    if (keyword !== undefined) this.#count('keyword', keyword);
    if (kind === 'inbound' && entry.handled_by === 'keyword') this.#count('word', firstWord(entry.text));
    if (kind === 'survey') this.#survey(entry);
    if ((kind === 'updated' || kind === 'closed') && entry.cause === 'rule')
      this.#count('rule', entry.name ?? '');
  }

  /** In the order in which each happened first. */
  hits(): Hit[] {
    return [...this.#counts];
  }

  #count(...parts: readonly (string | number)[]): void {
    const name = hitName(...parts);
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  #sender(entry: Entry): void {
    const { kind, alert, broadcast, survey, event, language, code = '' } = entry;
    const key = alert ?? broadcast;
    if (kind === 'sent' && survey !== undefined && language !== undefined)
      this.#count('asked', survey, language);
    if (key === undefined) return;
    this.#count('started', key);
    if (kind === 'armed') return;
    this.#count(kind === 'error' ? 'failed' : kind, key);
    if (kind === 'error') this.#count('stopped', key, code);
    if (event === undefined) return;
    if (kind !== 'sent') this.#count('due', key, event);
    if (kind !== 'sent') return;
    this.#count('sent', key, event);
    if (language !== undefined) this.#count('language', key, event, language);
  }

  /** Of a rule that does not hold the journal names the criterion. */
  #stopped({ alert, reason, detail }: Entry): void {
    if (alert === undefined || reason === undefined) return;
    this.#count('skipped', alert, reason);
    if (reason !== 'rule_not_true' || typeof detail !== 'object') return;
    this.#count('false', alert, String(detail.criterion), String(detail.wanted));
  }

  #way({ kind, via, because }: Entry): void {
    if (via !== undefined) this.#count('gateway', via);
    const gateway = because?.gateway;
    if (kind === 'attempt' || !gateway?.scope) return;
    const { rule, scope, prefix } = gateway;
    if (rule === 'prefix' || rule === 'catch_all') this.#count('route', scope, prefix ?? '*');
  }

  #survey({ survey = '', state, answers = {} }: Entry): void {
    this.#count('survey', survey);
    if (state === 'opened') return;
    for (const path of Object.keys(answers)) this.#count('answer', survey, path);
  }
}

/** As keywords are compared: in capitals. */
const firstWord = (text: string): string => (text.trim().split(/\s+/)[0] ?? '').toUpperCase();
