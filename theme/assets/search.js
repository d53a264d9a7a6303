// Search in the browser: reads a locale's index, and answers queries as `kb-site/src/search` does, number by number.

const FORMAT = 1;
const UNSPACED = '\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u2e80-\\u2fdf\\u3005-\\u3007\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{323af}';
const LETTER = '[\\p{Alphabetic}\\p{N}\\p{M}]';
const isUnspaced = (text) => new RegExp(`[${UNSPACED}]`, 'u').test(text);
const runs = () => new RegExp(`(?:(?=[${UNSPACED}])${LETTER})+|(?:(?![${UNSPACED}])${LETTER})+`, 'gu');

/** Returns a text without what search does not compare: width, capitals, accents, apostrophes. */
export function folded(text) {
  return text.normalize('NFKD').replace(/[\u0300-\u036f'’ʼ]/g, '').normalize('NFC').toLowerCase();
}

/** Cuts a text into words, and into pairs of neighbours where words are not spaced. */
export function terms(text) {
  return [...folded(text).matchAll(runs())].flatMap(([run]) => {
    const letters = [...run];
    return isUnspaced(run) && letters.length > 1 ? letters.slice(1).map((next, at) => letters[at] + next) : [run];
  });
}

/** Tells whether enough was typed to look for: two letters, or one where words are not spaced. */
export function isEnough(text) {
  const letters = terms(text).join('');
  return letters.length > 1 || isUnspaced(letters);
}

/** Unpacks an index file. */
export function unpack({ format, entries, topics, words, terms: steps, postings, synonyms, affixes, interface: strings }) {
  if (format !== FORMAT) throw new Error('another format');
  const index = { entries, topics, affixes, strings, words: new Map(), synonyms };
  let before = '';
  let next = 0;
  words.split(' ').forEach((packed, at) => {
    before = [...before].slice(0, parseInt(packed[0], 36)).join('') + packed.slice(1);
    index.words.set(before, steps[at] ? next - steps[at] : next++);
  });
  index.postings = postings.map((row) => {
    let entry = -1;
    return row.map((step) => [entry += 1 + Math.floor(step / 64), step % 64]);
  });
  index.titles = entries.map(([title]) => new Set(terms(title).flatMap((word) => index.words.get(word) ?? [])));
  return index;
}

/** Cuts a title into pieces, each with whether it was asked for. */
export function marked(index, title, asked) {
  const pieces = [];
  let end = 0;
  const isAsked = (word) => asked.has(index.words.get(word));
  for (const { 0: run, index: start } of title.matchAll(runs())) {
    const words = terms(run);
    const letters = [...run];
    const hits = letters.map((_, at) => words.length === letters.length - 1 && isUnspaced(run)
      ? isAsked(words[at]) || isAsked(words[at - 1])
      : words.some(isAsked));
    pieces.push([title.slice(end, start), false], ...letters.map((letter, at) => [letter, hits[at]]));
    end = start + run.length;
  }
  pieces.push([title.slice(end), false]);
  return pieces.reduce((joined, [text, hit]) => {
    const last = joined.at(-1);
    if (last && last[1] === hit) last[0] += text;
    else if (text) joined.push([text, hit]);
    return joined;
  }, []);
}

/** Answers a query: the numbers of entries, the best first, with their scores, and the terms that were asked for. */
export function answer(index, text) {
  const words = [...new Set(terms(text))].slice(0, 32);
  const meanings = words.map((word, at) => meaningsOf(index, word, at === words.length - 1));
  const phrases = phrasesOf(index, words, meanings);
  const rows = words.map((_, at) => sharesOf(index, meanings[at], phrases.filter(({ from, to }) => from <= at && at < to)));
  const asked = new Set([...meanings.flatMap((one) => [...one.keys()]), ...phrases.flatMap(({ rows }) => rows.flat())]);
  const best = rows.map((row) => Math.max(0, ...row.values()));
  const all = sum(best);
  const hits = index.entries.flatMap((_, entry) => {
    const own = rows.map((row) => row.get(entry) ?? 0);
    const covered = sum(best.filter((_, at) => own[at]));
    const total = all ? Math.floor(sum(own) * (40 * all + 60 * covered) / (100 * all)) : 0;
    const title = [...index.titles[entry]];
    const share = title.length ? Math.floor(40 * title.filter((term) => asked.has(term)).length / title.length) : 0;
    const score = Math.floor(total * (100 + share) / 100);
    return score ? [{ entry, score }] : [];
  });
  const urgent = ({ entry }) => index.entries[entry][4];
  hits.sort((a, b) => b.score - a.score || urgent(b) - urgent(a) || a.entry - b.entry);
  const least = Math.floor((hits[0]?.score ?? 0) / 6);
  return { hits: hits.filter(({ score }) => score >= least), asked };
}

const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);

/** Returns the terms that a word may mean by itself, each with how far that can be trusted, in hundredths. */
function meaningsOf(index, word, isLast) {
  const meanings = new Map();
  const add = (term, trust) => meanings.set(term, Math.max(trust, meanings.get(term) ?? 0));
  const spaced = !isUnspaced(word);
  const letters = [...word];
  if (index.words.has(word)) add(index.words.get(word), 100);
  else if (spaced) cut(index.affixes, word).forEach((left) => index.words.has(left) && add(index.words.get(left), 90));
  if (isLast && (spaced ? letters.length > 1 : letters.length < 2)) {
    const begun = [...index.words].filter(([known]) => known !== word && known.startsWith(word));
    begun.slice(0, 24).forEach(([, term]) => add(term, 65));
  }
  const most = letters.length < 4 || /^\d+$/.test(word) ? 0 : letters.length < 8 ? 1 : 2;
  if (!meanings.size && spaced && most) {
    const near = [...index.words].flatMap(([known, term]) => {
      const edits = isUnspaced(known) ? 9 : editsBetween(letters, [...known], most);
      return edits > most ? [] : [[edits, term]];
    });
    const least = Math.min(...near.map(([edits]) => edits));
    near.filter(([edits]) => edits === least).forEach(([, term]) => add(term, Math.floor(65 / Math.max(least, 1))));
  }
  for (const [term, trust] of [...meanings]) {
    const share = index.postings[term].length ? 60 : 85;
    for (const row of index.synonyms.find(([key]) => key.length === 1 && key[0] === term)?.[1] ?? []) {
      if (row.length === 1) add(row[0], Math.floor(trust * share / 100));
    }
  }
  return meanings;
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

/** Returns how many letters differ, swapped neighbours counting as one; anything more than `most` if it is more. */
function editsBetween(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return 9;
  let before = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 0; i < a.length; i++) {
    const row = [i + 1];
    for (let j = 0; j < b.length; j++) {
      row[j + 1] = Math.min(last[j] + (a[i] !== b[j]), last[j + 1] + 1, row[j] + 1);
      if (i && j && a[i] === b[j - 1] && a[i - 1] === b[j]) row[j + 1] = Math.min(row[j + 1], before[j - 1] + 1);
    }
    if (Math.min(...row) > most) return 9;
    [before, last] = [last, row];
  }
  return last[b.length];
}

/** Returns rows of terms that neighbouring words may mean together. */
function phrasesOf({ words: known, synonyms }, words, meanings) {
  const phrases = [];
  for (const [key, all] of synonyms) {
    const rows = all.filter((row) => key.length > 1 || row.length > 1);
    for (let from = 0; rows.length && from + key.length <= words.length; from++) {
      const least = Math.min(...key.map((term, at) => meanings[from + at].get(term) ?? 0));
      if (least) phrases.push({ from, to: from + key.length, rows, trust: Math.floor(least * 85 / 100) });
    }
  }
  words.forEach((word, from) => {
    const joined = from + 1 < words.length ? word + words[from + 1] : '';
    if (joined && !isUnspaced(joined) && known.has(joined)) {
      phrases.push({ from, to: from + 2, rows: [[known.get(joined)]], trust: 90 });
    }
    if (meanings[from].size || isUnspaced(word)) return;
    const letters = [...word];
    const halves = letters.map((_, at) => [letters.slice(0, at), letters.slice(at)])
      .filter((parts) => parts.every((part) => part.length >= 3 && known.has(part.join(''))))
      .map((parts) => parts.map((part) => known.get(part.join(''))));
    if (halves.length) phrases.push({ from, to: from + 1, rows: halves, trust: 90 });
  });
  return phrases;
}

/** Returns what a word adds to the score of each entry: as much as the meaning that fits it best. */
function sharesOf(index, meanings, phrases) {
  const shares = new Map();
  const raise = (entry, score) => score && shares.set(entry, Math.max(score, shares.get(entry) ?? 0));
  for (const [term, trust] of meanings) {
    for (const [entry, weight] of index.postings[term]) raise(entry, weight * trust);
  }
  for (const { rows, trust } of phrases) {
    for (const row of rows) {
      const sums = new Map();
      for (const [entry, weight] of row.flatMap((term) => index.postings[term])) {
        const [total, count] = sums.get(entry) ?? [0, 0];
        sums.set(entry, [total + weight, count + 1]);
      }
      for (const [entry, [total, count]] of sums) raise(entry, Math.floor(total * count / row.length ** 2) * trust);
    }
  }
  return shares;
}
