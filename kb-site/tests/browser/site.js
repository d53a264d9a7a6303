// A built site as a folder: its pages, its redirects, and where an address leads.
//
// Only the disk is read here. The folder comes from the environment variable
// SITE, or is the repository's own `dist`.

import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the site under test. */
export const builtSite = process.env.SITE ?? fromHere('../../../dist');

/** Returns the absolute path of something beside this file. */
export function fromHere(path) {
  return fileURLToPath(new URL(path, import.meta.url));
}

/** Reads all HTML files of a built site; a redirect is not a page. */
export function openSite(folder = builtSite) {
  if (!existsSync(folder)) throw new Error(`no built site at ${folder}: run \`make build\` first`);
  const documents = walk(folder)
    .filter((path) => path.endsWith('.html'))
    .map((path) => ({ route: routeOf(path), html: readFileSync(join(folder, path), 'utf8') }));
  const pages = documents.filter((document) => !refresh(document.html));
  const redirects = documents
    .filter((document) => refresh(document.html))
    .map((document) => ({ ...document, target: refresh(document.html) }));
  if (pages.length === 0) throw new Error(`no page in ${folder}`);
  return { folder, pages, redirects, locales: localesOf(pages), origin: originOf(folder) };
}

/** Lists all files below a folder, sorted, with forward slashes. */
export function walk(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)))
    .map((path) => path.split(sep).join('/'))
    .sort();
}

/**
 * Returns the file that a host answers an address with, or null.
 *
 * A folder is answered with its `index.html`, and only when the address ends
 * in a slash: hosts disagree about the other form, so a link must not use it.
 */
export function locate(folder, pathname) {
  const path = posix.normalize(decodeURIComponent(pathname));
  if (path.startsWith('..') || path.includes('\0')) return null;
  const file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
  return existsSync(file) && statSync(file).isFile() ? file : null;
}

/** Returns the first part of a route when it names a locale: `/zh-hans/a/` gives `zh-hans`. */
export function localeOf(site, route) {
  const first = route.split('/')[1];
  return site.locales.includes(first) ? first : null;
}

/** Returns a language tag in its usual letter case: `zh-hans` gives `zh-Hans`. */
export function languageTag(locale) {
  return Intl.getCanonicalLocales(locale)[0];
}

/** A locale is a folder that has a home page and is named like a language. */
function localesOf(pages) {
  return pages
    .map((page) => /^\/([a-z]{2,3}(?:-[a-z0-9]+)*)\/$/i.exec(page.route)?.[1])
    .filter(Boolean);
}

/** The address under which the site will be known is the one in its `robots.txt`. */
function originOf(folder) {
  const robots = readFileSync(join(folder, 'robots.txt'), 'utf8');
  const sitemap = /^Sitemap:\s*(\S+)/im.exec(robots)?.[1];
  if (!sitemap) throw new Error('robots.txt names no sitemap');
  return new URL(sitemap).origin;
}

function routeOf(path) {
  return `/${path}`.replace(/\/index\.html$/, '/');
}

/** Returns where a page sends its reader by `meta refresh`, or null. */
function refresh(html) {
  const tag = /<meta\b[^>]*http-equiv=["']?refresh["']?[^>]*>/i.exec(html)?.[0];
  return tag ? (/url=([^"'\s>]+)/i.exec(tag)?.[1] ?? '') : null;
}
