/** The state with all contacts in it, written piece by piece: however many they are, others have their turn in between. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { nextTurn } from '../../adapters/time-slices.ts';
import { contactsOf, contactTexts } from '../session/contact-book.ts';
import type { LiveSession } from '../session/live-session.ts';
import { stateOf } from '../session/state.ts';

/** The contacts are left out for who knows them: when they are still of that revision, apart from the time on their clocks. */
export async function answerWholeState(
  session: LiveSession,
  knownContacts: string | undefined,
  response: Response,
): Promise<void> {
  if (knownContacts === session.contactsRevision) {
    response.json(stateOf(session));
    return;
  }
  const { revision: contactsRevision, contacts } = await contactsOf(session);
  const state = JSON.stringify({ ...stateOf(session), contactsRevision });
  response.type('json');
  async function* parts() {
    yield `${state.slice(0, -1)},"contacts":[`;
    for (const text of contactTexts(session, contacts)) {
      yield text;
      await nextTurn();
    }
    yield ']}';
  }
  // Who asked may have gone meanwhile: then nobody waits for the rest.
  await pipeline(Readable.from(parts()), response).catch(() => response.destroy());
}
