// Search in the browser: fetches what a query needs of a locale's index, and answers as `kb-site/src/search` does,
// number by number.

const UNSPACED = '\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u2e80-\\u2fdf\\u3005-\\u3007\\u3040-\\u30ff\\u3400-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{323af}';
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
  return (folded(text).match(runs) ?? []).flatMap((run) => {
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
  if (list.format !== 3) throw Error(list.format);
  const { blocks, rows, places, room, urgent } = list;
  const kept = new Map();
  const isWhole = Array.isArray(blocks);
  const part = (kind, names, place, signs, unpack) => {
    const name = kind + (isWhole ? place : names.substr(place * signs, signs));
    const made = async () => unpack(isWhole ? names[place] ?? '' : await fetchPart(name), room);
    return kept.get(name) ?? kept.set(name, made()).get(name);
  };
  const starts = words(list.starts);
  const placeOf = (word) => Math.max(0, starts.findLastIndex((start) => start <= word));
  const block = (place) => part('w', blocks, place, 7, blockOf);
  return {
    ...list,
    /** Returns the term that a word stands for, with what is told of it; nothing if the word is not known. */
    told: async (word) => (await block(placeOf(word))).get(word),
    /** Returns the first words, by the alphabet, that begin with some letters. */
    async begun(letters, most) {
      const words = [];
      for (let place = placeOf(letters); words.length < most && starts[place]?.slice(0, letters.length) <= letters; place++) {
        words.push(...[...(await block(place)).keys()].filter((word) => word !== letters && word.startsWith(letters)));
      }
      return words.slice(0, most);
    },
    /** Returns the words that somebody may have meant who typed the same letter first, or last. */
    async withEnd(end, isLast) {
      const [letters, names] = list.letters[+isLast];
      const place = [...letters].indexOf(end);
      if (!isWhole) return place < 0 ? [] : part('l', names, place, 7, words);
      return [...(await block(0)).keys()].filter((word) => endOf(word, isLast) === end && [...word][2] && !isUnspaced(word) && /\D/.test(word));
    },
    /** Returns an entry by its number. */
    async entry(number) {
      const row = Math.floor(number / places);
      const [title, summary, href, topic] = (await part(`e${row}-`, rows, row, 4, entriesOf))[number % places];
      return { title, summary, href, topic, isUrgent: urgent.includes(number) };
    },
  };
}

/** Unpacks sorted words. */
function words(packed) {
  let word = '';
  return unpacked(packed, (text) => word = text(6, word));
}

/** Unpacks entries. */
function entriesOf(packed) {
  let texts = ['', '', '', ''];
  return unpacked(packed, (text) => texts = texts.map((before) => text(7, before)));
}

/** Unpacks words, each with its term, how rare that is, and the entries that speak of it. */
function blockOf(packed, room) {
  let word = '';
  return new Map(unpacked(packed, (text, number) => {
    word = text(6, word);
    let left = number([0]) - 1;
    if (left < 0) return [word, { term: text(7, word) }];
    const rarity = number([1 + 16 * left]);
    const known = 3 + 16 * bitsIn(left);
    const entries = [];
    for (let entry = -1; left; left--) {
      entry += 1 + number([2 + 16 * bitsIn((room - entry - 1) / left)], 2);
      const speech = number([known]);
      // What it adds, and what it adds besides where the title is asked for, by the class of the title's length.
      entries.push([entry, speech % 8, [0, 18, 9, 4][speech >> 3]]);
    }
    return [word, { term: word, rarity, entries }];
  }));
}

/** Returns how many bits a number has. */
function bitsIn(number) {
  return 32 - Math.clz32(number);
}

function mixed(a, b) {
  return Math.imul(Math.imul(a, 0x9e3779b1) + b, 0x9e3779b1);
}

// What `kb-site/src/search/files/packer.rs` packs is of a sort: 0 how many, 1 how rare, 2 steps, 3 how an entry speaks, 4 letters
// kept, 5 the next letter, 6 words, 7 other texts. What is known besides follows, in sixteens.

/** Unpacks as many things as are said to be there. */
function unpacked(packed, one) {
  const seen = new Uint8Array(1 << 18);
  let [at, range, code] = [0, 1, 0];
  /** Returns a number of which the contexts guide the length, and so many bits. */
  const number = (contexts, guided = 32) => {
    let [node, count] = [1, 5];
    for (let read = 0; read < count; read++) {
      for (; range < 1 << 25; range *= 32) code = code * 32 + (packed.charCodeAt(at++) & 31);
      const orders = read < guided + 5 ? contexts.length : 0;
      let [zeros, ones] = [1, 1];
      for (let order = 0, weight = 1; order < orders; order++, weight *= 3) {
        const place = mixed(contexts[order], node) >>> 15 << 1;
        const own = seen[place] && seen[place + 1] ? weight : weight * 3;
        zeros += own * seen[place];
        ones += own * seen[place + 1];
      }
      const split = Math.floor(range / (zeros + ones)) * zeros;
      const bit = code < split ? 0 : 1;
      range = bit ? range - split : split;
      code -= bit * split;
      for (let order = 0; order < orders; order++) {
        const place = mixed(contexts[order], node) >>> 15 << 1;
        if (++seen[place + bit] > 60) {
          seen[place] >>= 1;
          seen[place + 1] >>= 1;
        }
      }
      node = node * 2 + bit;
      if (read === 4) count = node - 27;
    }
    return node - (count + 26 << count - 5) - 1;
  };
  const text = (sort, before) => {
    let text = before.slice(0, number([4 + 16 * sort]));
    const above = before.charCodeAt(text.length) | 0;
    const next = () => {
      const [a, b] = [text.charCodeAt(text.length - 2) | 0, text.charCodeAt(text.length - 1) | 0];
      return number([sort, sort + 16 * b, mixed(a, b)]);
    };
    let letter = sort === 6 ? above + 1 + number([5 + 16 * Math.min(above, 127)]) : next();
    for (; letter; letter = next()) text += String.fromCharCode(letter);
    return text;
  };
  return Array.from({ length: number([0]) }, () => one(text, number));
}

/** Returns the term that a word stands for; nothing if the word is not known. */
async function termOf(index, word) {
  return (await index.told(word))?.term;
}

/** Cuts a title into pieces, each with whether it was asked for. */
export async function marked(index, title, asked) {
  const pieces = [];
  const add = (text, isAsked) => isAsked === pieces.at(-1)?.[1] ? pieces.at(-1)[0] += text : pieces.push([text, isAsked]);
  let end = 0;
  for (const { 0: run, index: start } of title.matchAll(runs)) {
    const wanted = await Promise.all(terms(run).map(async (word) => asked.has(await termOf(index, word))));
    add(title.slice(end, start), false);
    const letters = isUnspaced(run) ? [...run] : [run];
    letters.forEach((letter, at) => add(letter, !!(wanted[at] || wanted[at - 1])));
    end = start + run.length;
  }
  add(title.slice(end), false);
  return pieces;
}

/** Answers a query: the numbers of entries, the best first, with their scores, and the terms that were asked for. */
export async function answer(index, text) {
  const words = [...new Set(terms(text))].slice(0, 32);
  const meanings = await Promise.all(words.map((word, at) => meaningsOf(index, word, at === words.length - 1)));
  const phrases = await phrasesOf(index, words, meanings);
  const asked = new Set(phrases.flatMap(({ rows }) => rows.flat()));
  const spoken = new Map(await Promise.all([...asked].map(async (term) => [term, await index.told(term) ?? { entries: [] }])));
  const rows = words.map((_, at) => sharesOf(spoken, phrases.filter(({ from, length }) => from <= at && at < from + length)));
  const titles = new Map();
  for (const { entries } of spoken.values()) {
    for (const [entry, , title] of entries) titles.set(entry, (titles.get(entry) ?? 0) + title);
  }
  const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
  const best = rows.map((row) => Math.max(0, ...row.values()));
  const all = sum(best);
  let hits = [...new Set(rows.flatMap((row) => [...row.keys()]))].map((entry) => {
    const own = rows.map((row) => row.get(entry) ?? 0);
    const covered = sum(best.filter((_, at) => own[at]));
    const score = Math.floor(sum(own) * (40 * all + 60 * covered) / (100 * all));
    return { entry, score: Math.floor(score * (100 + Math.min(40, titles.get(entry))) / 100) };
  });
  const least = Math.max(1, ...hits.map(({ score }) => Math.floor(score / 6)));
  hits = hits.filter(({ score }) => score >= least);
  const urgent = ({ entry }) => index.urgent.includes(entry);
  hits.sort((a, b) => b.score - a.score || urgent(b) - urgent(a) || a.entry - b.entry);
  return { hits, asked };
}

/** Returns the terms that a word may mean by itself, each with how far that can be trusted, in hundredths. */
async function meaningsOf(index, word, isLast) {
  const meanings = new Map();
  const add = async (words, trust) => (await Promise.all(words.map((one) => termOf(index, one))))
    .forEach((term) => term && meanings.set(term, Math.max(trust, meanings.get(term) ?? 0)));
  await add([word], 100);
  if (!meanings.size) await add(cut(index.affixes, word), 90);
  if (isLast && !isUnspaced(word) && [...word][1]) await add(await index.begun(word, 24), 65);
  if (!meanings.size) {
    const near = await mistyped(index, word);
    await add(near.map(([, word]) => word), Math.floor(65 / (near[0]?.[0] || 1)));
  }
  for (const [term, trust] of [...meanings]) {
    for (const [key, rows] of index.synonyms) {
      if (key.join() !== term) continue;
      const share = (await index.told(term)).entries.length ? 60 : 85;
      await add(rows.filter((row) => row.length === 1).flat(), Math.floor(trust * share / 100));
    }
  }
  return meanings;
}

/** Returns the words nearest to a mistyped one, with the number of edits: among those that begin, or else end, like it. */
async function mistyped(index, word) {
  const letters = [...word];
  const most = letters.length < 4 || !/\D/.test(word) ? 0 : letters.length < 8 ? 1 : 2;
  for (const isLast of most ? [false, true] : []) {
    const known = await index.withEnd(endOf(word, isLast), isLast);
    const alike = known.filter((one) => count(bitsOf(word) ^ bitsOf(one)) <= 2 * most);
    const near = alike.map((one) => [editsBetween(letters, [...one]), one]).sort(([a], [b]) => a - b);
    const [[least] = []] = near;
    if (least <= most) return near.filter(([edits]) => edits === least).slice(0, 8);
  }
  return [];
}

/** Returns which letters a word has, as bits. Each edit changes two of them at most. */
function bitsOf(word) {
  let bits = 0;
  for (const letter of word) bits |= 1 << letter.codePointAt(0);
  return bits;
}

function count(bits) {
  return bits && 1 + count(bits & bits - 1);
}

/** Returns the letter under which a word's first letter, or last, is found: Korean syllables are too many to have files of their own. */
function endOf(word, isLast) {
  const letter = [...word].at(isLast ? -1 : 0);
  return letter < '\uac00' ? letter : String.fromCodePoint(letter.codePointAt(0) & ~63);
}

/** Returns what may be left of a word when beginnings and endings are cut off. */
function cut({ beginnings, endings }, word) {
  const whole = [['', '']];
  return [...whole, ...beginnings].flatMap(([beginning, start]) => [...whole, ...endings].map(([ending, end]) =>
    word.replace(RegExp(`^${beginning}(.*)${ending}$`), `${start}$1${end}`))).filter((left) => [...left][2] && left !== word);
}

/** Returns how many letters differ, swapped neighbours counting as one. */
function editsBetween(a, b) {
  let [before, last] = [[], [0, ...b].map((_, j) => j)];
  for (let i = 0; i < a.length; i++) {
    const row = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const swapped = i && j && a[i] === b[j - 1] && a[i - 1] === b[j] ? before[j - 1] + 1 : Infinity;
      row.push(Math.min(last[j] + (a[i] !== b[j]), last[j + 1] + 1, row[j] + 1, swapped));
    }
    [before, last] = [last, row];
  }
  return last.at(-1);
}

/** Returns rows of terms that words may mean, each by itself or together with its neighbours. */
async function phrasesOf(index, words, meanings) {
  const phrases = [];
  // Words that together mean one thing say it once.
  const add = (from, length, rows, trust) => rows.length && trust && phrases.push({ from, length, rows, trust: Math.floor(trust / length) });
  meanings.forEach((own, from) => own.forEach((trust, term) => add(from, 1, [[term]], trust)));
  for (const [key, all] of index.synonyms) {
    const rows = all.filter((row) => key.length > 1 || row.length > 1);
    for (let from = 0; from + key.length <= words.length; from++) {
      add(from, key.length, rows, Math.floor(Math.min(...key.map((term, at) => meanings[from + at].get(term) ?? 0)) * 85 / 100));
    }
  }
  await Promise.all(words.map(async (word, from) => {
    const joined = word + words[from + 1];
    const term = words[from + 1] && !isUnspaced(joined) && await termOf(index, joined);
    add(from, 2, term ? [[term]] : [], 90);
    if (meanings[from].size) return;
    const letters = [...word];
    const halves = await Promise.all(letters.slice(3, -2).map(async (_, at) => {
      const first = await termOf(index, letters.slice(0, at + 3).join(''));
      const second = first && await termOf(index, letters.slice(at + 3).join(''));
      return second ? [[first, second]] : [];
    }));
    add(from, 1, halves.flat(), 90);
  }));
  return phrases;
}

/** Returns what a word adds to the score of each entry: as much as the meaning that fits it best. */
function sharesOf(spoken, phrases) {
  const shares = new Map();
  for (const { rows, trust } of phrases) {
    for (const row of rows) {
      const sums = new Map();
      for (const { rarity, entries } of row.map((term) => spoken.get(term))) {
        for (const [entry, impact] of entries) {
          const [total, count] = sums.get(entry) ?? [0, 0];
          sums.set(entry, [total + impact * rarity, count + 1]);
        }
      }
      for (const [entry, [total, count]] of sums) {
        const score = Math.floor(total * count / row.length ** 2) * trust;
        if (score > (shares.get(entry) ?? 0)) shares.set(entry, score);
      }
    }
  }
  return shares;
}
