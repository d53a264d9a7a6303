// Pagefind over the same articles: indexes them into a folder of a site, and, in Chromium, asks and counts.
//
//     node pagefind.js PEERS OUT ARTICLES        makes the index, and says what that cost its process (Linux)

import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { launch } from '../../tests/browser/browser.js';
import { POLICY, serve } from '../../tests/browser/server.js';
import { walk } from '../../tests/browser/site.js';
import { articles } from './corpus.js';

const LOCALES = ['en', 'id', 'zh-Hans'];

/** Makes the index. */
async function index(peers, out, size) {
  const { createIndex, close } = await import(pathToFileURL(resolve(peers, 'node_modules/pagefind/lib/index.js')));
  const { index } = await createIndex();
  for (const locale of LOCALES) {
    for (const { id, title, summary, body } of articles(locale, size)) {
      await index.addCustomRecord({ url: `/${locale}/${id}/`, content: [title, summary, ...body].join('\n'), language: locale, meta: { title, summary } });
    }
  }
  await index.writeFiles({ outputPath: out });
  console.log(account());
  await close();
}

/** Returns the processor time in microseconds, zero, and the most memory in kilobytes of the one process that we started. */
function account() {
  const child = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim().split(' ').at(-1);
  const stat = readFileSync(`/proc/${child}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');
  const ticks = Number(stat[11]) + Number(stat[12]); // a hundred in a second
  const peak = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child}/status`, 'utf8'))[1];
  return `${ticks * 10_000} 0 ${peak}`;
}

/** Returns how many bytes the index has, by locale, and compressed by it or by a host. */
export function bytes(out, locale) {
  const own = walk(out).filter((path) => /\.pf_/.test(path) && path.split('/').at(-1).startsWith(locale));
  return own.reduce((sum, path) => sum + readFileSync(join(out, path)).length, 0);
}

/** Opens the index in Chromium. Its WebAssembly is against a strict policy, which gives way to it here. */
export async function start(dist) {
  const [server, browser] = [await serve(dist, POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")), await launch()];
  const visit = async (locale) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${server.origin}/${locale.toLowerCase()}/`);
    await page.evaluate((tag) => { document.documentElement.lang = tag; }, locale);
    return { context, page };
  };
  const ask = (page, query, most) => page.evaluate(async ([query, most]) => {
    const pagefind = await import('/pagefind/pagefind.js');
    const { results } = await pagefind.search(query);
    const found = await Promise.all(results.slice(0, most).map((result) => result.data()));
    return found.map(({ meta }) => meta.title);
  }, [query, most]);
  const warm = new Map();
  return {
    /** Returns the bytes to the first five results: scripts as a host compresses them, all else as it is. */
    async cold(locale, query) {
      const { context, page } = await visit(locale);
      const sizes = [];
      page.on('response', (response) => response.url().includes('/pagefind/') && sizes.push(response.body().then((body) =>
        /\.js$/.test(response.url()) ? gzipSync(body).length : body.length, () => 0)));
      await ask(page, query, 5);
      const all = await Promise.all(sizes);
      await context.close();
      return all.reduce((a, b) => a + b, 0);
    },
    /** Returns the titles of the first so many results. */
    async found(locale, query, most) {
      if (!warm.has(locale)) warm.set(locale, await visit(locale));
      return ask(warm.get(locale).page, query, most);
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await index(process.argv[2], process.argv[3], Number(process.argv[4]));
