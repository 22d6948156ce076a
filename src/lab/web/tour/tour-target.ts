/** What a step of the tour is about, on the page as it stands. */

/** On a small screen the clock's buttons are folded behind this one. */
const FOLD = '.fold-tools button[aria-expanded="false"]';

/** The visible button or link of that name, or the first element of that place; folded ones give way to what unfolds them. */
export function findTarget(press: string | undefined, target: string | undefined): Element | undefined {
  if (press === undefined) return target === undefined ? undefined : firstVisible(target);
  const places = target === undefined ? [document.body] : [...document.querySelectorAll(target)];
  const named = places
    .flatMap((place) => [...place.querySelectorAll('button, a')])
    .filter((one) => nameOf(one) === press);
  return named.find(isVisible) ?? (named.length > 0 ? firstVisible(FOLD) : undefined);
}

/** The name without the number of what is unread. */
export const nameOf = (element: Element): string =>
  [...element.childNodes]
    .filter(({ nodeType }) => nodeType === Node.TEXT_NODE)
    .map(({ textContent }) => textContent ?? '')
    .join('')
    .trim();

function firstVisible(selector: string): Element | undefined {
  return (
    [...document.querySelectorAll(selector)].find(isVisible) ??
    [...document.querySelectorAll(FOLD)].find(isVisible)
  );
}

const isVisible = (element: Element): boolean => element.getClientRects().length > 0;
