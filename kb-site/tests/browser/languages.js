// Whether the versions of a page in several languages know each other.
//
// Search engines drop a set of alternates that is not reciprocal, so the rules
// are strict: each real version lists all, itself included.

import { languageTag, localeOf } from './site.js';

/** Returns the path of an absolute address of the site, or null for another host. */
export function pathOf(site, address) {
  const url = new URL(address, 'http://relative');
  return url.origin === site.origin ? url.pathname : null;
}

/** Returns pages whose canonical address is missing or wrong. */
export function wrongCanonicals(site, facts) {
  const indexable = new Set(facts.filter((page) => page.indexable).map((page) => page.route));
  return facts.flatMap((page) => {
    if (page.canonicals.length > 1) return [`${page.route}: ${page.canonicals.length} canonical addresses`];
    const [canonical] = page.canonicals;
    if (!canonical) return page.indexable ? [`${page.route}: none`] : [];
    const path = pathOf(site, canonical);
    if (page.indexable) return path === page.route ? [] : [`${page.route}: ${canonical}`];
    return indexable.has(path) ? [] : [`${page.route}: ${canonical} is not a page that may be listed`];
  });
}

/** Returns what is wrong with the `hreflang` alternates. */
export function wrongAlternates(site, facts) {
  const byRoute = new Map(facts.map((page) => [page.route, page]));
  const groups = groupById(facts);
  return facts.flatMap((page) => {
    if (!page.indexable) {
      return page.alternates.length === 0 ? [] : [`${page.route}: not listed itself, but lists alternates`];
    }
    return alternateFaults(site, byRoute, groups, page).map((fault) => `${page.route}: ${fault}`);
  });
}

/** Returns what is wrong with the switch that leads to the same page in each language. */
export function wrongSwitches(site, facts) {
  const byRoute = new Map(facts.map((page) => [page.route, page]));
  return facts
    .filter((page) => localeOf(site, page.route))
    .flatMap((page) => site.locales
      .filter((locale) => locale !== localeOf(site, page.route))
      .flatMap((locale) => switchFaults(site, byRoute, page, locale))
      .map((fault) => `${page.route}: ${fault}`));
}

/** Groups the real versions of each article by its language-neutral address. */
function groupById(facts) {
  const groups = new Map();
  for (const page of facts.filter((page) => page.id && page.indexable)) {
    groups.set(page.id, [...(groups.get(page.id) ?? []), page.route]);
  }
  return groups;
}

function alternateFaults(site, byRoute, groups, page) {
  const own = page.alternates.filter((alternate) => pathOf(site, alternate.href) === page.route);
  const neutral = localeOf(site, page.route) === null;
  if (neutral && page.alternates.length === 0) return [];
  if (own.length === 0) return ['does not list itself'];
  const expected = neutral ? 'x-default' : page.lang;
  const listed = page.alternates.map((alternate) => pathOf(site, alternate.href));
  const missing = (groups.get(page.id) ?? []).filter((route) => !listed.includes(route));
  return [
    ...(own.some(({ tag }) => tag === expected) ? [] : [`lists itself as ${own[0].tag}, not ${expected}`]),
    ...(!hasNeutral(site, page) || page.alternates.some(({ tag }) => tag === 'x-default') ? [] : ['has no x-default']),
    ...missing.map((route) => `does not list ${route}`),
    ...page.alternates.flatMap((alternate) => returnFaults(site, byRoute, page, alternate)),
  ];
}

/** Articles have a page that belongs to no language, and so have the home pages: the front door. */
function hasNeutral(site, page) {
  return page.id !== null || page.route === `/${localeOf(site, page.route)}/`;
}

function returnFaults(site, byRoute, page, { tag, href }) {
  const other = byRoute.get(pathOf(site, href));
  if (!other) return [`lists ${href}, which is not a page of the site`];
  if (!other.indexable) return [`lists ${href}, which may not be listed`];
  if (tag !== 'x-default' && other.lang !== tag) return [`lists ${href} as ${tag}, but it is ${other.lang}`];
  const same = JSON.stringify(sorted(other.alternates)) === JSON.stringify(sorted(page.alternates));
  return same ? [] : [`lists ${href}, which lists others`];
}

function sorted(alternates) {
  return alternates.map(({ tag, href }) => `${tag} ${href}`).sort();
}

function switchFaults(site, byRoute, page, locale) {
  const tag = languageTag(locale);
  const targets = new Set(page.languages
    .filter((language) => language.tag === tag)
    .map((language) => new URL(language.href, `http://site${page.route}`).pathname));
  if (targets.size !== 1) return [`leads to ${targets.size} pages in ${tag}`];
  const [route] = targets;
  const other = byRoute.get(route);
  if (!other) return [`leads to ${route} in ${tag}, which is not a page`];
  if (localeOf(site, route) !== locale) return [`leads to ${route}, which is not in ${tag}`];
  if (other.id !== page.id) return [`leads to another article in ${tag}: ${route}`];
  const back = other.languages.some(({ href }) => new URL(href, `http://site${route}`).pathname === page.route);
  return back ? [] : [`leads to ${route} in ${tag}, which does not lead back`];
}
