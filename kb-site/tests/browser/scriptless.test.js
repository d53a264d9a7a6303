// The site without JavaScript: the same words, and a working language switch.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PHONE, launch, lookAt } from './browser.js';
import { oneOfEachLook } from './looks.js';
import { expectNone } from './report.js';
import { serve } from './server.js';
import { openSite } from './site.js';

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

test('the text of a page does not depend on scripts', async () => {
  const pages = oneOfEachLook(site)
    .filter(({ html }) => !html.includes('id="kb-composer"')); // it is a sheet to fill in: its own test looks at that
  const withScripts = await textsOf(pages, { javaScriptEnabled: true });
  const without = await textsOf(pages, { javaScriptEnabled: false });
  expectNone(pages
    .filter((page, index) => without[index] === '' || without[index] !== withScripts[index])
    .map((page) => page.route));
});

test('a reader without scripts can walk from the front door to an article', async () => {
  const context = await browser.newContext({ viewport: PHONE, javaScriptEnabled: false });
  const page = await context.newPage();
  for (const locale of site.locales) {
    await page.goto(`${server.origin}/`);
    await page.locator(`a[href="/${locale}/"]`).first().click();
    await page.locator(`main a[href^="/${locale}/"]`).first().click();
    assert.match(new URL(page.url()).pathname, new RegExp(`^/${locale}/.+`));
    assert.ok(await page.locator('h1').innerText());
  }
});

async function textsOf(pages, options) {
  const context = await browser.newContext({ viewport: PHONE, ...options });
  const texts = await lookAt(context, server.origin, pages.map((page) => page.route), (page) =>
    page.locator('body').innerText());
  await context.close();
  return texts;
}
