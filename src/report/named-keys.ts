/** Texts that hold ids which machines made, told with the names of those they belong to: `Amina Lema (3bc36664)`. */
import { type People, shortLabel } from './people.ts';

const machineMade = /\b[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}\b/gi;
const inBrackets = / \(([0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12})\)/gi;

/** An id that nobody of the story has stays as it is, and behind its name it is only cut short. */
export function withNamedKeys(text: string, people: People): string {
  return withNames(
    text.replaceAll(inBrackets, (brackets, key: string, place: number) => {
      const name = people.name(key);
      const isNamed = name === '' || text.slice(0, place).endsWith(name);
      // `row 3 (id)` becomes `row 3, Amina Lema (id)`.
      return isNamed ? brackets : `, ${name} (${key})`;
    }),
    people,
  );
}

/** With the name of whom it is about, wherever the text says so or does not. */
export function namedExample(example: string, about: string | undefined, people: People): string {
  const named = withNamedKeys(example, people);
  if (about === undefined || (named !== example && named.includes(people.id(about)))) return named;
  return named.includes(about)
    ? named.replace(about, () => shortLabel(people, about))
    : `${shortLabel(people, about)}: ${named}`;
}

function withNames(text: string, people: People): string {
  return text.replaceAll(machineMade, (key, place: number) => {
    const name = people.name(key);
    const isNamed = name !== '' && text.slice(0, place).endsWith(`${name} (`);
    return isNamed ? people.id(key) : people.label(key);
  });
}
