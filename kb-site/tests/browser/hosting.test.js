// The built site behind nginx, the web server most likely to serve it.
//
// Two things are shown: that a plain configuration is enough, and that a build
// replaces the site in one step, so that no visitor ever meets half of it.

import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { build, copyOfKnowledge } from './knowledge.js';
import { startNginx } from './nginx.js';
import { expectNone, expectSome } from './report.js';
import { openSite, walk } from './site.js';

const REBUILDS = 20;
const VISITORS = 4;
const FILE = 'content/en/articles/payments/charged-twice.md';
const TYPES = { css: /^text\/css/, svg: /^image\/svg\+xml/, xml: /^(text|application)\/(atom\+)?xml/, html: /^text\/html/ };

let copy, nginx, site;

before(async () => {
  copy = copyOfKnowledge();
  await build(copy);
  site = openSite(copy.dist);
  nginx = await startNginx(copy.dist, join(copy.folder, 'nginx'));
});

after(async () => {
  agent.destroy();
  await nginx?.close();
  copy?.discard();
});

test('another user may read every file of the site', () => {
  expectNone(walk(copy.dist).filter((path) => (statSync(join(copy.dist, path)).mode & 0o044) !== 0o044));
});

test('every page and redirect page is answered', async () => {
  const faults = [];
  for (const { route } of [...site.pages, ...site.redirects]) faults.push(...faultsOf(route, await ask(route)));
  expectNone(faults);
});

test('an unknown address is answered with the not-found page and status 404', async () => {
  const { status, body } = await ask('/en/no/such/page/');
  assert.equal(status, 404);
  assert.equal(body, site.pages.find((page) => page.route === '/404.html').html);
});

test('the headers that the site asks for are sent', async () => {
  const { headers } = await ask('/en/');
  assert.match(headers['content-security-policy'], /default-src 'none'/);
  assert.match((await ask(`/${walk(copy.dist).find((path) => path.endsWith('.css'))}`)).headers['cache-control'], /immutable/);
});

test('files are sent with their own types', async () => {
  const faults = [];
  for (const [ending, type] of Object.entries(TYPES)) {
    const paths = walk(copy.dist).filter((path) => path.endsWith(`.${ending}`) && path !== '404.html');
    expectSome(paths, `.${ending} file`);
    const { headers } = await ask(`/${paths[0]}`);
    if (!type.test(headers['content-type'])) faults.push(`${paths[0]}: ${headers['content-type']}`);
  }
  expectNone(faults);
});

test(`no visitor notices ${REBUILDS} builds in a row`, async () => {
  const original = copy.read(FILE);
  const routes = site.pages.map((page) => page.route);
  const visits = { count: 0, faults: [], editions: new Set(), open: true };
  const visitors = Array.from({ length: VISITORS }, (_, number) => visit(routes, number, visits));
  for (let edition = 1; edition <= REBUILDS; edition += 1) {
    const marker = edition % 2 ? 'This is the odd edition.' : 'This is the even edition.';
    copy.write(FILE, `${original}\n${marker}\n`);
    await build(copy);
  }
  visits.open = false;
  await Promise.all(visitors);
  expectNone(visits.faults);
  assert.ok(visits.count > REBUILDS * 10, `only ${visits.count} visits`);
  assert.deepEqual([...visits.editions].sort(), ['even', 'odd'], 'the visitors saw both editions');
});

/** Walks through the site, round and round, while it is open. */
async function visit(routes, number, visits) {
  const watched = '/en/payments/charged-twice/';
  for (let step = number; visits.open; step += VISITORS) {
    const route = step % 3 === 0 ? watched : routes[step % routes.length];
    const answer = await ask(route).catch((error) => ({ error }));
    visits.count += 1;
    visits.faults.push(...faultsOf(route, answer));
    const edition = /This is the (odd|even) edition/.exec(answer.body ?? '')?.[1];
    if (edition) visits.editions.add(edition);
  }
}

function faultsOf(route, { error, status, body }) {
  if (error) return [`${route}: ${error.message}`];
  if (status !== 200) return [`${route}: status ${status}`];
  return body.trimEnd().endsWith('</html>') ? [] : [`${route}: cut off after ${body.length} characters`];
}

const agent = new Agent({ keepAlive: true });

function ask(path) {
  return new Promise((done, failed) => {
    request({ host: '127.0.0.1', port: nginx.port, path, agent }, (response) => {
      let body = '';
      response.setEncoding('utf8')
        .on('data', (piece) => { body += piece; })
        .on('error', failed)
        .on('end', () => done({ status: response.statusCode, headers: response.headers, body }));
    }).on('error', failed).end();
  });
}
