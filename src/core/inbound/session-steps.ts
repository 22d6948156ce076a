import type { Session } from '../state/sessions.ts';
import type { Stage } from '../state/simulation-state.ts';

type State = 'opened' | 'answered' | 'completed' | 'expired' | 'closed';

/** A line about a session, with the answers it has so far. */
export function noteSurvey(
  stage: Stage,
  session: Pick<Session, 'survey' | 'party' | 'answers'>,
  state: State,
): void {
  const answers = session.answers.size > 0 ? Object.fromEntries(session.answers) : undefined;
  stage.world.note({
    kind: 'survey',
    survey: session.survey.key,
    contact: session.party.key,
    state,
    answers,
  });
}

/** Ends every open session of a contact without submitting; how many there were. */
export function closeSessions(stage: Stage, contact: string): number {
  const open = [...stage.sessions.openOf(contact)];
  for (const session of open) {
    stage.sessions.close(session);
    noteSurvey(stage, session, 'closed');
  }
  return open.length;
}
