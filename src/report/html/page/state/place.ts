/** The place of the page as a signal, and the view that a message is shown beside. */
import { signal } from '@preact/signals';
import { hashOf, type Route, routeOf } from './route.ts';

export const route = signal<Route>(routeOf(location.hash));
/** Stays where it is while a message is looked at. */
export const behind = signal<Route>(beside(route.value));

addEventListener('hashchange', () => {
  route.value = routeOf(location.hash);
  if (route.value.view !== 'message') behind.value = route.value;
});

/** Goes there without leaving a step behind, as while somebody types. */
export function replaceRoute(next: Route): void {
  history.replaceState(null, '', hashOf(next));
  route.value = next;
  if (next.view !== 'message') behind.value = next;
}

export function goTo(next: Route): void {
  location.hash = hashOf(next);
}

/** A message that was linked to is shown beside all messages. */
function beside(place: Route): Route {
  return place.view === 'message' ? { view: 'messages', story: place.story, filter: {} } : place;
}
