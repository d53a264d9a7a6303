// Without a network: what was kept can be read, and a page that was not gives
// way to the list of those that were.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PHONE, launch } from './browser.js';
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

test('the home page and what cannot wait are there without a network', async () => {
  for (const locale of site.locales) {
    const { page, context } = await reader(locale);
    const urgent = await page.locator('.urgent a').evaluateAll((links) => links.map((link) => link.href));
    assert.ok(urgent.length > 0, 'the home page names what cannot wait');
    await context.setOffline(true);
    for (const address of [`${server.origin}/${locale}/`, ...urgent]) {
      await page.goto(address);
      assert.ok(await page.locator('h1').innerText(), address);
      assert.ok(await page.evaluate(() => document.styleSheets.length) > 0, `${address} has its style`);
    }
    await context.close();
  }
});

test('another page gives way to the list of what is there, until the network is back', async () => {
  const { page, context } = await reader('en');
  const other = await addressThatIsNotKept(page);
  await context.setOffline(true);
  await page.goto(other);
  const instead = await page.locator('h1').innerText();
  const kept = await page.locator('main .rows a').evaluateAll((links) => links.map((link) => link.href));
  assert.ok(kept.length > 3, 'there are pages to read');
  for (const address of kept) {
    await page.goto(address);
    assert.notEqual(await page.locator('h1').innerText(), instead, address);
  }
  await context.setOffline(false);
  await page.goto(other);
  assert.notEqual(await page.locator('h1').innerText(), instead);
  await context.close();
});

/** Opens a locale's home page, and waits until its worker has kept what it keeps. */
async function reader(locale) {
  const context = await browser.newContext({ viewport: PHONE });
  const page = await context.newPage();
  await page.goto(`${server.origin}/${locale}/`);
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    if (active.state === 'activated') return;
    await new Promise((done) => { active.onstatechange = () => active.state === 'activated' && done(); });
  });
  return { page, context };
}

async function addressThatIsNotKept(page) {
  const kept = await page.evaluate(async () => {
    const caches = await Promise.all((await window.caches.keys()).map((name) => window.caches.open(name)));
    const requests = await Promise.all(caches.map((cache) => cache.keys()));
    return requests.flat().map((request) => new URL(request.url).pathname);
  });
  const other = site.pages.find(({ route }) => route.startsWith('/en/') && !kept.includes(route));
  return server.origin + other.route;
}
