/** The options of the library's functions, held to what they may be: a wrong one would vanish silently. */

type Check = (value: unknown) => string | undefined;

const isFunction: Check = (value) => (typeof value === 'function' ? undefined : 'a function');
const isBoolean: Check = (value) => (typeof value === 'boolean' ? undefined : 'true or false');
const isSeed: Check = (value) => (Number.isSafeInteger(value) ? undefined : 'a whole number');
const isLevel: Check = (value) => (value === 'all' || value === 'sent' ? undefined : "'all' or 'sent'");

const isLimit: Check = (value) =>
  Number.isSafeInteger(value) && Number(value) > 0 ? undefined : 'a whole number over 0';

const areFolders: Check = (value) =>
  Array.isArray(value) && value.every((one) => typeof one === 'string') ? undefined : 'a list of folders';

const folderOptions = { allowRead: areFolders, allowWrite: areFolders };

/** What each option wants when it gets something else. */
export const scenarioOptions: Readonly<Record<string, Check>> = {
  seed: isSeed,
  ...folderOptions,
};

export const rehearseOptions: Readonly<Record<string, Check>> = {
  seed: isSeed,
  sink: isFunction,
  keep: isBoolean,
  cohorts: isBoolean,
  journalLevel: isLevel,
  onExchange: isFunction,
  onEntry: isFunction,
  onProgress: isFunction,
  maxMessages: isLimit,
  maxSeconds: isLimit,
  maxMemory: isLimit,
  ...folderOptions,
};

/** @throws TypeError that names the option. */
export function checkOptions(caller: string, options: object, known: Readonly<Record<string, Check>>): void {
  if (typeof options !== 'object' || options === null)
    throw new TypeError(`${caller} wants options in an object`);
  for (const [name, value] of Object.entries(options)) {
    const check = Object.hasOwn(known, name) ? known[name] : undefined;
    if (check === undefined) {
      throw new TypeError(`${caller} has no option "${name}": it has ${Object.keys(known).join(', ')}`);
    }
    const wanted = value === undefined ? undefined : check(value);
    if (wanted !== undefined)
      throw new TypeError(`${caller}: ${name} wants ${wanted}, not ${describeValue(value)}`);
  }
}

function describeValue(value: unknown): string {
  return typeof value === 'string' ? `"${value}"` : typeof value === 'object' ? 'an object' : String(value);
}
