/** Prints `N passed, N failed` from vitest's results. Tests that never ran count as one failure. */
import { readFileSync } from 'node:fs';

const [file = ''] = process.argv.slice(2);
const { passed, failed } = counted(file);
console.log(`${passed} passed, ${failed} failed`);

/** @param {string} path */
function counted(path) {
  try {
    const results = JSON.parse(readFileSync(path, 'utf8'));
    const { numPassedTests, numFailedTests, numFailedTestSuites, success } = results;
    // A file that does not even load has failed without a test of its own.
    const brokenFiles = numFailedTests === 0 && !success ? Math.max(1, numFailedTestSuites) : 0;
    return { passed: numPassedTests, failed: numFailedTests + brokenFiles };
  } catch {
    console.log('the tests did not run');
    return { passed: 0, failed: 1 };
  }
}
