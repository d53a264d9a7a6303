// The worst query that is asked again, in Chromium with a processor slowed down four times.

import { launch } from '../../tests/browser/browser.js';
import { serve } from '../../tests/browser/server.js';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** How often a query is asked again: the median of these tells the query's own slowness from the machine's. */
const ROUNDS = 3;

/** Asks every query, then asks it again when all its parts are there, and says how long the slowest took. */
export async function inBrowser(dist, queries, say) {
  const server = await serve(dist);
  const browser = await launch();
  const page = await browser.newPage();
  await page.goto(`${server.origin}/en/`);
  const client = await page.context().newCDPSession(page);
  await client.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const script = `/assets/${readdirSync(join(dist, 'assets')).find((name) => /^search\./.test(name))}`;
  for (const [locale, asked] of Object.entries(queries)) {
    const times = await page.evaluate(async ([script, folder, asked, most]) => {
      const { answer, open } = await import(script);
      const json = async (path) => (await fetch(folder + path)).json();
      const index = open(await json('index.json'), (name) => json(`parts/${name}.json`));
      const middle = (numbers) => numbers.sort((a, b) => a - b)[numbers.length >> 1];
      const times = [];
      for (const query of asked) {
        await answer(index, query);
        const rounds = [];
        for (let round = 0; round < most; round++) {
          const begin = performance.now();
          await answer(index, query);
          rounds.push(performance.now() - begin);
        }
        times.push({ query, time: middle(rounds) });
      }
      return times;
    }, [script, `/${locale.toLowerCase()}/search/`, asked, ROUNDS]);
    times.sort((a, b) => a.time - b.time);
    const [middle, worst] = [times[times.length >> 1], times.at(-1)];
    say(`warm query, 4 × slower, ${locale}: median and worst, ms`, `${middle.time.toFixed(0)}, ${worst.time.toFixed(0)}`, worst.query);
  }
  await browser.close();
  await server.close();
}
