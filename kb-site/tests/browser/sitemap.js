// Which addresses the site offers to search engines.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { walk } from './site.js';

/** Returns the addresses in each sitemap file, by the file's path; an index lists files, not pages. */
export function sitemaps(folder) {
  return new Map(walk(folder)
    .filter((path) => path.endsWith('.xml'))
    .map((path) => [path, readFileSync(join(folder, path), 'utf8')])
    .filter(([, text]) => text.includes('<urlset'))
    .map(([path, text]) => [path, [...text.matchAll(/<loc>\s*([^<\s]+)\s*<\/loc>/g)].map((match) => match[1])]));
}
