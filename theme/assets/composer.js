// Puts a message to support together while it is being typed: in the reader's
// language, and in the agent's. Nothing is stored, and nothing is sent.

/** How long a message may be, in characters: what agents read at a glance. */
const LONGEST = 900;
/** How much of a field is looked at: more than a message can hold. */
const MOST = 2 * LONGEST;

const root = document.querySelector('#kb-composer');
const form = root.querySelector('form');
const data = JSON.parse(document.querySelector('#kb-composer-data').textContent);
const { redact } = await import(root.dataset.redact);

const secrets = data.languages.flatMap((language) => language.secrets);
const agent = root.querySelector('#kb-agent-language');
const [own, other, card] = ['own', 'agent', 'card'].map((name) => root.querySelector(`[data-slip=${name}]`));
const empty = own.querySelector('.message').textContent;
const language = (tag) => data.languages.find((one) => one.tag === tag);

// A link from an article names its matter behind `#`, which stays in the browser.
const matter = [...form.elements.opening.options].find(({ value }) => value && location.hash === `#kb-opening-${value}`);
if (matter) matter.selected = true;
root.hidden = false;
document.querySelector('#kb-fill-in').hidden = true;
form.addEventListener('input', show);
form.addEventListener('submit', (event) => event.preventDefault());
agent.addEventListener('change', show);
for (const slip of [own, other]) slip.querySelector('button').addEventListener('click', () => copy(slip));
root.querySelector('[data-clear]').addEventListener('click', clear);
addEventListener('pagehide', clear);
show();

/** Shows the messages for what the form holds. */
function show() {
  const given = read();
  const messages = [[own, data.own], [other, agent.value]].map(([slip, tag]) => {
    const text = message(language(tag), given);
    const place = slip.querySelector('.message');
    place.lang = tag;
    place.dir = language(tag)?.dir ?? 'ltr';
    place.textContent = text || (slip === own ? empty : '');
    slip.querySelector('button').disabled = text === '';
    return [...text].length;
  });
  card.querySelectorAll('.message').forEach((place) => { place.textContent = cardText(language(place.lang), given); });
  card.hidden = given.opening === '';
  root.querySelector('[data-left]').textContent = LONGEST - Math.max(...messages);
  const note = root.querySelector('[data-note]');
  note.hidden = !given.isMasked;
  note.textContent = given.isMasked ? root.dataset.hidden : '';
  for (const status of root.querySelectorAll('[data-status]')) status.textContent = '';
}

/** Forgets everything. */
function clear() {
  form.reset();
  show();
}

/** Returns what the form holds, with nothing in it that must stay secret. */
function read() {
  const values = new FormData(form);
  const given = { opening: values.get('opening'), fields: [], isMasked: false };
  for (const { id, input, mask } of data.fields) {
    const written = clean(String(values.get(id) ?? ''));
    const isFree = input === 'text' || input === 'longtext';
    const { text, isMasked } = isFree || input === 'money'
      ? redact(written, { secrets, phones: mask === 'partial' || input === 'longtext' })
      : { text: written, isMasked: false };
    given.isMasked ||= isMasked;
    if (text) given.fields.push({ id, input, text, unit: values.get(`${id}-unit`), isFree });
  }
  return given;
}

/** Drops what has no place in a message: characters that turn the direction, and halves of characters. */
function clean(text) {
  return text.slice(0, MOST)
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069\p{Cc}]+/gu, ' ')
    .replace(/\p{Surrogate}/gu, '')
    .trim();
}

/** Returns the message in a language, no longer than it may be: what is written freely gives way. */
function message(words, { opening, fields }) {
  if (!words || (!opening && fields.length === 0)) return '';
  const lines = (room) => {
    const facts = fields.filter(({ input }) => input !== 'choice').map((field) => line(words, field, room));
    const wish = fields.filter(({ input }) => input === 'choice').map(({ id, text }) => words.phrases[`${id}.${text}`]);
    return [words.phrases[`opening.${opening}`], ...facts, ...wish].filter(Boolean).join('\n');
  };
  let room = MOST;
  while ([...lines(room)].length > LONGEST && room > 0) room = Math.floor(room * 0.8);
  return [...lines(room)].slice(0, LONGEST).join('');
}

/** Returns the line of a field. In another language than the writer's, free words are marked as the writer's. */
function line(words, { id, text, unit, input, isFree }, room) {
  const letters = [...text];
  const cut = letters.length > room ? `${letters.slice(0, Math.max(room - 1, 0)).join('')}…` : text;
  const plain = input === 'datetime' ? cut.replace('T', ' ') : cut;
  const template = words.phrases[`${id}.${unit}`];
  const value = template ? fill(template, id, plain) : plain;
  const isForeign = isFree && words.tag !== data.own && /\p{L}/u.test(text);
  const original = isForeign ? words.phrases['note.original'] ?? '' : '';
  const note = original && !/^[（【「]/.test(original) ? ` ${original}` : original; // wide brackets bring their own space
  return fill(words.phrases[`line.${id}`] ?? `{${id}}`, id, value) + note;
}

function fill(template, slot, value) {
  return template.split(`{${slot}}`).join(value);
}

/** Returns what a card to hold up says: the matter, and the two facts that lead to the payment. */
function cardText(words, { opening, fields }) {
  if (!words || !opening) return '';
  const facts = fields.filter(({ id }) => id === 'transaction-id' || id === 'amount');
  return [words.phrases[`opening.${opening}`], ...facts.map((field) => line(words, field, 80))].filter(Boolean).join('\n');
}

async function copy(slip) {
  const place = slip.querySelector('.message');
  const status = slip.querySelector('[data-status]');
  try {
    await navigator.clipboard.writeText(place.textContent);
    status.textContent = root.dataset.copied;
  } catch {
    getSelection().selectAllChildren(place);
    status.textContent = root.dataset.select;
  }
}
