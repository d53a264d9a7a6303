// The browser: how it is started, and how the tests look at pages with it.
//
// The executable comes from the environment variable CHROMIUM, or is Debian's.

import { availableParallelism } from 'node:os';
import { chromium } from 'playwright-core';

/** How the browser is started where there is no screen. */
export const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const TABS = Math.min(4, availableParallelism());

/** The phone that the site is designed for first. */
export const PHONE = { width: 360, height: 640 };

/** Starts the browser; a test file starts one and keeps it. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ARGUMENTS,
  });
}

/** Opens each route, in a few tabs side by side, and returns what `look` made of it, in order. */
export async function lookAt(context, origin, routes, look) {
  const results = [];
  const queue = routes.entries();
  const work = async () => {
    const page = await context.newPage();
    for (const [index, route] of queue) results[index] = await visit(page, origin, route, look);
    await page.close();
  };
  await Promise.all(Array.from({ length: Math.min(TABS, routes.length) }, work));
  return results;
}

async function visit(page, origin, route, look) {
  const troubles = watch(page, origin);
  try {
    const response = await page.goto(origin + route, { waitUntil: 'load' });
    return await look(page, { route, status: response.status(), troubles });
  } catch (error) {
    throw new Error(`${route}: ${error.message}`, { cause: error });
  } finally {
    page.removeAllListeners();
  }
}

/** Makes a context whose pages report each breach of the content security policy as an error. */
export async function reportingContext(browser, options) {
  const context = await browser.newContext(options);
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const subject = event.blockedURI || event.sourceFile;
      console.error(`policy: ${event.effectiveDirective} forbids ${subject} ${event.sample}`);
    });
  });
  return context;
}

/** Collects, from now on, whatever goes wrong in a tab. */
function watch(page, origin) {
  const troubles = [];
  page.on('pageerror', (error) => troubles.push(`script error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const { protocol, origin: asked } = new URL(request.url());
    if (protocol !== 'data:' && asked !== origin) troubles.push(`foreign request: ${request.url()}`);
  });
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText;
    // Leaving a page aborts the icon that it is still loading. Where the page is at fault, it says so above or below.
    if (reason !== 'net::ERR_ABORTED') troubles.push(`failed request: ${request.url()} (${reason})`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) troubles.push(`status ${response.status()}: ${response.url()}`);
  });
  return troubles;
}

/** Runs in the page: names what makes it wider than the screen, or what hides that. */
export function overflow() {
  const root = document.documentElement;
  const hiding = [root, document.body]
    .filter((element) => ['hidden', 'clip'].includes(getComputedStyle(element).overflowX))
    .map((element) => `${element.localName} hides what does not fit`);
  if (root.scrollWidth <= root.clientWidth) return hiding;
  const widest = [...document.body.querySelectorAll('*')]
    .filter((element) => element.getBoundingClientRect().right > root.clientWidth + 1)
    .slice(-3)
    .map((element) => `<${element.localName} class="${element.className}">`);
  return [...hiding, `${root.scrollWidth - root.clientWidth} px too wide, such as ${widest.join(' ')}`];
}
