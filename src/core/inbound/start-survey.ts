import { type NumberChoice, numberFor } from '../contact/contact.ts';
import { routeAtEnqueue, routeAtProcessing } from '../dispatch/route-message.ts';
import type { Known, Send } from '../dispatch/send.ts';
import { stopped } from '../dispatch/send.ts';
import type { SurveyContent } from '../model/content.ts';
import { MS_PER_MINUTE } from '../model/instant.ts';
import type { Survey } from '../model/two-way.ts';
import { causeFields } from '../state/message.ts';
import type { Party } from '../state/records.ts';
import type { SimulationState } from '../state/simulation-state.ts';
import type { World } from '../state/world.ts';
import { askFrom, needsAnswers } from './questions.ts';
import { closeSessions, noteSurvey } from './session-steps.ts';
import { askOn } from './survey.ts';

/** HQ never keeps a session longer than this. */
const EXPIRES_MAX_MINUTES = 10_080;

/** Every way a survey can fail to start, in HQ's order (docs/hq/contacts-and-messages.md#s3-2); else its first words go out. */
export function startSurvey(state: SimulationState, send: Send, content: SurveyContent): void {
  const { world } = state;
  const known: Known = { channel: 'sms', because: { zone: send.origin.zoneBecause } };
  const survey = world.plan.surveys.get(content.survey);
  if (!survey) return cannotFindForm(state, send, content.survey);

  const number = numberFor(world, send.party, true);
  if (!number) return stopped(state, send, 'NO_PHONE_NUMBER', known);
  const withNumber: Known = {
    ...known,
    number: number.number,
    because: { ...known.because, number: number.because },
  };
  if (needsAnswers(survey) && !number.twoWay)
    return stopped(state, send, 'NO_TWO_WAY_PHONE_NUMBER', withNumber);
  if (survey.needsCase && !send.record) return stopped(state, send, 'NO_CASE_GIVEN', withNumber);
  if (askFrom(survey, 0, new Map()).questions.length === 0) {
    return stopped(state, send, 'FORM_HAS_NO_QUESTIONS', withNumber);
  }

  closeSessions(state, send.party.key);
  const session = state.sessions.open(sessionParts(state, send, content, survey, number));
  noteSurvey(state, session, 'opened');
  askOn(state, session, 0, send.origin);
}

function sessionParts(
  state: SimulationState,
  send: Send,
  content: SurveyContent,
  survey: Survey,
  number: NumberChoice,
) {
  const { world } = state;
  const { now } = world;
  const minutes = needsAnswers(survey) ? (content.expiresAfterMinutes ?? survey.expiresAfterMinutes) : 0;
  const expiresAt = now + Math.min(minutes, EXPIRES_MAX_MINUTES) * MS_PER_MINUTE;
  const waits = content.reminderMinutes ?? survey.reminderMinutes;
  let at = now;
  const reminders = waits.map((wait) => {
    at += wait * MS_PER_MINUTE;
    return at;
  });
  return {
    survey,
    party: send.party,
    record: send.record,
    origin: send.origin,
    number: number.number,
    gatewayName: gatewayNameFor(world, send.party, number),
    startedAt: now,
    expiresAt,
    submitPartial: content.submitPartial ?? survey.submitPartial,
    reminders: reminders.filter((reminder) => reminder < expiresAt),
    answers: new Map<string, string>(),
    asked: 0,
  };
}

/** The gateway the survey runs by: HQ remembers it with the number (docs/hq/contacts-and-messages.md#s4-2). */
function gatewayNameFor(world: World, party: Party, number: NumberChoice): string | undefined {
  const route = routeAtEnqueue(world, party, number);
  if ('problem' in route) return undefined;
  if (route.gateway) return route.gateway.name;
  const later = routeAtProcessing(world, party.project, number.number);
  return 'gateway' in later ? later.gateway.name : undefined;
}

/** HQ tells this on the event: no recipient is named. */
function cannotFindForm(state: SimulationState, { origin }: Send, name: string): void {
  const { event, iteration, due } = origin;
  state.world.note({
    kind: 'error',
    channel: 'sms',
    case: origin.case,
    ...causeFields(origin),
    event,
    iteration,
    due,
    because: { zone: origin.zoneBecause },
    code: 'CANNOT_FIND_FORM',
    detail: name,
    level: 'event',
  });
}
