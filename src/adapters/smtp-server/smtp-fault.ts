/** What the rules of a mail gateway hold ready for one session, decided as soon as enough is known. */
import type { FakeGatewayState } from '../fake/fake-gateway-state.ts';
import {
  type BrokenConnection,
  type FaultEffects,
  type FaultMatch,
  NO_FAULT,
  type SmtpPlace,
} from '../faults/effects.ts';
import { type Action, actionsOf, bareBreak, isBare, placeOfBreak } from './action.ts';

/** Nothing is known of a message yet. */
const EMPTY_MESSAGE = { channel: 'email', to: '', from: '', text: '' } as const;

export class SmtpFault {
  /** Capabilities that EHLO leaves out. */
  hidden: readonly string[] = [];
  /** Recipient → its match, in the order of RCPT. */
  readonly match = new Map<string, FaultMatch>();
  private readonly state: FakeGatewayState;
  private readonly now: () => number;
  private session: ReadonlyMap<SmtpPlace, Action> = new Map();
  private mail: ReadonlyMap<SmtpPlace, Action> = new Map();

  constructor(state: FakeGatewayState, now: () => number) {
    this.state = state;
    this.now = now;
  }

  /** A client has connected. */
  begin(): void {
    const effects = this.state.evaluateAt('session', () => EMPTY_MESSAGE, this.now()) ?? NO_FAULT;
    this.hidden = effects.hides ?? [];
    this.session = actionsOf(effects, 'connect');
  }

  /** A sender was named: whatever was before is over. */
  from(sender: string): void {
    this.match.clear();
    const mail = () => ({ ...EMPTY_MESSAGE, from: sender });
    this.mail = actionsOf(this.state.evaluateAt('mail', mail, this.now()) ?? NO_FAULT, 'mail');
  }

  /** A recipient was named. */
  to(recipient: string, sender: string): FaultMatch {
    const read = { ...EMPTY_MESSAGE, to: recipient, from: sender };
    const match = this.state.evaluateSubmission(read, this.now(), 'rcpt');
    this.match.set(recipient, match);
    return match;
  }

  /** The text is known: the effects of rules about it are added to the recipient's. */
  text(recipient: string, sender: string, text: () => string): FaultMatch {
    const before = this.match.get(recipient) ?? this.to(recipient, sender);
    const mail = () => ({ ...EMPTY_MESSAGE, to: recipient, from: sender, text: text().trim() });
    const effects = this.state.evaluateAt('dot', mail, this.now(), before);
    if (effects === undefined) return before;
    const match = { ...before, effects: merged(before.effects, atDot(effects)) };
    this.match.set(recipient, match);
    return match;
  }

  /** What is to be done at a command. */
  at(place: SmtpPlace): Action | undefined {
    return this.session.get(place) ?? this.mail.get(place) ?? this.atRecipients(place);
  }

  private atRecipients(place: SmtpPlace): Action | undefined {
    for (const { effects } of this.match.values()) {
      const action = actionAt(effects, place);
      if (action) return action;
    }
    return undefined;
  }
}

/** A broken connection that no `smtp` rule has a command for. */
export const unplacedConnection = ({ connection }: FaultEffects): BrokenConnection | undefined =>
  connection?.at ? undefined : connection;

/** What the effects on a recipient do at a command. */
export function actionAt(effects: FaultEffects, place: SmtpPlace): Action | undefined {
  const { connection } = effects;
  if (place === 'rcpt' || place === 'data') {
    if (connection && !connection.at && placeOfBreak(connection) === place) return bareBreak(connection);
  }
  const action = actionsOf(effects, 'rcpt').get(place);
  const isSilent = connection && !connection.at && isBare(connection.mode);
  return action?.kind === 'reply' && isSilent ? bareBreak(connection) : action;
}

/** It is too late for any other command. */
function atDot({ raw, connection, pause, ...effects }: FaultEffects): FaultEffects {
  return {
    ...effects,
    ...(raw && { raw: raw.at ? { ...raw, at: 'dot' } : raw }),
    ...(connection && { connection: connection.at ? { ...connection, at: 'dot' } : connection }),
    ...(pause && { pause: { ...pause, at: 'dot' } }),
  };
}

function merged(before: FaultEffects, after: FaultEffects): FaultEffects {
  const by = [...(before.by ?? []), ...(after.by ?? [])];
  return {
    ...after,
    ...before,
    delayMs: before.delayMs + after.delayMs,
    ...(by.length > 0 && { by }),
  };
}
