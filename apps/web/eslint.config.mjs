import nextVitals from 'eslint-config-next/core-web-vitals';
import nextTypescript from 'eslint-config-next/typescript';

/** Imports flow one way: routes -> features -> components and i18n -> lib. Features do not know each other. */
const zones = [
  { target: './src/lib', from: ['./src/app', './src/features', './src/components'] },
  { target: ['./src/components', './src/i18n'], from: ['./src/app', './src/features'] },
  { target: './src/features', from: './src/app' },
  { target: './src/features/session', from: './src/features', except: ['./session'] },
  { target: './src/features/conversations', from: './src/features', except: ['./conversations'] },
  { target: './src/features/settings', from: './src/features', except: ['./settings'] },
];

const config = [
  { ignores: ['.next/', 'out/', 'next-env.d.ts', 'test-results/', 'playwright-report/', 'src/lib/api-schema.gen.ts'] },
  ...nextVitals,
  ...nextTypescript,
  {
    files: ['src/**/*.{ts,tsx}', 'e2e/**/*.ts'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      'import/no-restricted-paths': ['error', { zones }],
      'max-lines': ['error', { max: 250 }],
      'max-len': ['error', { code: 140, ignoreUrls: true }],
    },
  },
];

export default config;
