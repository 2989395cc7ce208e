import { expect, test } from '@playwright/test';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const script = fileURLToPath(new URL('../scripts/api-types.mjs', import.meta.url));

test('The committed API types are those that the server describes', async ({ baseURL }) => {
  const check = promisify(execFile)(process.execPath, [script, '--check'], { env: { ...process.env, API_URL: baseURL } });
  await expect(check).resolves.toMatchObject({ stdout: expect.stringContaining('is what') });
});
