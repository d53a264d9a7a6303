// The composer: both messages appear while the reader types, what must stay
// secret is masked, and nothing leaves the page.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { PHONE, launch } from './browser.js';
import { expectNone, expectSome } from './report.js';
import { serve } from './server.js';
import { fromHere, openSite } from './site.js';

const ADDRESS = '/en/composer/';
const LONGEST = 900;

let browser, context, page, requests, server, site, troubles;

before(async () => {
  site = openSite();
  server = await serve(site.folder);
  browser = await launch();
  context = await browser.newContext({ viewport: PHONE, serviceWorkers: 'block' });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  page = await context.newPage();
  requests = [];
  troubles = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('console', (message) => { if (message.type() === 'error') troubles.push(message.text()); });
  await page.goto(server.origin + ADDRESS);
  await page.locator('.composer form').waitFor();
});

after(async () => {
  expectNone(troubles);
  await browser?.close();
  await server?.close();
});

test('the list of what must and must not be masked holds', async () => {
  const cases = readFileSync(fromHere('redaction.tsv'), 'utf8').split('\n')
    .filter((line) => line && !line.startsWith('#')).map((line) => line.split('\t'));
  assert.ok(cases.length >= 150, `only ${cases.length} strings`);
  const masked = await page.evaluate(async (texts) => {
    const { redact } = await import(document.querySelector('#kb-composer').dataset.redact);
    const { languages } = JSON.parse(document.querySelector('#kb-composer-data').textContent);
    const secrets = languages.flatMap((language) => language.secrets);
    return texts.map(([kind, text]) => redact(text, { secrets, phones: kind === 'contact' }));
  }, cases);
  expectNone(cases.flatMap(([kind, text, gone], index) => {
    const { text: left, isMasked } = masked[index];
    const isRight = kind === 'keep' ? left === text && !isMasked : isMasked && !left.includes(gone);
    return isRight ? [] : [`${kind}: ${text} → ${left}`];
  }));
});

test('both messages say the same, in the order in which agents read', async () => {
  await page.selectOption('[name=opening]', 'charged-twice');
  await page.fill('[name=transaction-id]', '2026112222001445331409238471');
  await page.fill('[name=amount]', '125,000');
  await page.fill('[name=date-time]', '2026-11-22T14:30');
  await page.fill('[name=error-message]', 'SYSTEM_ERROR, try later');
  await page.selectOption('[name=desired-outcome]', 'return-one');
  assert.equal(await page.inputValue('#kb-agent-language'), 'zh-Hans', 'agents of the first channel usually read Chinese');
  await page.selectOption('#kb-agent-language', 'zh-Hans');
  assert.deepEqual((await message('own')).split('\n'), [
    'I was charged twice for one payment.',
    'Transaction ID: 2026112222001445331409238471',
    'Date and time: 2026-11-22 14:30 WIB (UTC+7)',
    'Amount: IDR 125,000',
    'Error message: SYSTEM_ERROR, try later',
    'Please return one of the two payments.',
  ]);
  const agent = (await message('agent')).split('\n');
  assert.equal(agent.length, 6);
  assert.equal(agent[0], '同一笔付款，我被扣了两次钱。');
  assert.match(agent[4], /SYSTEM_ERROR, try later.*（原话）/);
  assert.equal(await page.locator('[data-slip=agent] .message').getAttribute('lang'), 'zh-Hans');
  assert.match(await page.locator('[data-slip=card]').innerText(), /2026112222001445331409238471/);
});

test('a secret never reaches a message, and the reader is told', async () => {
  await page.fill('[name=steps-taken]', 'I gave them my PIN is 482913 and card 4111 1111 1111 1111');
  for (const slip of ['own', 'agent']) {
    assert.doesNotMatch(await message(slip), /482913|4111 1111/);
  }
  assert.ok(await page.locator('[data-note]').isVisible());
  await page.fill('[name=steps-taken]', '');
  assert.ok(await page.locator('[data-note]').isHidden());
});

test('a message is copied, and the reader is told', async () => {
  await page.locator('[data-slip=agent] button').click();
  await page.locator('[data-slip=agent] [data-status]:not(:empty)').waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await page.locator('[data-slip=agent] .message').textContent());
});

test('whatever is typed, the message keeps its limit and stays text', async () => {
  const wild = ['x'.repeat(200_000), '<img src=x onerror=alert(1)>', '\u202egnihtemos\u202c', '👩‍👩‍👧‍👦'.repeat(400), 'half \ud83d', '4'.repeat(100_000), '1 '.repeat(50_000), '@'.repeat(50_000)];
  for (const text of wild) {
    await page.locator('[name=steps-taken]').evaluate((field, value) => { field.value = value; field.dispatchEvent(new Event('input', { bubbles: true })); }, text);
    for (const slip of ['own', 'agent']) {
      const shown = await page.locator(`[data-slip=${slip}] .message`).evaluate((place) => ({ text: place.textContent, children: place.children.length }));
      assert.ok([...shown.text].length <= LONGEST, `${[...shown.text].length} characters`);
      assert.equal(shown.children, 0);
      assert.doesNotMatch(shown.text, /[\u202a-\u202e]|\p{Surrogate}/u);
    }
  }
});

test('everything is cleared at once, and when the page is left', async () => {
  await page.fill('[name=merchant]', 'Toko');
  await page.locator('[data-clear]').click();
  assert.equal(await page.inputValue('[name=merchant]'), '');
  assert.doesNotMatch(await message('own'), /Toko/);
  await page.fill('[name=merchant]', 'Toko');
  await page.goto(`${server.origin}/en/`);
  await page.goBack();
  assert.equal(await page.inputValue('[name=merchant]'), '');
});

test('the page asks for nothing but its own files, and may not send anything', async () => {
  expectNone(requests.filter((address) => !address.startsWith(server.origin)));
  const policy = await page.locator('meta[http-equiv=Content-Security-Policy]').getAttribute('content');
  assert.match(policy, /connect-src 'none'/);
  assert.match(policy, /form-action 'none'/);
  const headers = readFileSync(`${site.folder}/_headers`, 'utf8');
  assert.match(headers, /\/en\/composer\/\n {2}Content-Security-Policy: [^\n]*connect-src 'none'[^\n]*form-action 'none'/);
  assert.equal(await page.evaluate(() => fetch('/en/').then(() => 'sent', () => 'refused')), 'refused');
  troubles.length = 0; // the refusal was asked for
});

test('who comes from an article finds its matter chosen, and the message begun', async () => {
  for (const locale of site.locales) {
    const linked = site.pages.filter(({ route }) => route.startsWith(`/${locale}/`))
      .map(({ route, html }) => ({ route, to: new RegExp(`href="(/${locale}/composer/#kb-opening-([a-z-]+))"`).exec(html) }))
      .filter(({ to }) => to);
    expectSome(linked, `page of ${locale} that names its matter`);
    const tab = await context.newPage();
    for (const [, to, matter] of new Map(linked.map(({ to }) => [to[2], to])).values()) {
      await tab.goto('about:blank');
      await tab.goto(server.origin + to);
      await tab.locator('.composer form').waitFor();
      assert.equal(await tab.inputValue('[name=opening]'), matter);
      const chosen = await tab.locator('[name=opening] option:checked').textContent();
      assert.equal(await tab.locator('[data-slip=own] .message').innerText(), chosen);
    }
    await tab.goto('about:blank');
    await tab.goto(`${server.origin}/${locale}/composer/#kb-opening-nonsense"]`);
    assert.equal(await tab.inputValue('[name=opening]'), '');
    await tab.close();
  }
});

test('without JavaScript a matter leads to its sentence on the sheet', async () => {
  const plain = await browser.newContext({ viewport: PHONE, javaScriptEnabled: false });
  const sheet = await plain.newPage();
  await sheet.goto(`${server.origin}/zh-hans/composer/#kb-opening-charged-twice`);
  const sentence = sheet.locator(':target');
  assert.equal(await sentence.evaluate((element) => element.closest('[lang]').lang), 'zh-Hans');
  const { y } = await sentence.boundingBox();
  assert.ok(y >= 0 && y < PHONE.height, `it is ${y} pixels down`);
  await plain.close();
});

test('without JavaScript the page is a sheet to fill in', async () => {
  const plain = await browser.newContext({ viewport: PHONE, javaScriptEnabled: false });
  const sheet = await plain.newPage();
  for (const locale of site.locales) {
    await sheet.goto(`${server.origin}/${locale}/composer/`);
    assert.ok(await sheet.locator('#kb-composer').isHidden());
    assert.equal(await sheet.locator('.fill-in .receipt li').count(), 8);
    assert.equal(await sheet.locator('.phrases').count(), site.locales.length);
    assert.ok(await sheet.locator('.phrases li').count() > 50);
  }
  await plain.close();
});

test('a keyboard is enough', async () => {
  const typed = await context.newPage();
  await typed.goto(server.origin + ADDRESS);
  await typed.locator('.composer form').waitFor();
  await typed.locator('#kb-opening').focus();
  await typed.keyboard.press('ArrowDown');
  for (let step = 0; step < 40; step += 1) {
    await typed.keyboard.press('Tab');
    if (await typed.evaluate(() => document.activeElement.closest('[data-slip=own] button') !== null)) break;
  }
  await typed.keyboard.press('Enter');
  await typed.locator('[data-status]:not(:empty)').waitFor();
  await typed.close();
});

function message(slip) {
  return page.locator(`[data-slip=${slip}] .message`).innerText();
}
