/** How far somebody is in the tour; kept by the browser, so that it can be left and taken up again. */
import { signal } from '@preact/signals';
import type { AnswerOf } from '../../contract/answers.ts';
import { msOf } from '../state/answers.ts';
import { apiPath, post } from '../state/api.ts';
import { attempt, loadStart, route, scenarios, sessions, state } from '../state/lab.ts';
import { hashOf } from '../state/route.ts';

export interface Tour {
  readonly session: string;
  readonly step: number;
  readonly isOpen: boolean;
}

const KEPT_AS = 'drysend-tour';
const STORY = /(?:^|\/)antenatal-reminders-in-two-languages\.yaml$/;

/** undefined: not begun, or at its end. */
export const tour = signal<Tour | undefined>(keptTour());

/** The story of the tour, where it is offered. */
export const tourStory = () => scenarios.value.find(({ path }) => STORY.test(path));

export function moveTour(step: number): void {
  if (tour.value) keep({ ...tour.value, step });
}

export function leaveTour(): void {
  if (tour.value) keep({ ...tour.value, isOpen: false });
}

export function endTour(): void {
  keep(undefined);
}

/** Goes on where it was left, or begins: in the session at hand when it is the story at its start, or in a new one. */
export const openTour = (): Promise<boolean> =>
  attempt(async () => {
    await loadStart();
    const left = tour.value;
    if (left && sessions.value.some(({ id }) => id === left.session)) {
      keep({ ...left, isOpen: true });
      // The demo has no room for the tour: it goes on at the phones.
      if (state.value?.id !== left.session || route.value.view === 'demo')
        location.hash = hashOf(left.session, 'phones');
      return;
    }
    const id = freshSession() ?? (await newSession());
    keep({ session: id, step: 0, isOpen: true });
    location.hash = hashOf(id, 'phones');
  });

function freshSession(): string | undefined {
  const at = state.value;
  const isFresh = at && at.title === tourStory()?.title && msOf(at.now) === msOf(at.startsAt);
  return isFresh ? at.id : undefined;
}

async function newSession(): Promise<string> {
  const story = tourStory();
  const { id } = await post<AnswerOf<'Opened'>>(apiPath(['sessions']), { scenario: story?.path });
  return id;
}

function keep(next: Tour | undefined): void {
  tour.value = next;
  try {
    if (next) localStorage.setItem(KEPT_AS, JSON.stringify(next));
    else localStorage.removeItem(KEPT_AS);
  } catch {
    // A browser that keeps nothing: the tour goes on until the page is closed.
  }
}

function keptTour(): Tour | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT_AS) ?? 'null') as Partial<Tour> | null;
    if (typeof kept?.session !== 'string' || !Number.isInteger(kept.step)) return undefined;
    return { session: kept.session, step: Math.max(0, kept.step ?? 0), isOpen: kept.isOpen === true };
  } catch {
    return undefined;
  }
}
