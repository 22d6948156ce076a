/** Handles messages that are submitted over SMPP, from the PDU to its response. */
import type { WireResponse } from '../../core/model/wire.ts';
import type { FaultMatch } from '../faults/effects.ts';
import type { StartTimer } from '../timer.ts';
import { breakConnection } from './break-connection.ts';
import { type Recipient, recipientsOf, submitRequest, textOfParts, unitsOf } from './message.ts';
import { contentOf, Groups, type Part, type Place } from './parts.ts';
import { type Pdu, type PduWritten, statusCode, textIn } from './pdu.ts';
import { type RecordOptions, SubmitRecord } from './record.ts';
import type { SmppSession } from './session.ts';

export interface SubmitOptions extends RecordOptions {
  readonly startTimer: StartTimer;
}

/** Submits of one session that may wait for a response, unless the gateway sets its own `window`. */
const WINDOW = 100;
/** So long the missing parts of a message are awaited. */
const PARTS_MS = 300_000;

/** One message to one of its recipients, answered. */
interface Outcome {
  readonly recipient: Recipient;
  readonly status: string;
  readonly id: string;
  readonly match: FaultMatch | undefined;
  readonly isFailing: boolean;
}

export class Submits {
  readonly record: SubmitRecord;
  private readonly options: SubmitOptions;
  private readonly groups: Groups;
  private partCount = 0;

  constructor(options: SubmitOptions) {
    this.options = options;
    this.record = new SubmitRecord(options);
    const { startTimer } = options;
    this.groups = new Groups(
      (expire) => startTimer(PARTS_MS, expire),
      (parts, total) => this.recordLost(parts, total),
    );
  }

  close(): void {
    this.groups.close();
  }

  take(pdu: Pdu, unit: Buffer, session: SmppSession): void {
    const content = contentOf(pdu);
    if ('wrong' in content) return this.refuse(pdu, unit, session, content.wrong);
    const part = { content, pdu, unit: Buffer.from(unit), id: '' };
    if (session.outstanding >= this.window) return this.refuse(pdu, unit, session, 'ESME_RTHROTTLED');
    session.outstanding += 1;
    const { place } = content;
    if (place === undefined) return this.submit([part], session, undefined);
    const key = keyOf(pdu, place, session);
    const parts = this.groups.add(key, place, part);
    if (parts === undefined) return this.awaitOthers(key, place, part, session);
    this.submit(parts, session, (isFailing) => {
      if (isFailing) this.groups.withdraw(key, place);
      else this.groups.end(key);
    });
  }

  private get window(): number {
    const asked = Number(this.options.gateway.options.get('window') ?? WINDOW);
    return asked >= 1 ? asked : WINDOW;
  }

  /** A part is answered at once, with an id of its own. */
  private awaitOthers(key: string, place: Place, part: Part, session: SmppSession): void {
    this.partCount += 1;
    const id = `p${this.options.fakes.recorder.nextSeq}x${this.partCount}`;
    this.groups.add(key, place, { ...part, id });
    this.answer(part.pdu, session, [
      { recipient: { fields: {}, to: '' }, status: 'ESME_ROK', id, match: undefined, isFailing: false },
    ]);
  }

  /** A message that is whole goes to each of its recipients. */
  private submit(parts: readonly Part[], session: SmppSession, settled?: (isFailing: boolean) => void): void {
    const last = parts.find(({ id }) => id === '') ?? parts[0];
    if (last === undefined) return;
    const text = textOfParts(parts);
    const recipients = recipientsOf(last.pdu);
    if (text === undefined || recipients.length === 0) {
      session.outstanding -= 1;
      settled?.(false);
      return this.refuse(
        last.pdu,
        last.unit,
        session,
        text === undefined ? 'ESME_RINVDCS' : 'ESME_RINVNUMDESTS',
      );
    }
    const outcomes: Outcome[] = [];
    for (const recipient of recipients) {
      this.submitTo(recipient, parts, text, session, (outcome) => {
        outcomes.push(outcome);
        if (outcomes.length < recipients.length) return;
        settled?.(outcomes.every(({ isFailing }) => isFailing));
        this.answer(last.pdu, session, outcomes);
      });
    }
  }

  private submitTo(
    recipient: Recipient,
    parts: readonly Part[],
    text: string,
    session: SmppSession,
    done: (outcome: Outcome) => void,
  ): void {
    const request = submitRequest(session.systemId, recipient, parts, text);
    if (recipient.refused !== undefined) {
      this.record.refuse(
        request,
        recipient.refused,
        'there are no distribution lists',
        'refused',
        unitsOf(parts),
      );
      return done({ recipient, status: recipient.refused, id: '', match: undefined, isFailing: false });
    }
    this.record.exchange(request, unitsOf(parts), (response, recorded, match) => {
      const status = response === undefined ? 'ESME_RSYSERR' : statusOf(response);
      const id = status === 'ESME_ROK' ? recorded.id : '';
      const isFailing = response === undefined || recorded.verdict === 'failing';
      done({ recipient, status, id, match, isFailing });
    });
  }

  /** After its time, over a connection that may break. */
  private answer(pdu: Pdu, session: SmppSession, outcomes: readonly Outcome[]): void {
    const { latencyMs } = this.options.gateway;
    const waitMs = Math.max(latencyMs, ...outcomes.map(({ match }) => match?.waitMs ?? 0));
    const respond = (): void => {
      session.outstanding -= 1;
      const response = responseTo(pdu, session, outcomes);
      const broken = outcomes.map(({ match }) => match?.effects.connection).find(Boolean);
      if (broken) breakConnection(session, response, broken);
      else session.write(response);
    };
    if (waitMs === 0) respond();
    else session.after(waitMs, respond);
  }

  private refuse(pdu: Pdu, unit: Buffer, session: SmppSession, status: string): void {
    const [recipient] = recipientsOf(pdu);
    const part = { content: { bytes: Buffer.alloc(0), coding: 0, place: undefined }, pdu, unit, id: '' };
    const request = submitRequest(session.systemId, recipient ?? { fields: {}, to: '' }, [part], '');
    const isFailing = status === 'ESME_RTHROTTLED';
    const fault = REASONS[status] ?? status;
    this.record.refuse(request, status, fault, isFailing ? 'failing' : 'refused', unitsOf([part]));
    session.respond(pdu, status);
  }

  /** Parts without the others are no message: kept, and not taken. */
  private recordLost(parts: readonly Part[], total: number): void {
    const [first] = parts;
    if (first === undefined) return;
    const text = textOfParts(parts) ?? '';
    const numbers = parts.map(({ content }) => content.place?.number).join(', ');
    for (const recipient of recipientsOf(first.pdu)) {
      const request = submitRequest('', recipient, parts, text);
      const fault = `of ${total} parts only ${numbers} came`;
      this.record.refuse(request, 'ESME_ROK', fault, 'refused', unitsOf(parts));
    }
  }
}

/** What is recorded as the fault of PDUs that the gateway kind was not asked about. */
const REASONS: Readonly<Record<string, string>> = {
  ESME_RTHROTTLED: 'more submits without an answer than the window allows',
  ESME_RINVDCS: 'this data_coding is none that SMPP has',
  ESME_RINVNUMDESTS: 'it has no recipient',
  ESME_RINVESMCLASS: 'its user data header is longer than the message',
  ESME_RTLVNOTALLWD: 'it has both a short_message and a message_payload',
};

/** Parts of one message: from one client, to the same people, under one reference. */
const keyOf = (pdu: Pdu, { reference, total }: Place, { systemId }: SmppSession): string =>
  JSON.stringify([
    systemId,
    textIn(pdu.fields, 'source_addr'),
    recipientsOf(pdu).map(({ to }) => to),
    reference,
    total,
  ]);

/** A rule's own answer has a status of HTTP's. */
function statusOf({ status, headers }: WireResponse): string {
  const own = headers['command-status'];
  if (own !== undefined) return own;
  if (status < 400) return 'ESME_ROK';
  return status === 429 ? 'ESME_RTHROTTLED' : status < 500 ? 'ESME_RSUBMITFAIL' : 'ESME_RSYSERR';
}

/** submit_multi is answered for all of its recipients at once. */
function responseTo(pdu: Pdu, session: SmppSession, outcomes: readonly Outcome[]): Buffer {
  const accepted = outcomes.find(({ status }) => status === 'ESME_ROK');
  const failed = outcomes.filter(({ status }) => status !== 'ESME_ROK');
  if (accepted === undefined) return session.responseTo(pdu, failed[0]?.status ?? 'ESME_RSUBMITFAIL');
  const fields: PduWritten = { message_id: accepted.id };
  if (pdu.command !== 'submit_multi') return session.responseTo(pdu, 'ESME_ROK', fields);
  const unsuccess = failed.map(({ recipient, status }) => ({
    ...recipient.fields,
    destination_addr: recipient.fields.destination_addr ?? recipient.to,
    error_status_code: statusCode(status),
  }));
  return session.responseTo(pdu, 'ESME_ROK', { ...fields, unsuccess_sme: unsuccess });
}
