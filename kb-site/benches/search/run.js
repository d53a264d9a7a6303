// Search beside MiniSearch and Pagefind, over the same generated articles: bytes, build time, answers with a typing mistake,
// and, in Chromium with a processor slowed down four times, the worst query.
//
//     node run.js MEASURE KB_SITE PEERS FOLDER [ARTICLES…]
//
// MEASURE is a program that runs another and says what it cost: the benchmark `whole`.

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { answer, open } from '../../../theme/assets/search.js';
import { walk } from '../../tests/browser/site.js';
import { articles, randomly, remembered, write } from './corpus.js';
import { inBrowser } from './browser.js';
import * as pagefind from './pagefind.js';

const [measure, kbSite, peers, folder, ...sizes] = process.argv.slice(2);
const LOCALES = ['en', 'id', 'zh-Hans'];
const KNOWN_ITEMS = 60;
/** Three queries in English, two in Indonesian and three in Chinese, each made of words of a title. */
const COLD = [['en', 3], ['id', 2], ['zh-Hans', 3]];

const require = createRequire(join(resolve(peers), 'x.js'));
const kilo = (bytes) => `${(bytes / 1000).toFixed(1)} KB`;
const gzipped = (bytes) => gzipSync(bytes, { level: 9 }).length;
const say = (figure, ...cells) => console.log([figure.padEnd(52), ...cells.map((cell) => String(cell).padStart(14))].join(' '));

for (const size of sizes.length ? sizes.map(Number) : [1000, 10000]) await compare(size);

async function compare(size) {
  const content = join(folder, `content-${size}`);
  const dist = join(folder, `dist-${size}`);
  if (!existsSync(content)) write(content, size);
  rmSync(dist, { recursive: true, force: true });
  const built = cost(measure, ['measure', kbSite, 'build', content, '--out', dist]);
  const [planned, ready] = ['planned', 'indexed'].map((stage) => cost(measure, ['measure', measure, stage, content]));
  const script = fileURLToPath(new URL('pagefind.js', import.meta.url));
  const indexed = cost(process.execPath, [script, peers, join(dist, 'pagefind'), size]);
  const ours = Object.fromEntries(LOCALES.map((locale) => [locale, ourEngine(dist, locale)]));
  const mini = Object.fromEntries(LOCALES.map((locale) => [locale, miniEngine(locale, size)]));
  console.log(`\n${size} articles in each of three languages`);
  say('', 'kb-site', 'MiniSearch', 'Pagefind');
  say('the index alone, CPU', `${(ready.cpu - planned.cpu).toFixed(1)} s`, '', `${indexed.cpu.toFixed(1)} s`);
  say('the whole site, CPU', `${built.cpu.toFixed(1)} s`);
  say('peak memory: the whole site, or the index alone', `${built.peak} MB`, '', `${indexed.peak} MB`);
  const theirs = await pagefind.start(dist);
  for (const locale of LOCALES) {
    say(`index bytes per article, ${locale}`, (ours[locale].bytes / size).toFixed(0), (mini[locale].bytes / size).toFixed(0), (pagefind.bytes(join(dist, 'pagefind'), locale) / size).toFixed(0));
  }
  const cold = { ours: [], mini: [], theirs: [] };
  for (const [locale, count] of COLD) {
    for (const query of titles(locale, size, count, 3).map(({ words }) => words.slice(0, 3).join(' '))) {
      cold.ours.push(await ours[locale].cold(query));
      cold.mini.push(mini[locale].cold);
      cold.theirs.push(await theirs.cold(locale, query));
    }
  }
  say('cold bytes to five results, mean', kilo(mean(cold.ours)), kilo(mean(cold.mini)), kilo(mean(cold.theirs)));
  say('cold bytes to five results, max', kilo(Math.max(...cold.ours)), kilo(Math.max(...cold.mini)), kilo(Math.max(...cold.theirs)));
  for (const locale of ['en', 'id']) {
    const items = titles(locale, size, KNOWN_ITEMS, 5);
    await compareFound(`a title with a typing mistake comes first, ${locale}`, locale, items.map(({ title, typo }) => ({ title, query: typo })), 1);
  }
  const whole = titles('zh-Hans', size, KNOWN_ITEMS, 5).map(({ title }) => ({ title, query: title }));
  await compareFound('a title comes first, zh-Hans', 'zh-Hans', whole, 1);
  for (const locale of LOCALES) {
    await compareFound(`four words of a sentence find the article, ${locale}`, locale, sentences(locale, size, KNOWN_ITEMS, 13), 3);
  }
  await theirs.close();

  async function compareFound(figure, locale, items, most) {
    const engines = [ours[locale].found, mini[locale].found, (query, most) => theirs.found(locale, query, most)];
    const shares = [];
    for (const found of engines) shares.push(await share(items, found, most));
    say(figure, ...shares);
  }
  const queries = Object.fromEntries(LOCALES.map((locale) => [locale, titles(locale, size, 20, 9).flatMap(({ words, typo }) => [words.join(' '), typo, words[0].slice(0, 2)])]));
  await inBrowser(dist, queries, say);
}

/** Runs a program that says what something cost: processor time in seconds, and the most memory in megabytes. */
function cost(program, words) {
  const said = execFileSync(program, words.map(String), { encoding: 'utf8' });
  const [cpu, , peak] = said.trim().split(' ').map(Number);
  return { cpu: cpu / 1e6, peak: Math.round(peak / 1024) };
}

/** Returns some articles, each with a title of which the longest word is mistyped. */
function titles(locale, size, count, seed) {
  const random = randomly(seed);
  const all = articles(locale, size);
  return Array.from({ length: count }, () => {
    const article = all[Math.floor(random() * all.length)];
    const longest = [...article.words].sort((a, b) => b.length - a.length)[0];
    return { ...article, typo: article.words.map((word) => word === longest ? mistyped(word, random) : word).join(' ') };
  });
}

/** Returns what is remembered of a sentence of some articles, each with the title of the article. */
function sentences(locale, size, count, seed) {
  const random = randomly(seed);
  const all = articles(locale, size);
  return Array.from({ length: count }, () => {
    const { title, body } = all[Math.floor(random() * all.length)];
    const [sentence] = body[Math.floor(random() * body.length)].split(/[.。]/);
    return { title, query: remembered(locale, sentence) };
  });
}

/** One letter left out, doubled, replaced, or swapped with the next. */
function mistyped(word, random) {
  const at = Math.floor(random() * (word.length - 1));
  const [before, after] = [word.slice(0, at), word.slice(at + 1)];
  const letter = 'abcdefghijklmnopqrstuvwxyz'[Math.floor(26 * random())];
  return [before + after, before + word[at] + word[at] + after, before + letter + after, before + after[0] + word[at] + after.slice(1)][Math.floor(4 * random())];
}

function ourEngine(dist, locale) {
  const own = join(dist, locale.toLowerCase(), 'search');
  const read = (path) => readFileSync(join(own, path));
  const scripts = walk(join(dist, 'assets')).filter((path) => /^search(box)?\./.test(path));
  const scriptBytes = scripts.reduce((sum, path) => sum + gzipped(readFileSync(join(dist, 'assets', path))), 0);
  const opened = (fetched) => open(JSON.parse(read('index.json')), async (name) => {
    const bytes = read(`parts/${name}.json`);
    fetched?.push(gzipped(bytes));
    return JSON.parse(bytes);
  });
  const index = opened();
  return {
    bytes: walk(own).filter((path) => path.endsWith('.json')).reduce((sum, path) => sum + gzipped(read(path)), 0),
    async cold(query) {
      const fetched = [scriptBytes, gzipped(read('index.json'))];
      const fresh = opened(fetched);
      const { hits } = await answer(fresh, query);
      await Promise.all(hits.slice(0, 5).map(({ entry }) => fresh.entry(entry)));
      return fetched.reduce((a, b) => a + b, 0);
    },
    async found(query, most) {
      const { hits } = await answer(index, query);
      return Promise.all(hits.slice(0, most).map(async ({ entry }) => (await index.entry(entry)).title));
    },
  };
}

function miniEngine(locale, size) {
  const MiniSearch = require('minisearch');
  const segmenter = new Intl.Segmenter(locale, { granularity: 'word' });
  const words = (text) => [...segmenter.segment(text)].filter((part) => part.isWordLike).map((part) => part.segment.toLowerCase());
  const index = new MiniSearch({
    fields: ['title', 'summary', 'body'],
    storeFields: ['title', 'summary'],
    ...locale === 'zh-Hans' ? { tokenize: words } : {},
    searchOptions: { boost: { title: 3 }, prefix: true, fuzzy: 0.2 },
  });
  index.addAll(articles(locale, size).map(({ id, title, summary, body }) => ({ id, title, summary, body: body.join(' ') })));
  const bytes = gzipped(JSON.stringify(index));
  const library = gzipped(readFileSync(require.resolve('minisearch').replace(/cjs.*$/, 'umd/index.js')));
  return { bytes, cold: bytes + library, found: async (query, most) => index.search(query).slice(0, most).map(({ title }) => title) };
}

/** Returns the share of queries that find the title that they are for among the first so many. */
async function share(items, found, most) {
  let right = 0;
  for (const { title, query } of items) right += (await found(query, most)).includes(title);
  return (right / items.length).toFixed(2);
}

function mean(numbers) {
  return numbers.reduce((a, b) => a + b, 0) / numbers.length;
}
