// How the site presents its languages, to readers and to search engines.

import { after, before, test } from 'node:test';
import { launch } from './browser.js';
import { readPages } from './html.js';
import { pathOf, wrongAlternates, wrongCanonicals, wrongSwitches } from './languages.js';
import { expectNone, expectSome } from './report.js';
import { localeOf, openSite } from './site.js';
import { sitemaps } from './sitemap.js';

let browser, site, facts;

before(async () => {
  browser = await launch();
  site = openSite();
  facts = await readPages(browser, site.pages);
});

after(() => browser?.close());

test('the canonical address of each page is right', () => {
  expectNone(wrongCanonicals(site, facts));
});

test('the alternates of each page are complete and reciprocal', () => {
  expectSome(facts.flatMap((page) => page.alternates), 'alternate');
  expectNone(wrongAlternates(site, facts));
});

test('the language switch leads to the same page in each language', () => {
  expectSome(facts.filter((page) => page.id && localeOf(site, page.route)), 'article');
  expectNone(wrongSwitches(site, facts));
});

test('the sitemaps list exactly the pages that search engines may list', () => {
  const listed = [...sitemaps(site.folder).values()].flat();
  const routes = new Set(listed.map((address) => pathOf(site, address)));
  const indexable = new Set(facts.filter((page) => page.indexable).map((page) => page.route));
  expectSome(listed, 'sitemap entry');
  expectNone([
    ...listed.filter((address) => !indexable.has(pathOf(site, address))).map((address) => `listed: ${address}`),
    ...[...indexable].filter((route) => localeOf(site, route) && !routes.has(route)).map((route) => `not listed: ${route}`),
  ]);
});
