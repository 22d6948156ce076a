/** What a filter may ask for: alerts, gateways, languages and people, as scenarios and journals name them. */
import type { Alert, Broadcast } from '../../core/model/alert.ts';
import type { Content } from '../../core/model/content.ts';
import type { Entry } from '../../core/model/entry.ts';
import type { Plan } from '../../core/model/plan.ts';
import { UNTRANSLATED } from '../../core/model/texts.ts';
import { namesOf } from '../people.ts';
import { nameIn } from './filter.ts';
import { causeOf } from './row.ts';

/** Every name that one of them knows counts as known. */
export class KnownWords {
  /** Alerts, broadcasts, keywords and surveys. */
  readonly alerts = new Set<string>();
  readonly gateways = new Set<string>();
  readonly languages = new Set<string>([UNTRANSLATED]);
  /** Codes and reasons that a journal has. */
  readonly reasons = new Set<string>();
  /** Names by key. */
  readonly people = new Map<string, string>();

  addPlan(plan: Plan): void {
    const { alerts, broadcasts, keywords, surveys, timeline } = plan;
    for (const sender of [...alerts, ...broadcasts]) this.addSender(sender);
    for (const { act } of timeline) {
      if (act.verb === 'alert') this.addSender(act.alert);
      if (act.verb === 'broadcast') this.addSender(act.broadcast);
      if (act.verb === 'gateway') this.gateways.add(act.gateway.name);
      if (act.verb === 'settings') this.addLanguages(act.project.languages);
      if (act.verb === 'send') this.addLanguages(act.texts.keys());
    }
    for (const { word, key, reply } of keywords) {
      this.alerts.add(word).add(key);
      this.addLanguages(reply?.keys());
    }
    for (const key of surveys.keys()) this.alerts.add(key);
    for (const { name } of plan.gateways) this.gateways.add(name);
    for (const { languages } of [plan.project, ...plan.otherProjects.values()]) this.addLanguages(languages);
    for (const { properties } of plan.cases.values()) this.addLanguages([properties.get('language_code')]);
    for (const { language } of plan.users.values()) this.addLanguages([language]);
    for (const [key, name] of namesOf(plan)) this.people.set(key, name);
  }

  addEntry(entry: Entry): void {
    const { via, language, case: record, to, recipient, contact } = entry;
    this.addCause(causeOf(entry));
    if (via !== undefined) this.gateways.add(via);
    this.addLanguages([language]);
    for (const reason of [entry.code, entry.reason]) if (reason !== undefined) this.reasons.add(reason);
    for (const key of [record, to, recipient, contact]) if (key !== undefined) this.addPerson(key, '');
  }

  /** `alert visit` */
  addCause(cause: string | undefined): void {
    const name = nameIn(cause);
    if (name !== undefined) this.alerts.add(name);
  }

  addPerson(key: string, name: string): void {
    if (name !== '' || !this.people.has(key)) this.people.set(key, name);
  }

  private addSender({ key, schedule, defaultLanguage }: Alert | Broadcast): void {
    this.alerts.add(key);
    this.addLanguages([defaultLanguage]);
    for (const { content } of schedule.events) this.addLanguages(languagesIn(content));
  }

  private addLanguages(codes: Iterable<string | undefined> = []): void {
    for (const code of codes) if (code) this.languages.add(code);
  }
}

function languagesIn(content: Content): Iterable<string> {
  if (content.kind === 'sms') return content.texts.keys();
  return content.kind === 'email' ? [...content.subject.keys(), ...content.body.keys()] : [];
}
