// The search field as a combobox (WAI-ARIA Authoring Practices): answers appear below it while somebody types, and a
// way on where there are none. When the index cannot be had, the form still leads to the page that lists everything.

const MOST_SHOWN = 5;
const MOST_LISTED = 30;

/** Makes a search form answer with a search engine. */
export function connect(form, search) {
  const field = form.q;
  const results = document.getElementById('kb-results');
  const list = element('div', { id: 'kb-options', role: 'listbox', 'aria-label': field.ariaLabel });
  const rest = element('div', { class: 'found-rest' });
  const box = element('div', { class: 'found', hidden: '' }, list, rest);
  const status = element('p', { class: 'hidden', role: 'status' });
  form.append(box, status);
  Object.assign(field, { role: 'combobox', ariaAutoComplete: 'list', ariaExpanded: false });
  field.setAttribute('aria-controls', list.id);
  let turn = 0;
  let index = null;

  // What answers in place of a file that is gone is no JSON, or is not in the format.
  const json = (address, options) => fetch(address, options).then((response) => response.json());
  const load = (options) => index ??= json(form.dataset.index, options)
    .then((list) => search.open(list, (name) => json(form.dataset.index.replace('index', `parts/${name}`))));

  /** Asks the index; once more where parts of it are gone, since the site may have changed meanwhile. */
  const ask = async (text, most) => {
    if (!search.isEnough(text)) return null;
    for (const cache of ['default', 'reload']) {
      try {
        const loaded = await load({ cache });
        const { hits, asked } = await search.answer(loaded, text);
        const link = async ({ entry }) => entryLink(search, loaded, await loaded.entry(entry), asked);
        const links = await Promise.all(hits.slice(0, most).map(link));
        return { strings: loaded.interface, count: hits.length, links };
      } catch {
        index = null;
      }
    }
    return null;
  };

  const options = () => [...list.children];
  const select = (option) => options().forEach((own) => own.ariaSelected = own === option);
  const chosen = () => options().findIndex((option) => option.ariaSelected === 'true');
  const choose = (wanted) => {
    const option = options().at(wanted % options().length);
    select(option);
    option.scrollIntoView({ block: 'nearest' });
    field.setAttribute('aria-activedescendant', option.id);
  };
  const show = (isShown) => {
    box.hidden = !isShown;
    field.ariaExpanded = isShown && options().length > 0;
    field.removeAttribute('aria-activedescendant');
    select();
  };

  const update = async () => {
    const text = field.value;
    const own = ++turn;
    const answer = await ask(text, MOST_SHOWN);
    // Somebody may have typed on.
    if (own !== turn) return;
    status.textContent = answer ? said(answer) : '';
    if (answer) {
      answer.links.forEach((link, at) => Object.assign(link, { role: 'option', id: `kb-option-${at}`, tabIndex: -1 }));
      list.replaceChildren(...answer.links);
      const all = `${form.action}?q=${encodeURIComponent(text)}`;
      rest.replaceChildren(...answer.count ? [element('a', { href: all }, answer.strings.all)] : [element('p', {}, said(answer)), element('ul', {}, ...waysOn(answer))]);
    }
    show(!!answer);
  };

  /** Shows so many of the answers on the page that lists everything, above the list, and a button for more. */
  const answerPage = async (text, most) => {
    const answer = await ask(text, most);
    if (!answer) return;
    const rows = answer.count ? answer.links.map((link) => element('li', {}, link)) : waysOn(answer);
    const found = [element('p', { role: 'status' }, said(answer)), element('ul', { class: 'hits' }, ...rows)];
    if (answer.count > most) {
      const more = element('button', {}, answer.strings.more);
      more.onclick = async () => {
        await answerPage(text, most + MOST_LISTED);
        results.querySelectorAll('a')[most].focus();
      };
      found.push(more);
    }
    results.replaceChildren(...found);
  };

  for (const name of ['input', 'compositionend']) {
    field.addEventListener(name, ({ isComposing }) => isComposing || update());
  }
  field.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    const isOpen = !box.hidden && options().length > 0;
    if (event.key === 'Escape' && !box.hidden) {
      turn++;
      show(false);
    } else if (event.key === 'ArrowDown') {
      if (isOpen) choose(chosen() + 1);
      else update();
    } else if (event.key === 'ArrowUp' && isOpen) {
      choose(Math.max(chosen(), 0) - 1);
    } else if (event.key === 'Enter' && isOpen && chosen() >= 0) {
      options()[chosen()].click();
    } else return;
    event.preventDefault();
  });
  form.addEventListener('focusout', ({ relatedTarget }) => form.contains(relatedTarget) || show(false));
  // The field keeps the focus.
  box.addEventListener('pointerdown', (event) => event.preventDefault());
  if (results) {
    field.value = new URLSearchParams(location.search).get('q') ?? '';
    answerPage(field.value, MOST_LISTED);
  } else if (field.value) update();
}

function said({ strings, count }) {
  return count ? strings.count.replace('{count}', count) : strings.none;
}

/** Returns a link to an entry: title with what was asked for marked, summary, topic. */
async function entryLink(search, index, { title, summary, href, topic, isUrgent }, asked) {
  const pieces = await search.marked(index, title, asked);
  return element('a', { href },
    ...isUrgent ? [element('b', { class: 'word' }, index.interface.urgent), ' '] : [],
    element('span', { class: 'found-title' }, ...pieces.map(([text, isAsked]) => isAsked ? element('mark', {}, text) : text)),
    ' ',
    element('span', { class: 'found-summary' }, summary),
    ' ',
    element('small', {}, topic));
}

/** Returns what leads on where nothing was found. */
function waysOn({ strings }) {
  return strings.ways.map(([title, href]) => element('li', {}, element('a', { href }, title)));
}

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
  made.append(...children);
  return made;
}
