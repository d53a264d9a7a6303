// A knowledge base for search: words as rare and as common as in a language (Zipf's law), in three languages, with a topic
// to each article. The same for the same number of articles.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** How many articles a category has at most. */
const MEMBERS = 60;
/** How many words there are to an article on average: what makes 1.4 kB of text. */
const WORDS = 200;
/** How many characters a Chinese word has. */
const HAN_WORD = 2;

const LATIN = { onsets: 'b c d f g h k l m n p r s t v w br cl dr fl gr pl pr sh st tr'.split(' '), vowels: 'a e i o u'.split(' '), codas: ['', '', 'n', 'r', 's', 't', 'l', 'm'] };

const LANGUAGES = {
  en: { count: 9000, word: latin(['', '', '', 's', 'ed', 'ing']), gap: ' ', stop: '. ', common: 'the a to of and in is it you for on this that your not'.split(' ') },
  id: { count: 9000, word: latin(['', '', '', 'nya', 'kan', 'an']), gap: ' ', stop: '. ', common: 'yang di dan ini itu untuk tidak anda dengan dari ke ada'.split(' ') },
  'zh-Hans': { count: 6000, word: han, gap: '', stop: '。', common: [...'的了在是有不这您请可'] },
};

/** Returns a source of random numbers below 1 (mulberry32). */
export function randomly(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Returns all articles of a locale: id, title, summary and body. */
export function articles(locale, count) {
  const language = LANGUAGES[locale];
  const random = randomly(7);
  const roots = vocabulary(language, randomly(11));
  const pick = () => roots[Math.floor(roots.length ** random()) - 1] ?? roots[0];
  const rare = () => roots[Math.floor(roots.length * (0.02 + 0.98 * random()))];
  return Array.from({ length: count }, (_, number) => {
    const topic = Array.from({ length: 8 }, rare);
    const title = [topic[0], topic[1], pick(), topic[2], topic[3]];
    const word = () => {
      const chance = random();
      if (chance < 0.3) return language.common[Math.floor(random() * language.common.length)];
      return chance < 0.5 ? topic[Math.floor(random() * topic.length)] : pick();
    };
    const sentence = (length) => Array.from({ length }, () => language.word.inflected(word(), random)).join(language.gap) + language.stop;
    const summary = sentence(14).trim();
    const body = Array.from({ length: WORDS / 10 }, () => sentence(10));
    const id = `topic-${Math.floor(number / MEMBERS)}/article-${number}`;
    return { id, title: title.join(language.gap), words: title, summary, body: [0, 5, 10, 15].map((at) => body.slice(at, at + 5).join('').trim()) };
  });
}

/** Returns what a reader remembers of a sentence: four words that stand side by side when common ones are left out. */
export function remembered(locale, sentence) {
  const { gap, common } = LANGUAGES[locale];
  const said = sentence.trim().split(gap).filter((word) => !common.includes(word));
  return said.slice(0, gap ? 4 : 4 * HAN_WORD).join(gap);
}

/** Writes the knowledge base into a folder. */
export function write(folder, count) {
  const put = (path, text) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  put('kb.toml', settings());
  for (const locale of Object.keys(LANGUAGES)) {
    const record = locale === 'en' ? '' : '[translation]\nmethod = "human"\nreviewed_by = "editors"\n';
    for (let topic = 0; topic * MEMBERS < count; topic++) {
      put(`${locale}/categories/topic-${topic}.md`, `+++\ntitle = "Topic ${topic}"\nsummary = "What belongs to topic ${topic}."\n${record}+++\n`);
    }
    for (const { id, title, summary, body } of articles(locale, count)) {
      put(`${locale}/articles/${id}.md`, `+++\ntitle = "${title}"\nsummary = "${summary}"\n${record}+++\n\n${body.join('\n\n')}\n`);
    }
  }
}

function vocabulary({ count, word }, random) {
  const words = new Set();
  while (words.size < count) words.add(word(random));
  return [...words];
}

function latin(endings) {
  const any = (list, random) => list[Math.floor(random() * list.length)];
  const word = (random) => Array.from({ length: 2 + Math.floor(random() * 2) },
    () => any(LATIN.onsets, random) + any(LATIN.vowels, random) + any(LATIN.codas, random)).join('');
  word.inflected = (root, random) => root.length > 3 ? root + any(endings, random) : root;
  return word;
}

function han(random) {
  return Array.from({ length: HAN_WORD }, () => String.fromCodePoint(0x4e00 + Math.floor(1500 * random()))).join('');
}
han.inflected = (root) => root;

function settings() {
  const locales = Object.keys(LANGUAGES).map((tag) => `[[locales]]\ntag = "${tag}"\npath = "${tag.toLowerCase()}"\nname = "${tag}"\n`);
  const names = Object.keys(LANGUAGES).map((tag) => `${tag} = "Generated help center"`).join('\n');
  return `base_url = "https://help.example.com"\nsource_locale = "en"\n[name]\n${names}\n${locales.join('')}[owners]\neditors = "Editors"\n`;
}
