// Whether every link, fragment and file that the pages name is there.

import { locate } from './site.js';

/** Returns what is wrong with the links of pages whose facts `html.js` read. */
export function brokenLinks(site, facts) {
  const ids = new Map(facts.map((page) => [page.route, new Set(page.ids)]));
  return facts.flatMap((page) => page.links
    .map((href) => [href, fault(site, ids, page.route, href)])
    .filter(([, found]) => found)
    .map(([href, found]) => `${page.route}: ${href}: ${found}`));
}

/** Returns the files that pages load and that are missing or belong to somebody else. */
export function brokenResources(site, facts) {
  return facts.flatMap((page) => page.resources
    .map((address) => [address, new URL(address, `http://site${page.route}`)])
    .filter(([, url]) => url.protocol !== 'data:')
    .map(([address, url]) => {
      if (url.host !== 'site') return `${page.route}: ${address}: another host`;
      return locate(site.folder, url.pathname) ? null : `${page.route}: ${address}: not there`;
    })
    .filter(Boolean));
}

function fault(site, ids, route, href) {
  const url = new URL(href, `http://site${route}`);
  if (url.host !== 'site') return null;
  if (!locate(site.folder, url.pathname)) return 'leads nowhere';
  if (site.redirects.some((redirect) => redirect.route === url.pathname)) return 'leads to a redirect';
  const fragment = decodeURIComponent(url.hash.slice(1));
  if (fragment === '' || fragment === 'top') return null;
  return ids.get(url.pathname)?.has(fragment) ? null : 'has no such place on its page';
}
