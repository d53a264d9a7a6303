// The search field: by keyboard, while the index is late, broken or away, with an input method, and without a script.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { barriers } from './access.js';
import { PHONE, launch, reportingContext } from './browser.js';
import { expectNone } from './report.js';
import { serve } from './server.js';
import { openSite } from './site.js';

const INDEX = '**/search/index.json';
const ODD = ['a', '退', '!!!', '🙂🙂', 'ｒｅｆｕｎｄ', 'refund 退款 dana', 'استرداد', "'", '\\', '<b>&', 'x'.repeat(10_000)];

let browser, server, site;

before(async () => {
  site = openSite();
  server = await serve(site.folder);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.close();
});

test('somebody finds and opens an answer by keyboard alone', async () => {
  const { page, troubles } = await open('/en/');
  await page.keyboard.press('/');
  await page.keyboard.type('refund missing');
  await page.locator('[role=option]').first().waitFor();
  assert.equal(await field(page).getAttribute('aria-expanded'), 'true');
  await page.keyboard.press('ArrowDown');
  const chosen = page.locator(`#${await field(page).getAttribute('aria-activedescendant')}`);
  assert.equal(await chosen.getAttribute('aria-selected'), 'true');
  assert.ok(await chosen.locator('mark').count() > 0, 'what was asked for is marked');
  assert.match(await page.locator('form.search [role=status]').innerText(), /\d/);
  const address = await chosen.getAttribute('href');
  await page.keyboard.press('Enter');
  await page.waitForURL(`**${address}`);
  expectNone(troubles);
});

test('Escape closes the answers and leaves the words', async () => {
  const { page } = await open('/id/');
  await ask(page, 'kepotong dua kali');
  await page.locator('[role=option]').first().waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.found').waitFor({ state: 'hidden' });
  assert.equal(await field(page).inputValue(), 'kepotong dua kali');
  assert.equal(await field(page).getAttribute('aria-expanded'), 'false');
});

test('one Chinese character is enough', async () => {
  const { page } = await open('/zh-hans/');
  await ask(page, '退');
  await page.locator('[role=option]').first().waitFor();
});

test('words that are still being put together are left alone', async () => {
  const { page } = await open('/zh-hans/');
  await ask(page, '退款');
  await page.locator('[role=option]').first().waitFor();
  const first = await page.locator('[role=option]').first().innerText();
  const type = (value, event) => field(page).evaluate((input, [text, isComposing]) => {
    input.value = text;
    input.dispatchEvent(isComposing ? new InputEvent('input', { isComposing }) : new CompositionEvent('compositionend'));
  }, [value, event]);
  await type('dengluq', true);
  assert.equal(await page.locator('[role=option]').first().innerText(), first);
  await type('登录', false);
  await page.waitForFunction((before) => document.querySelector('[role=option]').innerText !== before, first);
});

test('where nothing is found, topics and the way to somebody are', async () => {
  const { page } = await open('/en/');
  await ask(page, 'qqqqqqqqqqqq');
  await page.locator('.found-rest a[href="/en/channels/"]').waitFor();
  assert.ok(await page.locator('.found-rest a').count() > 3);
  assert.equal(await field(page).getAttribute('aria-expanded'), 'false');
});

test('an older query never takes the place of a newer one', async () => {
  const { page } = await open('/en/');
  const held = [];
  const asked = new Promise((resolve) => page.route(INDEX, (route) => { held.push(route); resolve(); }));
  await ask(page, 'refund');
  await asked;
  await field(page).fill('passport');
  held.forEach((route) => route.continue());
  await page.locator('[role=option]').first().waitFor();
  assert.match(await page.locator('[role=option]').first().getAttribute('href'), /verif/);
});

const broken = {
  'is not there': (route) => route.fulfill({ status: 404, body: 'gone' }),
  'is cut off': (route) => route.fulfill({ contentType: 'application/json', body: '{"format":1,"entries":[["Yo' }),
  'has another format': (route) => route.fulfill({ contentType: 'application/json', body: '{"format":99}' }),
  'cannot be reached': (route) => route.abort(),
};

for (const [how, answer] of Object.entries(broken)) {
  test(`an index that ${how} leaves the page that lists everything`, async () => {
    const { page, errors } = await open('/en/payments/');
    await page.route(INDEX, answer);
    const asked = page.waitForRequest(INDEX);
    await ask(page, 'refund');
    await asked;
    await page.keyboard.press('Enter');
    await page.waitForURL('**/en/search/?q=refund');
    assert.ok(await page.locator('.everything a').count() > 20);
    expectNone(errors);
  });
}

test('odd queries do no harm', async () => {
  const { page, troubles } = await open('/en/');
  for (const query of ODD) await ask(page, query);
  await ask(page, 'refund');
  await page.locator('[role=option]').first().waitFor();
  expectNone(troubles);
});

test('an address with a query shows the answers above the list', async () => {
  for (const [locale, query] of [['en', 'charged twice'], ['id', 'refund belum masuk'], ['zh-hans', '退款']]) {
    const { page, troubles } = await open(`/${locale}/search/?q=${encodeURIComponent(query)}`);
    await page.locator('.hits a').first().waitFor();
    assert.equal(await field(page).inputValue(), query);
    expectNone([...await barriers(page), ...troubles]);
  }
});

test('without a script the field leads to a list of every article', async () => {
  const { page } = await open('/en/payments/', { javaScriptEnabled: false });
  await field(page).fill('refund');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/en/search/?q=refund');
  const listed = await page.locator('.everything a').evaluateAll((links) => links.map((link) => link.pathname));
  const articles = site.pages.map(({ route }) => route).filter((route) => /^\/en\/(payments|account|cards)\/.+/.test(route));
  expectNone(articles.filter((route) => !listed.includes(route)));
});

test('every article and troubleshooter is two clicks from the home page', () => {
  const html = new Map(site.pages.map((page) => [page.route, page.html]));
  const linked = (route) => [...(html.get(route) ?? '').matchAll(/<a [^>]*href="([^"#?]+)/g)].map(([, href]) => decodeURI(href));
  const far = site.locales.flatMap((locale) => {
    const once = linked(`/${locale}/`);
    const near = new Set([...once, ...once.flatMap(linked)]);
    return linked(`/${locale}/search/`).filter((route) => !near.has(route) && !/\/(search|checklists)\//.test(route));
  });
  expectNone(far);
});

test('open answers fit the narrowest screen, and have no barrier', async () => {
  for (const route of ['/en/', '/id/pembayaran/', '/zh-hans/']) {
    const { page } = await open(route, { viewport: { width: 320, height: 640 } });
    await ask(page, site.locales.includes('id') && route.startsWith('/zh') ? '退款' : 'refund');
    await page.locator('[role=option]').first().waitFor();
    const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(excess <= 0, `${route}: ${excess} px too wide`);
    expectNone(await barriers(page));
  }
});

test('the header is no higher on a phone than without the field', async () => {
  const { page } = await open('/en/payments/');
  const heights = await page.evaluate(() => {
    const height = () => document.querySelector('.top').offsetHeight;
    const before = height();
    document.querySelector('form.search').remove();
    return [before, height()];
  });
  assert.equal(heights[0], heights[1]);
});

async function open(route, options = {}) {
  const context = await reportingContext(browser, { viewport: PHONE, serviceWorkers: 'block', ...options });
  const page = await context.newPage();
  const troubles = [];
  const errors = [];
  page.on('pageerror', (error) => { troubles.push(error.message); errors.push(error.message); });
  page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()));
  await page.goto(server.origin + route);
  return { page, troubles, errors };
}

function field(page) {
  return page.locator('form.search input');
}

async function ask(page, text) {
  await field(page).focus();
  await page.locator('form.search [role=combobox]').waitFor();
  await field(page).fill(text);
}
