// What the HTML of a page says, before any script has run.
//
// The browser's own parser reads the text; nothing is loaded and nothing runs,
// so a whole site takes a moment. What is found here is what a reader without
// JavaScript gets, and what a search engine sees first.

/** Reads pages, `{ route, html }`, into facts; see `factsOf`. */
export async function readPages(browser, pages) {
  const tab = await browser.newPage();
  try {
    const facts = [];
    for (const { route, html } of pages) facts.push({ route, ...(await tab.evaluate(factsOf, html)) });
    return facts;
  } finally {
    await tab.close();
  }
}

/** Runs in the browser. */
function factsOf(html) {
  const LOADING = ['stylesheet', 'icon', 'manifest', 'preload', 'modulepreload', 'preconnect', 'prefetch', 'dns-prefetch'];
  const page = new DOMParser().parseFromString(html, 'text/html');
  const all = (selector) => [...page.querySelectorAll(selector)];
  const values = (selector, name) => all(selector).map((element) => element.getAttribute(name));
  const robots = page.querySelector('meta[name="robots"]')?.content ?? '';
  const short = values('a[href]', 'href').find((href) => /^(https?:\/\/[^/]+)?\/a\/./.test(href));
  return {
    lang: page.documentElement.lang,
    indexable: !/noindex|none/.test(robots),
    canonicals: values('link[rel~="canonical"]', 'href'),
    alternates: all('link[rel~="alternate"][hreflang]').map((link) => ({
      tag: link.getAttribute('hreflang'),
      href: link.getAttribute('href'),
    })),
    links: values('a[href], area[href]', 'href'),
    // The language switch is made of links that name the language they lead to.
    languages: all('nav a[hreflang]')
      .map((link) => ({ tag: link.getAttribute('hreflang'), href: link.getAttribute('href') })),
    resources: [
      ...values('script[src], img[src], source[src], iframe[src], embed[src], audio[src], video[src], track[src]', 'src'),
      ...all('link[href][rel]')
        .filter((link) => LOADING.some((kind) => link.relList.contains(kind)))
        .map((link) => link.getAttribute('href')),
      ...values('object[data]', 'data'),
      ...values('use[href], image[href]', 'href'),
      ...values('form[action]', 'action'),
      ...values('[srcset]', 'srcset').flatMap((set) => set.split(',').map((part) => part.trim().split(/\s+/)[0])),
    ],
    inline: [
      ...all('style').map(() => '<style>'),
      ...all('[style]').map((element) => `<${element.localName} style>`),
      ...all('script:not([src]):not([type$="json"])').map(() => '<script> without src'),
      ...all('*').flatMap((element) => element.getAttributeNames()
        .filter((name) => name.startsWith('on'))
        .map((name) => `<${element.localName} ${name}>`)),
    ],
    data: all('script[type="application/ld+json"]').map((script) => script.textContent),
    ids: all('[id]').map((element) => element.id),
    // The language-neutral address of an article is the same in every locale.
    id: short ? new URL(short, 'http://site').pathname : null,
  };
}
