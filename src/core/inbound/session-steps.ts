import type { SimulationState } from '../state/simulation-state.ts';
import type { SurveySession } from '../state/survey-sessions.ts';

type State = 'opened' | 'answered' | 'completed' | 'expired' | 'closed';

/** A line about a session, with the answers it has so far. */
export function noteSurvey(
  state: SimulationState,
  session: Pick<SurveySession, 'survey' | 'party' | 'answers'>,
  progress: State,
): void {
  const answers = session.answers.size > 0 ? Object.fromEntries(session.answers) : undefined;
  state.world.note({
    kind: 'survey',
    survey: session.survey.key,
    contact: session.party.key,
    state: progress,
    answers,
  });
}

/** Ends every open session of a contact without submitting; how many there were. */
export function closeSessions(state: SimulationState, contact: string): number {
  const open = [...state.sessions.openOf(contact)];
  for (const session of open) {
    state.sessions.close(session);
    noteSurvey(state, session, 'closed');
  }
  return open.length;
}
