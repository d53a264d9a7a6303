// Asks Lighthouse for its marks, on a slow phone: the built site behind nginx.
//
// Usage: node lighthouse.js COMMAND ROUTE...    (COMMAND is Lighthouse's own)
//
// The composer cannot have 100 for SEO. Lighthouse asks for `robots.txt` in the name of the page (`Network.loadNetworkResource`),
// and Chromium refuses that wherever the header or the meta element forbids to connect. A policy that allowed this one address
// would allow any query after it, which could carry away what was typed.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ARGUMENTS } from './browser.js';
import { startNginx } from './nginx.js';
import { builtSite } from './site.js';

const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'];

const [command, ...routes] = process.argv.slice(2);
if (!command || routes.length === 0) {
  console.error('usage: node lighthouse.js COMMAND ROUTE...');
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'kb-lighthouse-'));
const nginx = await startNginx(builtSite, join(folder, 'nginx'));
try {
  console.log([...CATEGORIES, 'bytes', 'page'].join('\t'));
  for (const route of routes) console.log([...await marks(`http://127.0.0.1:${nginx.port}${route}`), route].join('\t'));
} finally {
  await nginx.close();
  rmSync(folder, { recursive: true, force: true });
}

/** Returns the marks of a page, from 0 to 100, and the bytes that came over the network for it. */
async function marks(address) {
  const words = [
    address, '--quiet', '--output=json', `--only-categories=${CATEGORIES.join(',')}`,
    `--chrome-flags=--headless ${ARGUMENTS.join(' ')}`,
  ];
  const { categories, audits } = JSON.parse(await output(words));
  const failed = Object.values(audits).filter((audit) => audit.score !== null && audit.score < 1);
  for (const audit of failed) console.error(`${address}: ${audit.title} (${audit.displayValue ?? audit.score})`);
  const bytes = audits['network-requests'].details.items.reduce((sum, { transferSize }) => sum + (transferSize ?? 0), 0);
  return [...CATEGORIES.map((name) => Math.round(categories[name].score * 100)), bytes];
}

function output(words) {
  return new Promise((done, failed) => {
    const child = spawn(command, words, {
      env: { ...process.env, CHROME_PATH: process.env.CHROMIUM ?? '/usr/bin/chromium' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.on('data', (piece) => { said += piece; });
    child.on('error', failed).on('close', (code) => (code === 0 ? done(said) : failed(new Error(`lighthouse ended with ${code}`))));
  });
}
