// Every internal link and fragment of the site, and every file its pages load.
//
// Redirect pages are read here too: they are not opened as pages, but must
// lead somewhere, and in one step.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch } from './browser.js';
import { readPages } from './html.js';
import { brokenLinks, brokenResources } from './links.js';
import { expectNone, expectSome } from './report.js';
import { locate, openSite, walk } from './site.js';

let browser, site, facts;

before(async () => {
  browser = await launch();
  site = openSite();
  facts = await readPages(browser, site.pages);
});

after(() => browser?.close());

test('every internal link leads to a page of the site, and to a place on it', () => {
  expectSome(facts.flatMap((page) => page.links), 'link');
  expectNone(brokenLinks(site, facts));
});

test('everything that a page loads is part of the site', () => {
  expectSome(facts.flatMap((page) => page.resources), 'file');
  expectNone(brokenResources(site, facts));
});

test('style sheets and drawings load nothing from elsewhere', () => {
  expectNone(walk(site.folder)
    .filter((path) => /\.(css|svg)$/.test(path))
    .filter((path) => /(url\(\s*|@import\s+|href=)["']?(https?:)?\/\//i.test(readFileSync(join(site.folder, path), 'utf8'))));
});

test('no page has an inline script, style or handler', () => {
  expectNone(facts.flatMap((page) => page.inline.map((found) => `${page.route}: ${found}`)));
});

test('the data for search engines can be read', () => {
  expectNone(facts.flatMap((page) => page.data.filter((text) => !isJson(text)).map(() => page.route)));
});

test('no page uses an id twice', () => {
  expectNone(facts.flatMap((page) => page.ids
    .filter((id, index) => page.ids.indexOf(id) !== index)
    .map((id) => `${page.route}: ${id}`)));
});

test('every redirect leads to a page in one step, by a plain link too', async () => {
  const pages = new Set(site.pages.map((page) => page.route));
  const read = await readPages(browser, site.redirects);
  expectNone(site.redirects.flatMap(({ route, target }, index) => {
    const { pathname } = new URL(target, `http://site${route}`);
    const { links, indexable } = read[index];
    return [
      ...(pages.has(pathname) && locate(site.folder, pathname) ? [] : [`${route}: ${target} is not a page`]),
      ...(links.some((href) => new URL(href, `http://site${route}`).pathname === pathname) ? [] : [`${route}: no plain link`]),
      ...(indexable ? [`${route}: a search engine may list it`] : []),
    ];
  }));
});

function isJson(text) {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}
