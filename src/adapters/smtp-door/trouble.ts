/** What the rules of a mail gateway hold ready for one session, decided as soon as enough is known. */
import type { Gateway } from '../../core/model/gateway.ts';
import type { Faults } from '../faults/decide.ts';
import type { BrokenConnection, Fate, SmtpPlace } from '../faults/fate.ts';
import { type Met, triedNow } from '../faults/meet.ts';
import type { Moment } from '../faults/rule.ts';
import { type Action, actionsOf, bareBreak, isBare, placeOfBreak } from './action.ts';

/** Nothing is known of a message yet. */
const NOBODY = { channel: 'email', to: '', from: '', text: '' } as const;

export class Trouble {
  /** Capabilities that EHLO leaves out. */
  hidden: readonly string[] = [];
  /** Recipient → what it has met; in the order of RCPT. */
  readonly met = new Map<string, Met>();
  private readonly gateway: Gateway;
  private readonly faults: Faults;
  private readonly now: () => number;
  private session: ReadonlyMap<SmtpPlace, Action> = new Map();
  private mail: ReadonlyMap<SmtpPlace, Action> = new Map();

  constructor(gateway: Gateway, faults: Faults, now: () => number) {
    this.gateway = gateway;
    this.faults = faults;
    this.now = now;
  }

  /** A client has connected. */
  begin(): void {
    const fate = this.decide('session', '');
    this.hidden = fate.hides ?? [];
    this.session = actionsOf(fate, 'connect');
  }

  /** A sender was named: whatever was before is over. */
  from(sender: string): void {
    this.met.clear();
    this.mail = actionsOf(this.decide('mail', sender), 'mail');
  }

  /** A recipient was named. */
  to(recipient: string, sender: string): Met {
    const read = { ...NOBODY, to: recipient, from: sender };
    const { handover, tried } = triedNow(read, this.gateway, this.faults, this.now());
    const met = {
      fate: this.faults.decide(handover, 'rcpt', tried),
      tried,
      attempt: handover.attempt,
    };
    this.met.set(recipient, met);
    return met;
  }

  /** The text is there: rules about it add to what the recipient has met. */
  text(recipient: string, sender: string, text: () => string): Met {
    const before = this.met.get(recipient) ?? this.to(recipient, sender);
    if (!this.faults.hasAt('dot')) return before;
    const { attempt, tried } = before;
    const handover = { ...NOBODY, id: '', gateway: this.gateway, at: this.now(), attempt };
    const mail = { ...handover, to: recipient, from: sender, text: text().trim() };
    const fate = this.faults.decide(mail, 'dot', tried);
    const met = { ...before, fate: joined(before.fate, atDot(fate)) };
    this.met.set(recipient, met);
    return met;
  }

  /** What is to be done at a command. */
  at(place: SmtpPlace): Action | undefined {
    return this.session.get(place) ?? this.mail.get(place) ?? this.atOfMet(place);
  }

  private atOfMet(place: SmtpPlace): Action | undefined {
    for (const { fate } of this.met.values()) {
      const action = actionAt(fate, place);
      if (action) return action;
    }
    return undefined;
  }

  private decide(moment: Moment, from: string): Fate {
    if (!this.faults.hasAt(moment)) return { delayMs: 0 };
    const handover = { ...NOBODY, id: '', gateway: this.gateway, at: this.now(), attempt: 1, from };
    return this.faults.decide(handover, moment, this.faults.tries.next(moment));
  }
}

/** A broken connection that no `smtp` rule has a command for. */
export const unplaced = ({ connection }: Fate): BrokenConnection | undefined =>
  connection?.at ? undefined : connection;

/** What a recipient's fate does at a command. */
export function actionAt(fate: Fate, place: SmtpPlace): Action | undefined {
  const { connection } = fate;
  if (place === 'rcpt' || place === 'data') {
    if (connection && !connection.at && placeOfBreak(connection) === place) return bareBreak(connection);
  }
  const action = actionsOf(fate, 'rcpt').get(place);
  const isSilent = connection && !connection.at && isBare(connection.mode);
  return action?.kind === 'reply' && isSilent ? bareBreak(connection) : action;
}

/** It is too late for any other command. */
function atDot({ raw, connection, pause, ...fate }: Fate): Fate {
  return {
    ...fate,
    ...(raw && { raw: raw.at ? { ...raw, at: 'dot' } : raw }),
    ...(connection && { connection: connection.at ? { ...connection, at: 'dot' } : connection }),
    ...(pause && { pause: { ...pause, at: 'dot' } }),
  };
}

function joined(before: Fate, after: Fate): Fate {
  const by = [...(before.by ?? []), ...(after.by ?? [])];
  return {
    ...after,
    ...before,
    delayMs: before.delayMs + after.delayMs,
    ...(by.length > 0 && { by }),
  };
}
