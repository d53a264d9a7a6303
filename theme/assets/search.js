// Search in the browser: fetches what a query needs of a locale's index, and answers as `kb-site/src/search` does,
// number by number.

const FORMAT = 2;
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const LEVELS = '!#$%&\'()*+,./:;<>?@[]^\x60{|}~=';
const TITLE_SHARES = [0, 18, 9, 4];
const UNSPACED = '\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u2e80-\\u2fdf\\u3005-\\u3007\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{323af}';
const LETTER = '[\\p{Alphabetic}\\p{N}\\p{M}]';
const unspaced = new RegExp(`[${UNSPACED}]`, 'u');
const isUnspaced = (text) => unspaced.test(text);
const runs = new RegExp(`(?:(?=[${UNSPACED}])${LETTER})+|(?:(?![${UNSPACED}])${LETTER})+`, 'gu');

/** Returns a text without what search does not compare: width, capitals, accents, apostrophes. */
export function folded(text) {
  return text.normalize('NFKD').replace(/[\u0300-\u036f'’ʼ]/g, '').normalize('NFC').toLowerCase();
}

/** Cuts a text into words, and into pairs of neighbours where words are not spaced. */
export function terms(text) {
  return [...folded(text).matchAll(runs)].flatMap(([run]) => {
    const letters = [...run];
    return isUnspaced(run) && letters.length > 1 ? letters.slice(1).map((next, at) => letters[at] + next) : [run];
  });
}

/** Tells whether enough was typed to look for: two letters, or one where words are not spaced. */
export function isEnough(text) {
  const letters = terms(text).join('');
  return letters.length > 1 || isUnspaced(letters);
}

/** Opens an index: its list, and what fetches a part of it by name. */
export function open(list, fetchPart) {
  if (list.format !== FORMAT) throw Error(list.format);
  const { blocks, rows, letters, places } = list;
  const kept = new Map();
  const once = (name, make) => kept.get(name) ?? kept.set(name, make()).get(name);
  const part = (name) => once(name, () => fetchPart(name));
  const isWhole = Array.isArray(blocks);
  const starts = unfronted(list.starts);
  const placeOf = (word) => Math.max(0, starts.findLastIndex((start) => start <= word));
  const block = (place) => once(place, async () => {
    const { words, terms } = isWhole ? blocks[place] : await part('w' + blocks.slice(place * 7, place * 7 + 7));
    const told = terms.split(' ');
    return new Map(unfronted(words).map((word, at) => [word, told[at]]));
  });
  const told = async (word) => starts.length ? (await block(placeOf(word))).get(word) : undefined;
  /** Returns what is told of a term. */
  const spoken = (term) => once(` ${term}`, async () => speech(await told(term)));
  return {
    ...list,
    synonyms: list.synonyms.map(([key, rows]) => [key.split(' '), rows.map((row) => row.split(' '))]),
    urgent: new Set(numbers(list.urgent)),
    told,
    spoken,
    /** Returns the first words, by the alphabet, that begin with some letters. */
    async begun(letters, most) {
      const words = [];
      for (let place = placeOf(letters); place < starts.length && words.length < most; place++) {
        if (starts[place] > letters && !starts[place].startsWith(letters)) break;
        words.push(...[...(await block(place)).keys()].filter((word) => word !== letters && word.startsWith(letters)));
      }
      return words.slice(0, most);
    },
    /** Returns the words, as letters, that somebody may have meant who typed the same letter first, or last. */
    withLetter: (letter, isLast) => once(letter + isLast, async () => {
      const [keys, names] = isLast ? [letters.last, letters.endings] : [letters.first, letters.beginnings];
      const place = [...keys].indexOf(letter) * 7;
      if (!isWhole) return place < 0 ? [] : unfronted(await part('l' + names.slice(place, place + 7))).map((word) => [...word]);
      const words = starts.length ? [...(await block(0)).keys()].map((word) => [...word]) : [];
      return words.filter((word) => group(word.at(isLast ? -1 : 0)) === letter && word[2] && !isUnspaced(word.join('')) && word.some((one) => !/\d/.test(one)));
    }),
    /** Returns an entry by its number. */
    async entry(number) {
      const row = Math.floor(number / places);
      const { topics, entries } = isWhole ? rows[row] : await part(`e${row}-${rows.slice(row * 4, row * 4 + 4)}`);
      const [title, summary, href, topic] = entries[number % places];
      return { title, summary, href, topic: topics[topic], isUrgent: this.urgent.has(number) };
    },
  };
}

/** Unpacks sorted words, each written without the letters that the one before begins with too. */
function unfronted(packed) {
  let before = '';
  return (packed.match(/\S+/g) ?? []).map((word) => before = [...before].slice(0, parseInt(word[0], 36)).join('') + word.slice(1));
}

/** Unpacks ascending numbers, written as the steps from one to the next. */
function numbers(packed) {
  const found = [];
  let [next, step, unit] = [0, 0, 1];
  for (const sign of packed) {
    const digit = DIGITS.indexOf(sign);
    step += unit * (digit % 32);
    unit *= 32;
    if (digit >= 32) continue;
    found.push(next + step);
    [next, step, unit] = [next + step + 1, 0, 1];
  }
  return found;
}

/** Unpacks what is told of a term: how rare it is, and the entries that speak of it. */
function speech(told = '') {
  const entries = told.slice(1).split(/(?=[^\w-])/).flatMap((row) => {
    const level = LEVELS.indexOf(row[0]);
    return numbers(row.slice(1)).map((entry) => [entry, level % 7 + 1, Math.floor(level / 7)]);
  });
  return { rarity: DIGITS.indexOf(told[0]), entries };
}

/** Returns the term that a word stands for; nothing if the word is not known. */
async function termOf(index, word) {
  const told = await index.told(word);
  return told?.startsWith('=') ? told.slice(1) : told && word;
}

/** Cuts a title into pieces, each with whether it was asked for. */
export async function marked(index, title, asked) {
  const wanted = await Promise.all(terms(title).map(async (word) => asked.has(await termOf(index, word)) && word));
  const pieces = [];
  let end = 0;
  for (const { 0: run, index: start } of title.matchAll(runs)) {
    const words = terms(run);
    const letters = [...run];
    const isPaired = isUnspaced(run) && letters.length > 1;
    const isAsked = (at) => wanted.includes(words[at] ?? '');
    pieces.push([title.slice(end, start), false]);
    if (!isPaired) pieces.push([run, words.some((_, at) => isAsked(at))]);
    else letters.forEach((letter, at) => {
      const hit = isAsked(at) || isAsked(at - 1);
      if (at && pieces.at(-1)[1] === hit) pieces.at(-1)[0] += letter;
      else pieces.push([letter, hit]);
    });
    end = start + run.length;
  }
  return [...pieces, [title.slice(end), false]];
}

/** Answers a query: the numbers of entries, the best first, with their scores, and the terms that were asked for. */
export async function answer(index, text) {
  const words = [...new Set(terms(text))].slice(0, 32);
  const meanings = await Promise.all(words.map((word, at) => meaningsOf(index, word, at === words.length - 1)));
  const phrases = await phrasesOf(index, words, meanings);
  const asked = new Set([...meanings.flatMap((one) => [...one.keys()]), ...phrases.flatMap(({ rows }) => rows.flat())]);
  const spoken = new Map(await Promise.all([...asked].map(async (term) => [term, await index.spoken(term)])));
  const rows = words.map((_, at) => sharesOf(spoken, meanings[at], phrases.filter(({ from, to }) => from <= at && at < to)));
  const titles = new Map();
  for (const { entries } of spoken.values()) {
    for (const [entry, , title] of entries) titles.set(entry, (titles.get(entry) ?? 0) + TITLE_SHARES[title]);
  }
  const most = (numbers) => numbers.reduce((a, b) => Math.max(a, b), 0);
  const best = rows.map((row) => most([...row.values()]));
  const all = best.reduce((a, b) => a + b, 0);
  const sums = new Map();
  rows.forEach((row, at) => row.forEach((share, entry) => {
    const [total, covered] = sums.get(entry) ?? [0, 0];
    sums.set(entry, [total + share, covered + best[at]]);
  }));
  let hits = [...sums].map(([entry, [total, covered]]) => {
    const score = Math.floor(total * (40 * all + 60 * covered) / (100 * all));
    return { entry, score: Math.floor(score * (100 + Math.min(40, titles.get(entry))) / 100) };
  });
  const least = Math.max(1, Math.floor(most(hits.map(({ score }) => score)) / 6));
  hits = hits.filter(({ score }) => score >= least);
  const urgent = ({ entry }) => index.urgent.has(entry);
  hits.sort((a, b) => b.score - a.score || urgent(b) - urgent(a) || a.entry - b.entry);
  return { hits, asked };
}

/** Returns the terms that a word may mean by itself, each with how far that can be trusted, in hundredths. */
async function meaningsOf(index, word, isLast) {
  const meanings = new Map();
  const add = (term, trust) => term && meanings.set(term, Math.max(trust, meanings.get(term) ?? 0));
  const addAll = async (words, trust) => (await Promise.all(words.map((one) => termOf(index, one)))).forEach((term) => add(term, trust));
  const spaced = !isUnspaced(word);
  const letters = [...word];
  await addAll([word], 100);
  if (!meanings.size && spaced) await addAll(cut(index.affixes, word), 90);
  if (isLast && spaced && letters.length > 1) await addAll(await index.begun(word, 24), 65);
  if (!meanings.size && spaced) {
    const [edits, words] = await mistyped(index, letters);
    await addAll(words, Math.floor(65 / Math.max(edits, 1)));
  }
  for (const [term, trust] of [...meanings]) {
    for (const [key, rows] of index.synonyms) {
      if (key.length > 1 || key[0] !== term) continue;
      const share = (await index.told(term)).length > 1 ? 60 : 85;
      rows.filter((row) => row.length === 1).forEach(([one]) => add(one, Math.floor(trust * share / 100)));
    }
  }
  return meanings;
}

/** Returns the words nearest to a mistyped one, with the number of edits: among those that begin, or else end, like it. */
async function mistyped(index, letters) {
  const most = letters.length < 4 || !letters.some((one) => !/\d/.test(one)) ? 0 : letters.length < 8 ? 1 : 2;
  for (const isLast of most ? [false, true] : []) {
    const near = Array.from({ length: most + 1 }, () => []);
    const own = bitsOf(letters);
    for (const word of await index.withLetter(group(letters.at(isLast ? -1 : 0)), isLast)) {
      if (count(own ^ bitsOf(word)) <= 2 * most) near[editsBetween(letters, word)]?.push(word.join(''));
    }
    const least = near.findIndex((words) => words.length);
    if (least >= 0) return [least, near[least].slice(0, 8)];
  }
  return [1, []];
}

/** Returns which letters a word has, as bits. Each edit changes two of them at most. */
function bitsOf(letters) {
  return letters.reduce((bits, letter) => bits | 1 << letter.codePointAt(0), 0);
}

function count(bits) {
  return bits && 1 + count(bits & bits - 1);
}

/** Returns the letter under which a letter is found: Korean syllables are too many to have files of their own. */
function group(letter) {
  return letter < '\uac00' ? letter : String.fromCodePoint(letter.codePointAt(0) & ~63);
}

/** Returns what may be left of a word when beginnings and endings are cut off. */
function cut({ beginnings, endings }, word) {
  const whole = [['', '']];
  return [...whole, ...beginnings].flatMap(([beginning, start]) =>
    [...whole, ...endings].flatMap(([ending, end]) => {
      const fits = word.startsWith(beginning) && word.slice(beginning.length).endsWith(ending);
      const left = fits ? start + word.slice(beginning.length, word.length - ending.length) + end : '';
      return [...left].length >= 3 && left !== word ? [left] : [];
    }));
}

/** Returns how many letters differ, swapped neighbours counting as one. */
function editsBetween(a, b) {
  let [before, last, row] = [[], [0, ...b].map((_, j) => j), []];
  for (let i = 0; i < a.length; i++) {
    row[0] = i + 1;
    for (let j = 0; j < b.length; j++) {
      row[j + 1] = Math.min(last[j] + (a[i] !== b[j]), last[j + 1] + 1, row[j] + 1);
      if (i && j && a[i] === b[j - 1] && a[i - 1] === b[j]) row[j + 1] = Math.min(row[j + 1], before[j - 1] + 1);
    }
    [before, last, row] = [last, row, before];
  }
  return last[b.length];
}

/** Returns rows of terms that neighbouring words may mean together. */
async function phrasesOf(index, words, meanings) {
  const phrases = [];
  for (const [key, all] of index.synonyms) {
    const rows = all.filter((row) => key.length > 1 || row.length > 1);
    for (let from = 0; rows.length && from + key.length <= words.length; from++) {
      const least = Math.min(...key.map((term, at) => meanings[from + at].get(term) ?? 0));
      if (least) phrases.push({ from, to: from + key.length, rows, trust: Math.floor(least * 85 / 100) });
    }
  }
  await Promise.all(words.map(async (word, from) => {
    const joined = from + 1 < words.length ? word + words[from + 1] : '';
    const term = joined && !isUnspaced(joined) && await termOf(index, joined);
    if (term) phrases.push({ from, to: from + 2, rows: [[term]], trust: 90 });
    if (meanings[from].size || isUnspaced(word)) return;
    const letters = [...word];
    const halves = await Promise.all(letters.slice(3, -2).map(async (_, at) => {
      const first = await termOf(index, letters.slice(0, at + 3).join(''));
      const second = first && await termOf(index, letters.slice(at + 3).join(''));
      return second ? [[first, second]] : [];
    }));
    if (halves.flat().length) phrases.push({ from, to: from + 1, rows: halves.flat(), trust: 90 });
  }));
  return phrases;
}

/** Returns what a word adds to the score of each entry: as much as the meaning that fits it best. */
function sharesOf(spoken, meanings, phrases) {
  const shares = new Map();
  const raise = (entry, score) => score > (shares.get(entry) ?? 0) && shares.set(entry, score);
  for (const [term, trust] of meanings) {
    const { rarity, entries } = spoken.get(term);
    for (const [entry, impact] of entries) raise(entry, impact * rarity * trust);
  }
  for (const { rows, trust } of phrases) {
    for (const row of rows) {
      const sums = new Map();
      for (const { rarity, entries } of row.map((term) => spoken.get(term))) {
        for (const [entry, impact] of entries) {
          const [total, count] = sums.get(entry) ?? [0, 0];
          sums.set(entry, [total + impact * rarity, count + 1]);
        }
      }
      for (const [entry, [total, count]] of sums) raise(entry, Math.floor(total * count / row.length ** 2) * trust);
    }
  }
  return shares;
}
