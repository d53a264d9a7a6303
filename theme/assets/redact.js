// Masks what must not be told to anybody: card numbers, codes and passwords; and,
// in part, what leads to a person.
//
// `redact(text, { secrets, phones })` returns the masked text and whether
// anything was masked. It takes time in proportion to the text.

const MASK = '•';

/** How far a secret may stand from the word for it: "my PIN is", "adalah PIN saya". */
const GAP = 14;

/**
 * Masks a text. `secrets` are words beside which a number is secret; `phones` says whether to mask telephone numbers: the
 * numbers of payments look like them.
 */
export function redact(text, { secrets = [], phones = false } = {}) {
  let masked = maskCards(text);
  masked = maskMails(maskSecrets(masked, secrets));
  if (phones) masked = maskPhones(masked);
  return { text: masked, isMasked: masked !== text };
}

/** Masks numbers of 12 to 19 digits whose check digit is right (ISO/IEC 7812-1), however they are grouped. */
function maskCards(text) {
  return text.replace(/\p{Nd}(?:[^\p{L}\p{Nd}:\n]{0,3}\p{Nd}){11,}/gu, (run) => {
    const groups = run.split(/[^\p{Nd}]+/u);
    const gaps = run.split(/\p{Nd}+/u).slice(1, -1);
    return hidden(run, cardIn(groups, gaps));
  });
}

/** Returns which digits of a run, from one to before another, are a card number; or null. */
function cardIn(groups, gaps) {
  for (let first = 0; first < groups.length; first += 1) {
    let digits = '';
    for (let last = first; last < groups.length && digits.length < 20; last += 1) {
      digits += groups[last];
      const isEven = gaps.slice(first, last).every((gap) => gap === gaps[first]);
      const parts = groups.slice(first, last + 1);
      if (!isEven || isAmount(parts, gaps[first]) || digits.length < 12 || digits.length > 19) continue;
      if (isChecked(digits)) {
        const from = groups.slice(0, first).join('').length;
        return [from, from + digits.length];
      }
    }
  }
  return null;
}

/** Tells whether digits are grouped as amounts are: in threes, with points or commas. */
function isAmount(parts, gap) {
  return parts.length > 1 && /^[.,]$/.test(gap) && parts[0].length <= 3 && parts.slice(1).every((part) => part.length === 3);
}

/** Tells whether the check digit is right (the algorithm of H. P. Luhn, US patent 2,950,048). */
function isChecked(digits) {
  const values = [...digits].map(valueOf).reverse();
  const sum = values.reduce((total, value, index) => {
    const counted = index % 2 ? value * 2 : value;
    return total + (counted > 9 ? counted - 9 : counted);
  }, 0);
  return sum % 10 === 0 && values.some((value) => value !== 0);
}

/** Returns the value of a digit of any script: those of one script stand side by side, from 0 to 9. */
function valueOf(digit) {
  const normal = digit.normalize('NFKC');
  if (/^[0-9]$/.test(normal)) return Number(normal);
  const code = digit.codePointAt(0);
  let zero = code;
  while (zero > code - 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return code - zero;
}

/** Masks some digits of a run, but for the last four of a card, which tell cards apart. */
function hidden(run, range) {
  if (!range) return run;
  let seen = 0;
  return run.replace(/\p{Nd}/gu, (digit) => {
    const at = seen;
    seen += 1;
    return at >= range[0] && at < range[1] - 4 ? MASK : digit;
  });
}

/** Masks numbers that stand before or after a word for a secret, and the word that follows a word for a password. */
function maskSecrets(text, secrets) {
  if (secrets.length === 0) return text;
  const names = [...secrets].sort((a, b) => b.length - a.length).map(pattern).join('|');
  const gap = `[^\\p{Nd}.!?;\\n。！？；]{0,${GAP}}?`;
  const number = '\\p{Nd}(?:[ \\-]?\\p{Nd}){2,11}';
  const after = new RegExp(`(${names})(${gap})(${number})(?!\\p{Nd})`, 'giu');
  const before = new RegExp(`(?<!\\p{Nd})(${number})(${gap})(?=${names})`, 'giu');
  const told = new RegExp(`(${names})((?:\\s+\\p{L}{1,7})?\\s*[:：=]\\s*|\\s+(?:is|adalah)\\s+|[是为])([^\\s,.;，。；]{3,})`, 'giu');
  return text
    .replace(after, (whole, name, between, secret) => name + between + maskAll(secret))
    .replace(before, (whole, secret, between) => maskAll(secret) + between)
    .replace(told, (whole, name, between, secret) => name + between + maskAll(secret));
}

/** Returns the pattern of a word: a word in letters with spaces between is not a part of another. */
function pattern(word) {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return /^[\p{Script=Latin} -]+$/u.test(word) ? `(?<![\\p{Script=Latin}])${escaped}(?![\\p{Script=Latin}])` : escaped;
}

function maskAll(text) {
  return text.replace(/[\p{L}\p{N}\p{S}]/gu, MASK);
}

/** Leaves the first letter of a mail address, and its host. */
function maskMails(text) {
  return text.replace(/([\p{L}\p{N}])[\p{L}\p{N}._%+-]{0,63}(?=@[\p{L}\p{N}-]{1,63}\.[\p{L}\p{N}.-]{2,})/gu, `$1${MASK.repeat(3)}`);
}

/** Leaves the beginning and the end of a telephone number: one with a country's code, or a local one. */
function maskPhones(text) {
  const phone = /(?<![\p{L}\p{Nd}])(?:\+\p{Nd}|00\p{Nd}|0\p{Nd}|62[ -]?\p{Nd}|1[3-9]\p{Nd})(?:[ ().-]{0,2}\p{Nd}){6,13}(?!\p{Nd})/gu;
  return text.replace(phone, (number) => {
    const count = number.match(/\p{Nd}/gu).length;
    let seen = 0;
    return number.replace(/\p{Nd}/gu, (digit) => {
      seen += 1;
      return seen > 4 && seen <= count - 3 ? MASK : digit;
    });
  });
}
