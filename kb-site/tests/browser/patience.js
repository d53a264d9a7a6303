// Waiting for something to become true, without guessing how long it takes.

const LIMIT = 30_000;

/** Asks again and again until the answer is yes; gives up, and says on what, after half a minute. */
export async function until(what, question) {
  const end = Date.now() + LIMIT;
  while (!await question()) {
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
    await new Promise(setImmediate);
  }
}
