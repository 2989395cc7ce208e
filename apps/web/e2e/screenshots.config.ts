import { defineConfig } from '@playwright/test';
import shared from './playwright.config';

/** The same browser and server as the tests; the files land in docs/screenshots. */
export default defineConfig({ ...shared, testMatch: 'screenshots.ts' });
