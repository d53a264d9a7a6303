// How a test says what is wrong with many pages: all of it, in few lines.

import assert from 'node:assert/strict';

const LINES = 30;

/** Fails with the list of faults, if there is any. */
export function expectNone(faults) {
  const shown = faults.slice(0, LINES);
  if (faults.length > LINES) shown.push(`… and ${faults.length - LINES} more`);
  assert.ok(faults.length === 0, `${faults.length} found:\n  ${shown.join('\n  ')}`);
}

/** Fails when there was nothing to look at, which would prove nothing. */
export function expectSome(items, what) {
  assert.ok(items.length > 0, `there is no ${what} to look at`);
}
