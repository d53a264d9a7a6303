// The browser's half of search, held to what the other half says: the same terms, the same answers, the same scores.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { answer, marked, open, terms } from '../../../theme/assets/search.js';
import { fromHere } from './site.js';

const read = (name) => JSON.parse(readFileSync(fromHere(`../search/${name}`), 'utf8'));
const indexes = read('index.json');

for (const [locale, answers] of Object.entries(read('answers.json'))) {
  test(`queries in ${locale} are answered as on the command line`, async () => {
    const index = open(indexes[locale]);
    for (const expected of answers) {
      const { hits } = await answer(index, expected.query);
      assert.deepEqual(terms(expected.query), expected.terms, expected.query);
      assert.deepEqual(hits.map(({ entry, score }) => [entry, score]), expected.hits, expected.query);
    }
  });
}

test('what was asked for is marked in a title', async () => {
  const check = async (locale, query, title, expected) => {
    const index = open(indexes[locale]);
    const pieces = await marked(index, title, (await answer(index, query)).asked);
    assert.equal(pieces.map(([text, isAsked]) => isAsked ? `[${text}]` : text).join(''), expected);
  };
  await check('en', 'refunds late', 'Your refund has not arrived', 'Your [refund] has not arrived');
  await check('zh-Hans', '退款', '退款没有到账', '[退款]没有到账');
  await check('en', 'zzzz', 'Your refund', 'Your refund');
});

test('an index in another format is refused', () => {
  assert.throws(() => open({ ...indexes.en, format: 99 }));
});
