/**
 * Numbers of which there is nothing to say, told from the others without parsing them, which costs more than all else that is
 * done with a contact: they begin with a calling code, have a length that is possible in each of its countries, and nothing
 * that could be the prefix of a call within one.
 */
import { type CountryCode, getCountries, getCountryCallingCode, Metadata } from 'libphonenumber-js/max';

/** What the countries of a calling code have in common. */
interface NumberingPlans {
  readonly lengths: ReadonlySet<number>;
  readonly prefixes: readonly RegExp[];
}

/** Calling codes have one to three digits, and none begins another. */
const CODE_DIGITS_MAX = 3;

/** Calling code → countries, then what they have in common. */
let countries: ReadonlyMap<string, readonly CountryCode[]> | undefined;
const plans = new Map<string, NumberingPlans>();

/** Of digits that begin with the country code. False: it has to be parsed to know. */
export function isOrdinary(digits: string): boolean {
  countries ??= countriesByCode();
  for (let length = 1; length <= CODE_DIGITS_MAX; length += 1) {
    const code = digits.slice(0, length);
    const known = countries.get(code);
    if (known === undefined) continue;
    const national = digits.slice(length);
    const { lengths, prefixes } = plansOf(code, known);
    return (
      !national.startsWith('0') &&
      lengths.has(national.length) &&
      !prefixes.some((prefix) => prefix.test(national))
    );
  }
  return false;
}

function countriesByCode(): ReadonlyMap<string, readonly CountryCode[]> {
  const byCode = new Map<string, CountryCode[]>();
  for (const country of getCountries()) {
    const code = getCountryCallingCode(country);
    byCode.set(code, [...(byCode.get(code) ?? []), country]);
  }
  return byCode;
}

function plansOf(code: string, known: readonly CountryCode[]): NumberingPlans {
  const remembered = plans.get(code);
  if (remembered !== undefined) return remembered;
  const all = known.map(planOf);
  const [first] = all;
  const lengths = new Set(
    first!.possibleLengths().filter((length) => all.every((plan) => plan.possibleLengths().includes(length))),
  );
  const prefixes = all.flatMap((plan) => {
    const prefix = plan.nationalPrefixForParsing();
    return prefix === undefined || prefix === null ? [] : [new RegExp(`^(?:${prefix})`)];
  });
  plans.set(code, { lengths, prefixes });
  return plans.get(code)!;
}

/** The library's own, with what its types leave out. */
function planOf(country: CountryCode) {
  const metadata = new Metadata();
  metadata.selectNumberingPlan(country);
  return metadata.numberingPlan as NonNullable<typeof metadata.numberingPlan> & {
    nationalPrefixForParsing(): string | null | undefined;
  };
}
