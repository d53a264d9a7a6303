// An article that has no translation yet: what its reader gets, and what search
// engines are told.
//
// The interface is in the reader's language; the body is in the source
// language, and says so to machines; nobody is told that it is a translation.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { barriers } from './access.js';
import { PHONE, launch, lookAt, reportingContext } from './browser.js';
import { readPages } from './html.js';
import { build, copyOfKnowledge } from './knowledge.js';
import { pathOf, wrongAlternates, wrongCanonicals, wrongSwitches } from './languages.js';
import { brokenLinks } from './links.js';
import { expectNone } from './report.js';
import { serve } from './server.js';
import { openSite } from './site.js';
import { sitemaps } from './sitemap.js';

const ARTICLE = 'payments/charged-twice';

let browser, copy, server, site, facts, source, fallback;

before(async () => {
  copy = copyOfKnowledge();
  copy.delete(`content/id/articles/${ARTICLE}.md`);
  copy.delete('content/urls.lock'); // nothing is published yet: the translation's own address would be missed
  await build(copy);
  site = openSite(copy.dist);
  server = await serve(copy.dist);
  browser = await launch();
  facts = await readPages(browser, site.pages);
  source = facts.find((page) => page.route.startsWith('/en/') && page.id === `/a/${ARTICLE}/`);
  fallback = facts.find((page) => page.route.startsWith('/id/') && page.id === `/a/${ARTICLE}/`);
  assert.ok(source, 'the article has a page in English');
  assert.ok(fallback, 'the article still has a page in Indonesian');
});

after(async () => {
  await browser?.close();
  await server?.close();
  copy?.discard();
});

test('the page is Indonesian, and not for search engines', () => {
  assert.equal(fallback.lang, 'id');
  assert.equal(fallback.indexable, false);
  assert.deepEqual(fallback.canonicals.map((address) => pathOf(site, address)), [source.route]);
});

test('nothing claims that it is a translation', () => {
  const claims = facts.filter((page) => page.alternates.some(({ href }) => pathOf(site, href) === fallback.route));
  expectNone(claims.map((page) => `${page.route} lists it as an alternate`));
  const listed = [...sitemaps(copy.dist)].filter(([, list]) => list.some((address) => pathOf(site, address) === fallback.route));
  expectNone(listed.map(([path]) => `${path} lists it`));
});

test('the other versions, and all links, are still right', () => {
  expectNone([
    ...wrongCanonicals(site, facts),
    ...wrongAlternates(site, facts),
    ...wrongSwitches(site, facts),
    ...brokenLinks(site, facts),
  ]);
});

test('the body is marked as English, and the notice is outside of it', async () => {
  const page = await (await browser.newContext({ viewport: PHONE })).newPage();
  await page.goto(server.origin + fallback.route);
  const notices = await page.locator('[role="note"]').filter({ hasText: /English|Inggris/ })
    .evaluateAll((notes) => notes.map((note) => note.closest('[lang]').lang));
  assert.deepEqual(notices, ['id'], 'one notice names the language of the body, in the language of the reader');
  const headings = await page.locator('h2[id]').evaluateAll((list) => list.map((heading) => {
    const { lang, dir } = heading.closest('[lang]');
    return { id: heading.id, lang, dir };
  }));
  const written = writtenHeadings();
  assert.ok(written.length > 0, 'the English article has headings');
  assert.deepEqual(
    headings.filter(({ id }) => written.includes(id)),
    written.map((id) => ({ id, lang: 'en', dir: 'ltr' })),
  );
});

test('the page has no barrier and no trouble', async () => {
  for (const colorScheme of ['light', 'dark']) {
    const context = await reportingContext(browser, { viewport: PHONE, colorScheme });
    const found = await lookAt(context, server.origin, [fallback.route], async (page, { troubles }) =>
      [...troubles, ...await barriers(page)]);
    expectNone(found.flat());
  }
});

/** Returns the ids of the headings that the author of the English article wrote. */
function writtenHeadings() {
  const text = copy.read(`content/en/articles/${ARTICLE}.md`);
  return [...text.matchAll(/^## .*\{#([^}]+)\}\s*$/gm)].map((match) => match[1]);
}
