import { dotsReporter } from './dots/dots-reporter.ts';
import { jsonReporter } from './json/json-reporter.ts';
import type { ReporterName } from './names.ts';
import { prettyReporter } from './pretty/pretty-reporter.ts';
import type { Look, Reporter } from './reporter.ts';

/** The maker of each format. */
export const reporters: Readonly<Record<ReporterName, (look: Look) => Reporter>> = {
  pretty: prettyReporter,
  dots: dotsReporter,
  json: jsonReporter,
};
