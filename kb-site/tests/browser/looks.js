// A few pages that stand for all: each template, in each language, in each state.

import { localeOf } from './site.js';

/**
 * Chooses pages until every class that the pages of a locale use, and every
 * depth of address, is on one of them. A new template or notice is thereby
 * looked at without being named here.
 */
export function oneOfEachLook(site) {
  const met = new Set();
  return site.pages.filter((page) => {
    const fresh = marks(site, page).filter((mark) => !met.has(mark));
    fresh.forEach((mark) => met.add(mark));
    return fresh.length > 0;
  });
}

function marks(site, { route, html }) {
  const locale = localeOf(site, route) ?? `/${route.split('/')[1]}`;
  const classes = [...html.matchAll(/\bclass="([^"]*)"/g)].flatMap((match) => match[1].split(/\s+/));
  return [`depth ${route.split('/').length}`, ...classes].map((mark) => `${locale} ${mark}`);
}
