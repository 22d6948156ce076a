/** Texts that hold ids which machines made, told with the names of those they belong to: `Amina Lema (3bc36664)`. */
import type { People } from './people.ts';

const machineMade = /\b[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}\b/gi;

/** An id that nobody of the story has stays as it is, and behind its name it is only cut short. */
export function withNamedKeys(text: string, people: People): string {
  return text.replaceAll(machineMade, (key, place: number) => {
    const name = people.name(key);
    const isNamed = name !== '' && text.slice(0, place).endsWith(`${name} (`);
    return isNamed ? people.id(key) : people.label(key);
  });
}
