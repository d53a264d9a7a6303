// The worst query that is asked again, in Chromium with a processor slowed down four times.

import { launch } from '../../tests/browser/browser.js';
import { serve } from '../../tests/browser/server.js';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Asks every query twice, and says how long the slowest took the second time, when all parts were there. */
export async function inBrowser(dist, queries, say) {
  const server = await serve(dist);
  const browser = await launch();
  const page = await browser.newPage();
  await page.goto(`${server.origin}/en/`);
  const client = await page.context().newCDPSession(page);
  await client.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const script = `/assets/${readdirSync(join(dist, 'assets')).find((name) => /^search\./.test(name))}`;
  for (const [locale, asked] of Object.entries(queries)) {
    const times = await page.evaluate(async ([script, folder, asked]) => {
      const { answer, open } = await import(script);
      const json = async (path) => (await fetch(folder + path)).json();
      const index = open(await json('index.json'), (name) => json(`parts/${name}.json`));
      const times = [];
      for (const query of asked) {
        await answer(index, query);
        const begin = performance.now();
        await answer(index, query);
        times.push(performance.now() - begin);
      }
      return times;
    }, [script, `/${locale.toLowerCase()}/search/`, asked]);
    times.sort((a, b) => a - b);
    say(`warm query, 4 × slower, ${locale}: median and worst, ms`, `${times[times.length >> 1].toFixed(0)}, ${times.at(-1).toFixed(0)}`);
  }
  await browser.close();
  await server.close();
}
