/** What keeps messages from a contact, as HQ will report it: for everybody at once, so that cheap tests come first. */
import { emailOf, languageOf, type NumberChoice, ownZone } from '../../core/contact/contact.ts';
import { isEmailAddress } from '../../core/contact/email-address.ts';
import type { CaseRecord } from '../../core/state/records.ts';
import type { World } from '../../core/state/world.ts';
import { cureFor } from '../../report/roster/cures.ts';
import { findings, type PropertyCheck } from './check-case.ts';
import type { LiveSession } from './live-session.ts';

/** One of them, with what would put it right. */
export interface ContactProblem {
  readonly property: string;
  readonly found: string;
  readonly message: string;
  /** The code that HQ will report. */
  readonly code?: string;
  readonly cure?: string;
}

/** What is known of a contact already when its problems are asked for. */
interface KnownFacts {
  readonly choice: NumberChoice | undefined;
  readonly isOptedOut: boolean;
  readonly hasGateway: boolean;
}

/** Looks through cases of one moment; contacts that read the same language share what is said of that. */
export class ProblemFinder {
  private readonly session: LiveSession;
  private readonly world: World;
  private readonly languages = new Map<string | undefined, PropertyCheck>();

  constructor(session: LiveSession) {
    this.session = session;
    this.world = session.liveRun.engine.state.world;
  }

  of(record: CaseRecord, { choice, isOptedOut, hasGateway }: KnownFacts): readonly ContactProblem[] {
    const { session, world } = this;
    const { properties, key } = record;
    const given = { session, world, properties, record, key };
    const checks: PropertyCheck[] = [];
    if (choice === undefined || isOptedOut) checks.push(findings.number(given));
    else if (!hasGateway) checks.push(findings.gateway(given));
    const email = emailOf(record) ?? '';
    if (email.trim() !== '' && (!isEmailAddress(email) || world.bounced.has(email)))
      checks.push(findings.email(given));
    const zone = properties.get('time_zone') ?? '';
    if (zone !== '' && ownZone(record, world.plan.project.zones) === undefined)
      checks.push(findings.zone(given));
    const code = languageOf(record);
    const language = this.languages.get(code) ?? findings.language(given);
    this.languages.set(code, language);
    if (language.level === 'error') checks.push(language);
    return checks.map(problemOf);
  }
}

function problemOf({ property, found, message, laterError: code }: PropertyCheck): ContactProblem {
  if (code === undefined) return { property, found, message };
  const cure = cureFor(code);
  return { property, found, message, code, ...(cure !== '' && { cure }) };
}
