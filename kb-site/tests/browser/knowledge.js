// A copy of the repository's knowledge base and theme, free to be changed, and
// the `kb-site` command at work on it.
//
// The command comes from the environment variable KB_SITE, or is the debug
// build of this workspace.

import { spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromHere } from './site.js';

const KB_SITE = process.env.KB_SITE ?? fromHere('../../../target/debug/kb-site');

/** The day on which all test sites are built: output depends on it. */
const TODAY = '2026-11-22';

/** Copies `content` and `theme` to a new folder. */
export function copyOfKnowledge() {
  const folder = mkdtempSync(join(tmpdir(), 'kb-site-'));
  chmodSync(folder, 0o755); // a web server may run as somebody else
  cpSync(fromHere('../../../content'), join(folder, 'content'), { recursive: true });
  cpSync(fromHere('../../../theme'), join(folder, 'theme'), { recursive: true });
  const at = (path) => join(folder, path);
  return {
    folder,
    content: at('content'),
    theme: at('theme'),
    dist: at('dist'),
    read: (path) => readFileSync(at(path), 'utf8'),
    write: (path, text) => writeFileSync(at(path), text),
    delete: (path) => rmSync(at(path)),
    discard: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Builds the copy's site; fails with the command's own words. */
export async function build(copy, ...options) {
  const { code, output } = await finished(run(['build', copy.content, '--out', copy.dist, '--today', TODAY, ...options]));
  if (code !== 0) throw new Error(`kb-site build ended with ${code}:\n${output}`);
}

/** Asks the command line what a query finds: addresses and scores, the best first. */
export async function search(copy, query, locale) {
  const { output } = await finished(run(['search', query, '--locale', locale, '--content', copy.content, '--explain']));
  const hits = [...output.matchAll(/^\d+\. .*  (\S+)$/gm)].map(([, href]) => href);
  const scores = [...output.matchAll(/^ +(\d+)  together/gm)].map(([, score]) => score);
  return hits.map((href, at) => `${href} ${scores[at]}`);
}

/** Starts the live preview of the copy; returns its origin and how to stop it. */
export async function preview(copy) {
  const command = run(['serve', copy.content, '--theme', copy.theme, '--port', '0']);
  const ended = finished(command);
  const origin = await Promise.race([
    announcedAddress(command),
    ended.then(({ code, output }) => { throw new Error(`kb-site serve ended with ${code}:\n${output}`); }),
  ]);
  return { origin, close: () => { command.kill('SIGTERM'); return ended; } };
}

function run(words) {
  return spawn(KB_SITE, words, { stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Waits for the line that says where the preview is. */
function announcedAddress(command) {
  return new Promise((found) => {
    let said = '';
    const listen = (piece) => {
      said += piece;
      const address = /http:\/\/127\.0\.0\.1:\d+(?=\/)/.exec(said);
      if (address) found(address[0]);
    };
    command.stdout.on('data', listen);
    command.stderr.on('data', listen);
  });
}

function finished(command) {
  let output = '';
  command.stdout.on('data', (piece) => { output += piece; });
  command.stderr.on('data', (piece) => { output += piece; });
  return new Promise((done, failed) => {
    command.on('error', failed);
    command.on('close', (code) => done({ code, output }));
  });
}
