/**
 * Turns the web app's export into what Vercel serves: its files, the headers that the API process would send with them, and a way
 * from /api, /auth and the rest of the server's paths to the server, so that to a browser everything is one origin.
 *   API_URL=https://api.example.com node deploy/vercel-output.mjs [export folder] [output folder]
 */
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const web = join(import.meta.dirname, '..', 'apps', 'web');
const [exported = join(web, 'out'), output = join(web, '.vercel', 'output')] = process.argv.slice(2);
const api = process.env.API_URL?.replace(/\/+$/, '');
if (!/^https?:\/\/[^/]+$/.test(api ?? '')) {
  console.error('API_URL takes the address of the API or the edge, such as https://api.example.com.');
  process.exit(14);
}

/** Logins of a Supabase project are asked for from the browser. */
const logins = process.env.SUPABASE_URL?.replace(/\/+$/, '') ?? '';

function policy(hashes) {
  return `default-src 'self'; script-src 'self' ${hashes.join(' ')}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; `
    + `font-src 'self'; connect-src 'self' ${logins}; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'`;
}

/** `/sign-in/index.html` is asked for as `/sign-in` or `/sign-in/`. */
function pattern(page) {
  const path = page.replace(/index\.html$/, '').replace(/\/$/, '');
  return `^${path.replaceAll('.', '\\.')}/?$`;
}

const pages = JSON.parse(await readFile(join(exported, 'csp.json'), 'utf8'));
const secure = { 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin', 'x-frame-options': 'DENY' };
const notFound = { ...secure, 'content-security-policy': policy(pages['/404.html'] ?? []) };
const routes = [
  { src: '^/(api|auth|docs|health|openapi)(/.*)?$', dest: `${api}/$1$2` },
  { src: '^/config\\.json$', dest: `${api}/config.json` },
  { src: '^/_next/static/.*$', headers: { 'cache-control': 'public,max-age=31536000,immutable' }, continue: true },
  ...Object.entries(pages).map(([page, hashes]) => ({
    src: pattern(page),
    headers: { ...secure, 'content-security-policy': policy(hashes) },
    continue: true,
  })),
  { handle: 'filesystem' },
  { src: '^/.*$', status: 404, dest: '/404.html', headers: notFound },
];

await rm(output, { recursive: true, force: true });
await mkdir(output, { recursive: true });
const isForVisitors = (file) => !file.endsWith('.br') && !file.endsWith('csp.json');
await cp(exported, join(output, 'static'), { recursive: true, filter: isForVisitors });
await writeFile(join(output, 'config.json'), `${JSON.stringify({ version: 3, routes }, null, 2)}\n`);
console.log(`${Object.keys(pages).length} pages; everything else goes to ${api}`);
