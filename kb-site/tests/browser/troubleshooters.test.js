// Troubleshooters, walked through as readers do: with a keyboard, and without
// JavaScript.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PHONE, launch, lookAt } from './browser.js';
import { expectNone, expectSome } from './report.js';
import { serve } from './server.js';
import { openSite } from './site.js';

/** No way to an outcome is longer. */
const MOST_ANSWERS = 7;

let browser, context, server, starts;

before(async () => {
  const site = openSite();
  server = await serve(site.folder);
  browser = await launch();
  context = await browser.newContext({ viewport: PHONE, javaScriptEnabled: false });
  starts = site.pages.map((page) => page.route).filter((route) => /^\/[^/]+\/troubleshooters\/[^/]+\/$/.test(route));
});

after(async () => {
  await browser?.close();
  await server?.close();
});

test('a keyboard and the last answer lead to an outcome from every start', async () => {
  expectSome(starts, 'troubleshooter');
  expectNone((await lookAt(context, server.origin, starts, async (page, { route }) => {
    for (let given = 0; given < MOST_ANSWERS; given += 1) {
      if (await page.locator('.verdict').count()) return [];
      await page.locator('.answers li:last-child a').focus();
      const address = page.url();
      await page.keyboard.press('Enter');
      await page.waitForURL((url) => url.href !== address);
    }
    return (await page.locator('.verdict').count()) ? [] : [`${route}: no outcome after ${MOST_ANSWERS} answers`];
  })).flat());
});

test('an answer that cannot wait is marked, and leads to what cannot wait', async () => {
  const found = (await lookAt(context, server.origin, starts, async (page, { route }) => {
    const urgent = page.locator('.answers .now a').first();
    if (!(await urgent.count())) return [];
    await urgent.click();
    return [{ route, isNow: (await page.locator('.verdict.now').count()) === 1 }];
  })).flat();
  expectSome(found, 'answer that cannot wait');
  expectNone(found.filter(({ isNow }) => !isNow).map(({ route }) => route));
});

test('an answer can be changed, and the way back is there', async () => {
  expectNone((await lookAt(context, server.origin, starts, async (page, { route }) => {
    const deeper = page.locator('.answers li:first-child a');
    await deeper.click();
    const faults = [];
    for (const link of ['.given li:last-child a', '.back a']) {
      if (!(await page.locator(link).count())) continue; // more than one answer leads here
      await page.locator(link).click();
      if (new URL(page.url()).pathname !== route) faults.push(`${route}: ${link} leads to ${page.url()}`);
      await page.goto(server.origin + route);
      await deeper.click();
    }
    return faults;
  })).flat());
});

test('the page of all questions names each of them once, and its links stay on it', async () => {
  const wholes = starts.map((route) => `${route}all/`);
  expectNone((await lookAt(context, server.origin, wholes, async (page, { route }) => {
    const ids = await page.locator('.stop h2').evaluateAll((headings) => headings.map((heading) => heading.id));
    const targets = await page.locator('.ways a, .answered a').evaluateAll((links) => links.map((link) => link.hash.slice(1)));
    assert.ok(ids.length > 5, route);
    return targets.filter((target) => !ids.includes(target)).map((target) => `${route}: #${target}`);
  })).flat());
});
