import { ctrfReporter } from './ctrf/ctrf-reporter.ts';
import { dotsReporter } from './dots/dots-reporter.ts';
import { githubReporter } from './github/github-reporter.ts';
import { jsonReporter } from './json/json-reporter.ts';
import { junitReporter } from './junit/junit-reporter.ts';
import type { ReporterName } from './names.ts';
import { prettyReporter } from './pretty/pretty-reporter.ts';
import type { Look, Reporter } from './reporter.ts';
import { tapReporter } from './tap/tap-reporter.ts';
import { teamcityReporter } from './teamcity/teamcity-reporter.ts';

/** The maker of each format that needs nothing but a look; the page of `html` is a file. */
export const reporters: Readonly<Record<Exclude<ReporterName, 'html'>, (look: Look) => Reporter>> = {
  pretty: prettyReporter,
  dots: dotsReporter,
  json: jsonReporter,
  junit: junitReporter,
  ctrf: ctrfReporter,
  github: githubReporter,
  tap: tapReporter,
  teamcity: teamcityReporter,
};
