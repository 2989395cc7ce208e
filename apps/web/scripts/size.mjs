/**
 * Prints how much JavaScript the first load of each page brings: the gzipped size of the scripts that its HTML names.
 * Fails when a page is above its budget. What a page loads afterwards (a dialog, the thread, the auth library) is not counted.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** In KiB. About 130 of each are React and Next. The first page holds nothing else: it is the shell that all pages share. */
const budgets = { '/': 150, '/sign-in/': 190, '/conversations/': 190, '/settings/': 190, '/404.html': 150 };

const out = join(import.meta.dirname, '..', 'out');
if (!existsSync(out)) {
  console.error('There is no out/ to measure: run `npm run build` first.');
  process.exit(1);
}

const sizes = new Map();
let failed = false;
for (const [page, budget] of Object.entries(budgets)) {
  const html = readFileSync(join(out, page.endsWith('/') ? `${page}index.html` : page), 'utf8');
  const kib = scriptsOf(html).reduce((sum, script) => sum + gzippedKib(script), 0);
  failed ||= kib > budget;
  console.log(`${page.padEnd(18)} ${kib.toFixed(1).padStart(6)} KiB of ${budget}${kib > budget ? '   TOO MUCH' : ''}`);
}
process.exitCode = failed ? 1 : 0;

/** Without the polyfills that only old browsers ask for. */
function scriptsOf(html) {
  const tags = html.match(/<script\b[^>]*>/g) ?? [];
  const sources = tags.filter((tag) => !/\snomodule/i.test(tag)).flatMap((tag) => tag.match(/\ssrc="([^"?]+)/)?.[1] ?? []);
  return [...new Set(sources)];
}

function gzippedKib(script) {
  if (!sizes.has(script)) sizes.set(script, gzipSync(readFileSync(join(out, script)), { level: 9 }).length / 1024);
  return sizes.get(script);
}
