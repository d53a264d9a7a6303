// The pages that the site makes of itself: everything from A to Z, the
// glossary, what helps on paper, the status; and what stands beside each article.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { barriers } from './access.js';
import { PHONE, launch, lookAt, overflow } from './browser.js';
import { expectNone, expectSome } from './report.js';
import { serve } from './server.js';
import { openSite } from './site.js';

const PAGES = ['a-z', 'glossary', 'print', 'status'];
const TWIN = /<link rel="alternate" type="text\/markdown" href="([^"]+)">/;

let browser, server, site, routes, twins;

before(async () => {
  site = openSite();
  routes = site.locales.flatMap((locale) => PAGES.map((page) => `/${locale}/${page}/`));
  const marked = site.pages.map(({ route, html }) => ({ route, html, url: TWIN.exec(html)?.[1] }));
  twins = marked.filter(({ url }) => url);
  server = await serve(site.folder);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.close();
});

for (const colorScheme of ['light', 'dark']) {
  test(`nobody is kept from reading the generated pages, ${colorScheme}`, async () => {
    const context = await browser.newContext({ viewport: PHONE, colorScheme });
    const found = await lookAt(context, server.origin, routes, async (page, { route }) =>
      (await barriers(page)).map((barrier) => `${route}: ${barrier}`));
    await context.close();
    expectNone(found.flat());
  });
}

test('the generated pages fit a screen of 320 pixels', async () => {
  const context = await browser.newContext({ viewport: { ...PHONE, width: 320 } });
  const found = await lookAt(context, server.origin, routes, async (page, { route }) =>
    (await page.evaluate(overflow)).map((fault) => `${route}: ${fault}`));
  await context.close();
  expectNone(found.flat());
});

test('every article is listed from A to Z, in each language', () => {
  const lists = new Map(site.locales.map((locale) => [locale, htmlOf(`/${locale}/a-z/`)]));
  expectSome(twins, 'article');
  expectNone(twins.filter(({ route }) => !lists.get(route.split('/')[1]).includes(`href="${route}"`))
    .map(({ route }) => route));
});

test('the glossary marks the languages of its words', () => {
  for (const locale of site.locales) {
    const others = [...htmlOf(`/${locale}/glossary/`).matchAll(/<dd class="other"><span lang="([^"]+)"/g)];
    assert.equal(new Set(others.map((match) => match[1])).size, site.locales.length - 1, locale);
  }
});

test('status and paper are kept from search engines', () => {
  const kept = site.locales.flatMap((locale) => [`/${locale}/status/`, `/${locale}/print/`]);
  expectNone(kept.filter((route) => !htmlOf(route).includes('content="noindex"')));
  const listed = site.locales.map((locale) => readFileSync(join(site.folder, locale, 'sitemap.xml'), 'utf8')).join('');
  expectNone(kept.filter((route) => listed.includes(route)));
});

test('what helps on paper is found where people look for it', () => {
  for (const locale of site.locales) {
    const checklists = site.pages.filter(({ route }) => route.startsWith(`/${locale}/checklists/`));
    expectSome(checklists, 'checklist');
    const from = [`/${locale}/`, `/${locale}/channels/`, ...checklists.map(({ route }) => route)];
    expectNone(from.filter((route) => !htmlOf(route).includes(`href="/${locale}/print/"`)));
  }
});

test('on paper there are first steps, contacts with the notice, and a sheet for each checklist', async () => {
  const context = await browser.newContext({ viewport: PHONE });
  const paper = site.locales.map((locale) => `/${locale}/print/`);
  const found = await lookAt(context, server.origin, paper, async (page, { route }) => {
    await page.emulateMedia({ media: 'print' });
    const parts = await page.evaluate(() => {
      const seen = (part) => [...document.querySelectorAll(part)].filter((element) => element.checkVisibility()).length;
      const matters = [...document.querySelectorAll('.matter')];
      return {
        withoutSteps: matters.filter((matter) => !matter.querySelector('ol > li')).length,
        matters: matters.length,
        addresses: seen('.matter .short-print'),
        channels: seen('.channels .channel'),
        notices: seen('.scam'),
        sheets: seen('.receipt'),
        idle: seen('.search, .languages, .more, .crumbs'),
      };
    });
    const pages = (await page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type\s*\/Page\b/g).length;
    return [
      ...(parts.matters > 0 && parts.addresses === parts.matters && parts.withoutSteps === 0 ? [] : ['urgent matters']),
      ...(parts.channels > 0 && parts.notices === 1 ? [] : ['contacts']),
      ...(parts.sheets > 0 && pages > parts.sheets ? [] : [`${pages} pages for ${parts.sheets} checklists`]),
      ...(parts.idle === 0 ? [] : ['links that paper cannot follow']),
    ].map((fault) => `${route}: ${fault}`);
  });
  await context.close();
  expectNone(found.flat());
});

test('every article has a twin, with its title and the notice', () => {
  const faults = twins.flatMap(({ route, html, url }) => {
    const file = join(site.folder, new URL(url).pathname);
    if (!existsSync(file)) return [`${route}: no twin`];
    const text = readFileSync(file, 'utf8');
    const notice = /<div class="scam" role="note">.*?<li>([^<]+)<\/li>/s.exec(html)[1];
    return [
      ...(text.startsWith('# ') ? [] : [`${route}: no title`]),
      ...(text.includes(notice) ? [] : [`${route}: no notice`]),
      ...(/\]\((?!https?:|#|mailto:|tel:)/.test(text) ? [`${route}: a link that leads nowhere from here`] : []),
    ];
  });
  expectNone(faults);
});

test('search engines are told of no other day of a check than readers', () => {
  const checked = twins.map(({ route, html }) => ({ route, html, day: /"lastReviewed":"([^"]+)"/.exec(html)?.[1] }));
  expectSome(checked.filter(({ day }) => day), 'checked article');
  expectNone(checked.filter(({ html, day }) => day && !html.includes(`<time datetime="${day}">`)).map(({ route }) => route));
});

test('who says yes is thanked without a script, and who says no gets on', async () => {
  const context = await browser.newContext({ viewport: PHONE, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(server.origin + twins[0].route);
  assert.equal(await page.locator('#kb-thanks').isVisible(), false);
  await page.locator('.feedback li a').first().click();
  assert.equal(await page.locator('#kb-thanks').isVisible(), true);
  await page.locator('.feedback li a').last().click();
  assert.notEqual(new URL(page.url()).pathname, twins[0].route);
  assert.ok(await page.locator('h1').innerText());
  await context.close();
});

function htmlOf(route) {
  return site.pages.find((page) => page.route === route).html;
}
