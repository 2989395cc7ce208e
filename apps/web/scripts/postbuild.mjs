/**
 * Finishes the export: compresses every text file once, at the best level, and writes the hashes of each
 * page's inline scripts, so that the host can send a strict Content-Security-Policy without 'unsafe-inline'.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const out = join(import.meta.dirname, '..', 'out');
const compressible = /\.(?:html|js|css|json|txt|svg|xml|webmanifest)$/;
/** Below this many bytes compression costs more than it saves. */
const smallest = 512;

const files = (await readdir(out, { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile() && compressible.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name));

const policies = {};
let before = 0;
let after = 0;
for (const file of files) {
  const content = await readFile(file);
  if (file.endsWith('.html')) policies[pageOf(file)] = inlineScriptHashes(content.toString('utf8'));
  if (content.length < smallest) continue;
  const packed = brotliCompressSync(content, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
  });
  if (packed.length >= content.length) continue;
  before += content.length;
  after += packed.length;
  await writeFile(`${file}.br`, packed);
}
await writeFile(join(out, 'csp.json'), `${JSON.stringify(policies, null, 2)}\n`);
console.log(`${files.length} files, ${kib(before)} to ${kib(after)} with brotli; ${Object.keys(policies).length} pages in csp.json`);

/** `/conversations/index.html`: the path of a page below the root, with forward slashes. */
function pageOf(file) {
  return `/${relative(out, file).split(sep).join('/')}`;
}

/** One `'sha256-…'` source per distinct inline script, ready for script-src. */
function inlineScriptHashes(html) {
  const scripts = html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g);
  const hashes = Array.from(scripts, ([, body]) => `'sha256-${createHash('sha256').update(body, 'utf8').digest('base64')}'`);
  return [...new Set(hashes)];
}

function kib(bytes) {
  return `${Math.round(bytes / 1024)} KiB`;
}
