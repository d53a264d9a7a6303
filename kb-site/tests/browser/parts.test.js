// Search on a site that is too large for one file: the browser fetches parts, answers as the command line does, and
// finds a way on where parts are gone.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { answer, open } from '../../../theme/assets/search.js';
import { barriers } from './access.js';
import { launch, PHONE, reportingContext } from './browser.js';
import { build, copyOfKnowledge, search } from './knowledge.js';
import { expectNone } from './report.js';
import { serve } from './server.js';

const ARTICLES = 320;
const QUERIES = {
  en: ['refund missing', 'balok 17', 'bazokk 21', 'zalok', 'xalok 40', 'refu', 'refnud', 'nobody knows it', 'topup', 'gamek ramek'],
  'zh-Hans': ['退款', '甲乙丙', '退款 12', '丁', 'refund'],
};

let browser, copy, server;

before(async () => {
  copy = copyOfKnowledge();
  for (let number = 0; number < ARTICLES; number++) writeArticle(number);
  await build(copy);
  server = await serve(copy.dist);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.close();
  copy?.discard();
});

for (const [locale, queries] of Object.entries(QUERIES)) {
  test(`queries in ${locale} are answered from parts as on the command line`, async () => {
    const folder = join(copy.dist, locale.toLowerCase(), 'search');
    const read = (path) => JSON.parse(readFileSync(join(folder, path), 'utf8'));
    const index = open(read('index.json'), async (name) => read(`parts/${name}.json`));
    for (const query of queries) {
      const { hits } = await answer(index, query);
      const found = await Promise.all(hits.slice(0, 10).map(async ({ entry, score }) => `${(await index.entry(entry)).href} ${score}`));
      assert.deepEqual(found, await search(copy, query, locale), query);
    }
  });
}

test('a query fetches a few kilobytes', async () => {
  const { page, fetched, troubles } = await visit();
  await ask(page, 'refund missing');
  assert.ok(fetched.length > 3, 'the index is in parts');
  assert.ok(fetched.length < 16, fetched.join('\n'));
  expectNone(troubles);
});

test('many answers are shown some at a time, and the focus goes to the first of the new ones', async () => {
  const { page, troubles } = await visit();
  await page.goto(`${server.origin}/en/search/?q=balok+lobak+rabak+gabak+nubak+zokbak`);
  const [answers, more] = [page.locator('.hits a'), page.locator('.hits + button')];
  await more.waitFor();
  const count = Number((await page.locator('#kb-results [role=status]').textContent()).match(/\d+/));
  for (let shown = 30; shown < count; shown += 30) {
    assert.equal(await answers.count(), shown);
    await more.click();
    await answers.nth(shown).and(page.locator(':focus')).waitFor();
  }
  assert.equal(await answers.count(), count);
  assert.equal(await more.count(), 0);
  expectNone([...await barriers(page), ...troubles]);
});

test('an old list and a new site: the list is fetched again', async () => {
  const { page, troubles } = await visit();
  let isOld = true;
  await page.route('**/en/search/index.json', async (route) => {
    const response = await route.fetch();
    const list = await response.json();
    if (isOld) list.blocks = list.blocks.replace(/./g, 'a');
    isOld = false;
    await route.fulfill({ response, json: list });
  });
  await ask(page, 'refund missing');
  assert.deepEqual(troubles.filter((trouble) => !trouble.includes('404')), []);
});

for (const [how, answer] of Object.entries({
  'are not there': { status: 404, body: 'gone' },
  'are cut off': { contentType: 'application/json', body: '{"words":"0a' },
})) {
  test(`where parts ${how}, the page that lists everything is left`, async () => {
    const { page, errors } = await visit();
    await page.route('**/search/parts/**', (route) => route.fulfill(answer));
    const asked = page.waitForRequest('**/search/parts/**');
    await field(page).fill('refund');
    await asked;
    await page.keyboard.press('Enter');
    await page.waitForURL('**/en/search/?q=refund');
    expectNone(errors);
  });
}

/** Writes an article of words that no other knowledge base has, in two languages. */
function writeArticle(number) {
  const syllables = ['ba', 'lo', 'mek', 'ra', 'zok', 'ga', 'nu', 'tif'];
  const word = (seed) => syllables[seed % 8] + syllables[(seed >> 3) % 8] + 'k';
  const han = (seed) => '甲乙丙丁戊己庚辛'[seed % 8] + '子丑寅卯辰巳午未'[(seed >> 3) % 8];
  const words = (one, gap) => Array.from({ length: 30 }, (_, at) => one(number * 7 + at * 11)).join(gap);
  const source = `title = "${word(number)} ${word(number * 5)} ${number}"\nsummary = "Number ${number}."`;
  copy.write(`content/en/articles/payments/made-${number}.md`, `+++\n${source}\n+++\n${words(word, ' ')}\n`);
  const own = `title = "${han(number)}退款 ${number}"\nsummary = "${number}。"`;
  const record = '[translation]\nmethod = "human"\nreviewed_by = "editors"';
  copy.write(`content/zh-Hans/articles/payments/made-${number}.md`, `+++\n${own}\n${record}\n+++\n${words(han, '')}\n`);
}

async function visit() {
  const context = await reportingContext(browser, { viewport: PHONE, serviceWorkers: 'block' });
  const page = await context.newPage();
  const [fetched, troubles, errors] = [[], [], []];
  page.on('request', (request) => /\/search\/.*json$/.test(request.url()) && fetched.push(request.url()));
  page.on('pageerror', (error) => { troubles.push(error.message); errors.push(error.message); });
  page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()));
  await page.goto(`${server.origin}/en/`);
  await field(page).focus();
  await page.locator('form.search [role=combobox]').waitFor();
  return { page, fetched, troubles, errors };
}

function field(page) {
  return page.locator('form.search input');
}

async function ask(page, text) {
  await field(page).fill(text);
  await page.locator('[role=option]').first().waitFor();
}
