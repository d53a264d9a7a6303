// The site in languages that nobody speaks: words half as long again, and lines
// from right to left. What breaks here breaks in some translation one day.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, lookAt, overflow } from './browser.js';
import { build, copyOfKnowledge } from './knowledge.js';
import { oneOfEachLook } from './looks.js';
import { expectNone } from './report.js';
import { serve } from './server.js';
import { openSite } from './site.js';

let browser, copy, server, pages;

before(async () => {
  copy = copyOfKnowledge();
  await build(copy, '--pseudo-locales');
  const site = openSite(copy.dist);
  server = await serve(copy.dist);
  browser = await launch();
  pages = oneOfEachLook({ ...site, pages: site.pages.filter((page) => /^\/x-(long|rtl)\//.test(page.route)) });
});

after(async () => {
  await browser?.close();
  await server?.close();
  copy?.discard();
});

for (const width of [320, 360, 1280, 1920]) {
  test(`no page scrolls sideways at ${width} px`, async () => {
    assert.ok(pages.length > 10, 'there are pages of every look');
    const context = await browser.newContext({ viewport: { width, height: 640 } });
    expectNone((await lookAt(context, server.origin, pages.map((page) => page.route), async (page, { route }) =>
      (await page.evaluate(overflow)).map((fault) => `${route}: ${fault}`))).flat());
    await context.close();
  });
}

test('nothing stands at the wrong side where lines run from right to left', async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const routes = pages.map((page) => page.route).filter((route) => route.startsWith('/x-rtl/'));
  expectNone((await lookAt(context, server.origin, routes, async (page, { route }) => {
    const gaps = await page.evaluate(gapsOfHeading);
    return gaps.right < gaps.left ? [] : [`${route}: its heading stands ${gaps.right} px from the right`];
  })).flat());
  await context.close();
});

/** Runs in the page: how far the words of the first heading stand from both edges. */
function gapsOfHeading() {
  const words = document.createRange();
  words.selectNodeContents(document.querySelector('h1'));
  const box = words.getBoundingClientRect();
  return { left: box.left, right: document.documentElement.clientWidth - box.right };
}
