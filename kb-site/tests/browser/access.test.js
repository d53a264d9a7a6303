// Whether everybody can use the site: axe-core on every page, and text set wider.
//
// A machine finds only a part of the barriers; this keeps that part at zero.

import { after, before, test } from 'node:test';
import { barriers } from './access.js';
import { PHONE, launch, lookAt } from './browser.js';
import { oneOfEachLook } from './looks.js';
import { expectNone } from './report.js';
import { serve } from './server.js';
import { openSite } from './site.js';

/** The spacing that readers may set without losing anything (WCAG 2.2, 1.4.12). */
const SPACING = '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }';

/** The questions and outcomes of troubleshooters: hundreds that look alike, so one of each look stands for them. */
const NODE = /^\/[^/]+\/troubleshooters\/[^/]+\/[^/]+\/$/;

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

test('no page has a barrier on a phone, in light colours', async () => {
  const looks = new Set(oneOfEachLook(site));
  const pages = site.pages.filter((page) => looks.has(page) || !NODE.test(page.route));
  expectNone(await barriersOf(pages, { viewport: PHONE, colorScheme: 'light' }));
});

test('no look has a barrier in dark colours', async () => {
  expectNone(await barriersOf(oneOfEachLook(site), { viewport: PHONE, colorScheme: 'dark' }));
});

test('no look has a barrier on a wide screen', async () => {
  expectNone(await barriersOf(oneOfEachLook(site), { viewport: { width: 1280, height: 800 } }));
});

test('text that is set wider still fits the narrowest screen', async () => {
  const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
  const excess = await lookAt(context, server.origin, routesOf(oneOfEachLook(site)), async (page, { route }) => {
    const width = await page.evaluate(widthWithSpacing, SPACING);
    return width > 0 ? [`${route}: ${width} px too wide`] : [];
  });
  expectNone(excess.flat());
});

async function barriersOf(pages, options) {
  const context = await browser.newContext(options);
  const found = await lookAt(context, server.origin, routesOf(pages), async (page, { route }) =>
    (await barriers(page)).map((barrier) => `${route}: ${barrier}`));
  await context.close();
  return found.flat();
}

function routesOf(pages) {
  return pages.map((page) => page.route);
}

/** Runs in the page: a constructed sheet is no inline style, so the policy lets it pass. */
function widthWithSpacing(css) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [sheet];
  const root = document.documentElement;
  return root.scrollWidth - root.clientWidth;
}
