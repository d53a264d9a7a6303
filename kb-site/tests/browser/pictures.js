// Writes pictures of pages: phone and wide, light and dark.
//
// Usage: node pictures.js OUT ROUTE...      (for example: pictures /en/ /id/)

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launch, lookAt } from './browser.js';
import { serve } from './server.js';
import { builtSite } from './site.js';

const WIDTHS = [360, 1280];
const SCHEMES = ['light', 'dark'];

const [out, ...routes] = process.argv.slice(2);
if (!out || routes.length === 0) {
  console.error('usage: node pictures.js OUT ROUTE...');
  process.exit(2);
}

mkdirSync(out, { recursive: true });
const server = await serve(builtSite);
const browser = await launch();
try {
  for (const width of WIDTHS) {
    for (const colorScheme of SCHEMES) await takeAll(width, colorScheme);
  }
} finally {
  await browser.close();
  await server.close();
}

async function takeAll(width, colorScheme) {
  const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
  await lookAt(context, server.origin, routes, async (page, { route }) => {
    const path = join(out, `${nameOf(route)}.${width}.${colorScheme}.png`);
    await page.screenshot({ path, fullPage: true });
    console.log(path);
  });
  await context.close();
}

function nameOf(route) {
  return route.split('/').filter(Boolean).join('-') || 'front';
}
