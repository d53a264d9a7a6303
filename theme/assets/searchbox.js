// The search field as a combobox (WAI-ARIA Authoring Practices): answers appear below it while somebody types, and a
// way on where there are none. When the index cannot be had, the form still leads to the page that lists everything.

const MOST_SHOWN = 6;

/** Makes a search form answer with a search engine. */
export function connect(form, search) {
  const field = form.q;
  const results = document.getElementById('kb-results');
  const list = element('div', { id: 'kb-options', role: 'listbox', 'aria-label': field.getAttribute('aria-label') });
  const rest = element('div', { class: 'found-rest' });
  const box = element('div', { class: 'found', hidden: '' }, [list, rest]);
  const status = element('p', { class: 'hidden', role: 'status' });
  form.append(box, status);
  setAll(field, { role: 'combobox', 'aria-controls': list.id, 'aria-autocomplete': 'list', 'aria-expanded': 'false' });
  let turn = 0;
  let index = null;

  const load = () => index ??= fetch(form.dataset.index)
    .then((response) => response.ok ? response.json() : Promise.reject(response))
    .then(search.unpack)
    .catch(() => index = null);

  const chosen = () => [...list.children].findIndex((option) => option.ariaSelected === 'true');
  const choose = (wanted) => {
    const options = [...list.children];
    const option = options.at(wanted % options.length);
    options.forEach((own) => own.setAttribute('aria-selected', String(own === option)));
    option.scrollIntoView({ block: 'nearest' });
    field.setAttribute('aria-activedescendant', option.id);
  };
  const show = (isShown) => {
    box.hidden = !isShown;
    field.setAttribute('aria-expanded', String(isShown && list.children.length > 0));
    field.removeAttribute('aria-activedescendant');
    if (!isShown) [...list.children].forEach((option) => option.setAttribute('aria-selected', 'false'));
  };

  const update = async () => {
    const text = field.value;
    const own = ++turn;
    const loaded = search.isEnough(text) ? await load() : null;
    if (own !== turn) return; // somebody has typed on
    if (!loaded) {
      status.textContent = '';
      show(false);
      return;
    }
    const { hits, asked } = search.answer(loaded, text);
    const options = hits.slice(0, MOST_SHOWN).map(({ entry }, at) =>
      entryLink(search, loaded, entry, asked, { role: 'option', id: `kb-option-${at}`, tabindex: '-1', 'aria-selected': 'false' }));
    list.replaceChildren(...options);
    const all = `${form.getAttribute('action')}?q=${encodeURIComponent(text)}`;
    rest.replaceChildren(...hits.length ? [element('a', { href: all }, [loaded.strings.all])] : waysOn(loaded));
    status.textContent = said(loaded, hits);
    show(true);
  };

  /** Shows all answers on the page that lists everything, above the list. */
  const answerPage = async () => {
    const loaded = search.isEnough(field.value) ? await load() : null;
    if (!loaded) return;
    const { hits, asked } = search.answer(loaded, field.value);
    const rows = hits.map(({ entry }) => element('li', {}, [entryLink(search, loaded, entry, asked, {})]));
    const ways = hits.length ? [] : waysOn(loaded);
    results.replaceChildren(element('p', { role: 'status' }, [said(loaded, hits)]), element('ul', { class: 'hits' }, rows), ...ways);
  };

  field.addEventListener('input', (event) => event.isComposing || update());
  field.addEventListener('compositionend', update);
  field.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    const isOpen = !box.hidden && list.children.length > 0;
    if (event.key === 'Escape' && !box.hidden) {
      turn++;
      show(false);
    } else if (event.key === 'ArrowDown') {
      if (isOpen) choose(chosen() + 1);
      else update();
    } else if (event.key === 'ArrowUp' && isOpen) {
      choose(chosen() < 0 ? -1 : chosen() - 1);
    } else if (event.key === 'Enter' && isOpen && chosen() >= 0) {
      list.children[chosen()].click();
    } else return;
    event.preventDefault();
  });
  form.addEventListener('focusout', ({ relatedTarget }) => form.contains(relatedTarget) || show(false));
  box.addEventListener('pointerdown', (event) => event.preventDefault()); // the field keeps the focus
  if (results) {
    field.value = new URLSearchParams(location.search).get('q') ?? '';
    answerPage();
  } else if (field.value) update();
}

function said({ strings }, hits) {
  return hits.length ? strings.count.replace('{count}', hits.length) : strings.none;
}

/** Returns a link to an entry: title with what was asked for marked, summary, topic. */
function entryLink(search, { entries, topics, words, strings }, number, asked, attributes) {
  const [title, summary, href, topic, isUrgent, lang] = entries[number];
  const pieces = search.marked({ words }, title, asked).map(([text, isAsked]) => isAsked ? element('mark', {}, [text]) : text);
  const language = lang ? { lang } : {};
  return element('a', { href, ...attributes }, [
    ...isUrgent ? [element('b', { class: 'word' }, [strings.urgent]), ' '] : [],
    element('span', { class: 'found-title', ...language }, pieces),
    ' ',
    element('span', { class: 'found-summary', ...language }, [summary]),
    ' ',
    element('small', {}, [topics[topic]]),
  ]);
}

/** Returns what leads on where nothing was found. */
function waysOn({ strings }) {
  const items = strings.ways.map(([title, href]) => element('li', {}, [element('a', { href }, [title])]));
  return [element('p', {}, [strings.none]), element('ul', {}, items)];
}

function element(name, attributes, children = []) {
  const made = document.createElement(name);
  setAll(made, attributes);
  made.append(...children);
  return made;
}

function setAll(target, attributes) {
  Object.entries(attributes).forEach(([name, value]) => target.setAttribute(name, value));
}
