/** Reads and rehearses one scenario file in a process of its own, and prints the CPU time that each took. */
import { readScenario, rehearseAll, ScenarioError } from '../dist/index.js';

const [path = ''] = process.argv.slice(2);
const before = cpuMs();
const scenario = readOrProblems(path);
const read = cpuMs();
const runs = isRefused(scenario) ? [] : rehearseAll(scenario, { keep: false });
const ran = cpuMs();
console.log(
  JSON.stringify({
    read_ms: read - before,
    run_ms: ran - read,
    problems: isRefused(scenario) ? scenario.length : 0,
    kept: runs.every(({ ok }) => ok),
    peak_rss_mb: Math.round(process.resourceUsage().maxRSS / 1024),
  }),
);

/**
 * @param {import('../dist/index.js').Scenario | ScenarioError['problems']} read
 * @returns {read is ScenarioError['problems']}
 */
function isRefused(read) {
  return Array.isArray(read);
}

/** @param {string} file */
function readOrProblems(file) {
  try {
    return readScenario(file);
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems;
    throw error;
  }
}

function cpuMs() {
  const { user, system } = process.cpuUsage();
  return Math.round((user + system) / 1000);
}
