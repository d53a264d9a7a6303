// Every page of the site, opened in a browser on a small phone.
//
// It must load without any complaint, ask nobody else for anything, have one
// title, name its language, fit the screen, and begin with the first step.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { PHONE, launch, lookAt, overflow, reportingContext } from './browser.js';
import { expectNone } from './report.js';
import { POLICY, serve } from './server.js';
import { languageTag, localeOf, openSite } from './site.js';

const NARROW = [360, 320];

let browser, server, site, seen;

before(async () => {
  site = openSite();
  server = await serve(site.folder);
  browser = await launch();
  const context = await reportingContext(browser, { viewport: PHONE });
  seen = await lookAt(context, server.origin, site.pages.map((page) => page.route), look);
});

after(async () => {
  await browser?.close();
  await server?.close();
});

test('every page is answered with status 200', () => {
  expectNone(seen.filter((page) => page.status !== 200).map((page) => `${page.route}: ${page.status}`));
});

test('no page meets an error, a forbidden thing or a foreign host', () => {
  expectNone(seen.flatMap((page) => page.troubles.map((trouble) => `${page.route}: ${trouble}`)));
});

test('every page has exactly one first heading', () => {
  expectNone(seen.filter((page) => page.headings.length !== 1)
    .map((page) => `${page.route}: ${page.headings.length} (${page.headings.join(' | ')})`));
});

test('every page names the language of its address', () => {
  const known = site.locales.map(languageTag);
  expectNone(seen.filter((page) => {
    const locale = localeOf(site, page.route);
    return locale ? page.lang !== languageTag(locale) : !known.includes(page.lang);
  }).map((page) => `${page.route}: lang="${page.lang}"`));
});

test('no page scrolls sideways on a narrow screen', () => {
  expectNone(seen.flatMap((page) => page.tooWide.map((fault) => `${page.route} ${fault}`)));
});

test('the first step is on the first screen of a phone', () => {
  assert.ok(seen.some((page) => page.firstStep !== null), 'there are pages with steps');
  expectNone(seen.filter((page) => page.firstStep > PHONE.height).map((page) => `${page.route}: at ${page.firstStep} px`));
});

test('help is at the same place on every page of a language, and is the same', () => {
  const inLocale = seen.filter((page) => localeOf(site, page.route));
  const first = new Map(inLocale.map((page) => [page.lang, page.help]).reverse());
  expectNone(inLocale.filter((page) => page.help !== first.get(page.lang)).map((page) => `${page.route}: ${page.help}`));
  assert.ok([...first.values()].every((help) => help.startsWith('MAIN SECTION FOOTER ')), [...first.values()].join('; '));
});

test('the site ships the policy that it is tested under', () => {
  const headers = readFileSync(join(site.folder, '_headers'), 'utf8');
  assert.ok(headers.includes(`Content-Security-Policy: ${POLICY}\n`), headers);
});

test('an unknown address is answered with the not-found page', async () => {
  const context = await browser.newContext({ viewport: PHONE });
  const page = await context.newPage();
  const response = await page.goto(`${server.origin}/en/no/such/page/`);
  assert.equal(response.status(), 404);
  assert.equal(await page.locator('h1').count(), 1);
  assert.ok(await page.evaluate(() => document.styleSheets.length) > 0, 'its style sheet is found from any address');
});

async function look(page, { route, status, troubles }) {
  await page.setViewportSize(PHONE);
  const firstStep = await page.evaluate(endOfFirstStep);
  const { lang, headings, help } = await page.evaluate(() => ({
    lang: document.documentElement.lang,
    help: `${[...document.body.children].filter((part) => part.matches('main, .help, footer')).map((part) => part.tagName).join(' ')} ${
      document.querySelector('.help')?.innerText}`,
    headings: [...document.querySelectorAll('h1')].map((heading) => heading.innerText),
  }));
  const tooWide = [];
  for (const width of NARROW) {
    await page.setViewportSize({ width, height: PHONE.height });
    for (const fault of await page.evaluate(overflow)) tooWide.push(`at ${width} px: ${fault}`);
  }
  return { route, status, troubles, lang, headings, help, firstStep, tooWide };
}

/** Runs in the page: where the first line of the first step ends, or null where a page does not begin with steps. */
function endOfFirstStep() {
  const step = document.querySelector('.article > .prose > #first:first-of-type ~ ol > li, .question > .prose > ol > li');
  if (!step) return null;
  const words = document.createRange();
  words.selectNodeContents(step);
  return Math.round(words.getClientRects()[0].bottom);
}
