/**
 * What a test runner's report says in numbers.
 * @typedef {{ passed: number, failed: number, skipped: number }} Totals
 */

/**
 * Totals of Vitest's JSON report. A file that could not even be loaded has no tests and counts as one that failed.
 * @returns {Totals}
 */
export function vitestTotals(report) {
  const broken = report.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0);
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/**
 * Totals of Playwright's JSON report. A test that passed only when tried again has failed; so has a run that could
 * not start.
 * @returns {Totals}
 */
export function playwrightTotals({ stats, errors }) {
  const failed = stats.unexpected + stats.flaky;
  return { passed: stats.expected, failed: failed || Math.min(errors.length, 1), skipped: stats.skipped };
}
