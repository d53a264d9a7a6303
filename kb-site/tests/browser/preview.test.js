// The live preview: what an author sees after saving a file.
//
// Nothing here waits for a time: each step waits until the open page shows it.

import assert from 'node:assert/strict';
import { request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { after, afterEach, before, test } from 'node:test';
import { launch } from './browser.js';
import { copyOfKnowledge, preview } from './knowledge.js';
import { until } from './patience.js';
import { walk } from './site.js';

const FILE = 'content/en/articles/payments/charged-twice.md';
const ADDRESS = '/en/payments/charged-twice/';
const SAVES = 50;

let browser, copy, server, page, original;

before(async () => {
  copy = copyOfKnowledge();
  original = copy.read(FILE);
  server = await preview(copy);
  browser = await launch();
  page = await browser.newPage();
  await page.goto(server.origin + ADDRESS);
});

after(async () => {
  await browser?.close();
  await server?.close();
  copy?.discard();
});

afterEach(() => copy.write(FILE, original));

test('a saved article appears in the open page by itself', async () => {
  copy.write(FILE, `${original}\nA sentence that was written a moment ago.\n`);
  await page.getByText('A sentence that was written a moment ago.').waitFor();
});

test('a broken article is named over the last good page, until it is mended', async () => {
  const overlay = page.locator('#kb-overlay');
  for (const mended of [original, `${original}\nA sentence that mends it.\n`]) {
    copy.write(FILE, withoutFence(original));
    await overlay.filter({ hasText: 'charged-twice.md' }).waitFor();
    assert.ok(await page.locator('h1').isVisible(), 'the last good page is still there');
    assert.ok(await page.locator('main p').count() > 0, 'and its text');
    copy.write(FILE, mended);
    await overlay.waitFor({ state: 'detached' });
  }
  await page.getByText('A sentence that mends it.').waitFor();
});

test('a page is never missing while its file is being saved', async () => {
  const answers = [];
  for (let save = 1; save <= SAVES; save += 1) {
    copy.write(FILE, `${original}\nThis is save ${save}.\n`);
    await until(`save ${save} is shown`, async () => {
      answers.push(await ask(ADDRESS));
      return answers.at(-1).body.includes(`This is save ${save}.`);
    });
  }
  const missing = answers.filter(({ status }) => status !== 200).length;
  assert.equal(missing, 0, `${missing} of ${answers.length} answers were not the page`);
});

test('a saved style sheet is put on without a reload', async () => {
  const sheet = `theme/${walk(copy.theme).find((path) => path.endsWith('.css'))}`;
  const fresh = await openAnew();
  await fresh.evaluate(() => { window.notReloaded = true; });
  for (const blue of [3, 4]) {
    copy.write(sheet, `${copy.read(sheet)}\nh1 { color: rgb(1, 2, ${blue}) !important }\n`);
    await fresh.waitForFunction((color) => getComputedStyle(document.querySelector('h1')).color === color, `rgb(1, 2, ${blue})`);
  }
  assert.ok(await fresh.evaluate(() => window.notReloaded), 'the page is still the same');
  await fresh.waitForFunction(() => document.querySelectorAll('link[rel="stylesheet"]').length === 1);
  copy.write(FILE, `${original}\nA sentence after the new style.\n`);
  await fresh.getByText('A sentence after the new style.').waitFor();
  await fresh.close();
});

test('a page keeps its place when it is reloaded, and is left alone when another changes', async () => {
  const fresh = await openAnew();
  await fresh.evaluate(() => { window.notReloaded = true; scrollTo(0, 300); });
  const other = FILE.replace('charged-twice', 'find-transaction');
  const before = copy.read(other);
  copy.write(other, `${before}\nA sentence that nobody here sees.\n`);
  await until('the other page is new', async () => (await ask(ADDRESS.replace('charged-twice', 'find-transaction'))).body.includes('nobody here sees'));
  copy.write(other, before);
  assert.ok(await fresh.evaluate(() => window.notReloaded));
  copy.write(FILE, `${original}\nA sentence far below.\n`);
  await fresh.getByText('A sentence far below.').waitFor();
  await fresh.waitForFunction(() => scrollY === 300);
  assert.ok(!await fresh.evaluate(() => window.notReloaded));
  await fresh.close();
});

test('a new article appears, and a removed one goes', async () => {
  const path = FILE.replace('charged-twice', 'brand-new');
  const address = ADDRESS.replace('charged-twice', 'brand-new');
  copy.write(path, original.replace(/^title = .*$/m, 'title = "An article that was not there before"').replace(/^aliases = .*$/m, ''));
  await until('the new article is there', async () => (await ask(address)).status === 200);
  copy.delete(path);
  await until('the removed article is gone', async () => (await ask(address)).status === 404);
});

test('only this machine is served, under its own name, and only the site', async () => {
  assert.equal((await ask(ADDRESS)).status, 200);
  assert.ok([403, 421].includes((await ask(ADDRESS, { Host: 'evil.example' })).status));
  for (const path of ['/../content/kb.toml', '/..%2f..%2fcontent/kb.toml', '/%2e%2e/content/kb.toml']) {
    assert.notEqual((await ask(path)).status, 200, path);
  }
  for (const address of outwardAddresses()) assert.equal(await accepts(address), false, address);
});

/** Opens the page in a window of its own, once the edits of the test before are undone. */
async function openAnew() {
  await until('the page is as it was', async () => !/This is save|A sentence/.test((await ask(ADDRESS)).body));
  const fresh = await browser.newPage();
  await fresh.goto(server.origin + ADDRESS);
  return fresh;
}

/** Takes the end of the front matter away. */
function withoutFence(text) {
  return text.replace(/\n\+\+\+\n/, '\n');
}

/** Sends a path as it stands, which `fetch` would tidy up. */
function ask(path, headers = {}) {
  return new Promise((done, failed) => {
    const { hostname, port } = new URL(server.origin);
    request({ hostname, port, path, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8')
        .on('data', (piece) => { body += piece; })
        .on('end', () => done({ status: response.statusCode, body }));
    }).on('error', failed).end();
  });
}

function outwardAddresses() {
  return Object.values(networkInterfaces()).flat()
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);
}

function accepts(address) {
  return new Promise((done) => {
    const socket = connect({ host: address, port: new URL(server.origin).port, timeout: 2000 });
    const say = (answer) => () => { socket.destroy(); done(answer); };
    socket.on('connect', say(true)).on('error', say(false)).on('timeout', say(false));
  });
}
