import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A file for the machine-readable result of a test runner. */
export function resultFile() {
  return path.join(mkdtempSync(path.join(tmpdir(), 'crossdock-result-')), 'result.json');
}

/** Counts of a Jest or Vitest result file; a run that left none, or a file that did not load, is a failure. */
export function countsOf(file, code) {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const result = JSON.parse(readFileSync(file, 'utf8'));
  const passed = result.numPassedTests;
  const skipped = (result.numPendingTests ?? 0) + (result.numTodoTests ?? 0);
  const failed = result.numFailedTests + notLoaded(result);
  return { passed, skipped, failed: failed === 0 && code !== 0 ? 1 : failed };
}

function notLoaded(result) {
  return result.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
}

export function add(first, second) {
  return {
    passed: first.passed + second.passed,
    failed: first.failed + second.failed,
    skipped: first.skipped + second.skipped,
  };
}

/** The line that a run ends with. */
export function summary({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`;
}

export const NOTHING = { passed: 0, failed: 0, skipped: 0 };
export const ONE_FAILED = { passed: 0, failed: 1, skipped: 0 };
