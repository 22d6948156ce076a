import { dotsReporter } from './dots/dots-reporter.ts';
import { jsonReporter } from './json/json-reporter.ts';
import type { ReporterName } from './names.ts';
import { prettyReporter } from './pretty/pretty-reporter.ts';
import type { Look, Reporter } from './reporter.ts';

/** The maker of each format that needs nothing but a look; the page of `html` is a file. */
export const reporters: Readonly<Record<Exclude<ReporterName, 'html'>, (look: Look) => Reporter>> = {
  pretty: prettyReporter,
  dots: dotsReporter,
  json: jsonReporter,
};
