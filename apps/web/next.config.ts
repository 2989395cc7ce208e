import type { NextConfig } from 'next';
import { PHASE_DEVELOPMENT_SERVER } from 'next/constants';

const apiUrl = process.env.API_URL ?? 'http://127.0.0.1:8080';

/**
 * Production is a static export that the API process serves from the same origin.
 * Development proxies the API, because Next cannot rewrite in an export.
 */
export default function config(phase: string): NextConfig {
  const shared: NextConfig = {
    trailingSlash: true,
    reactStrictMode: true,
    // The development proxy would hold server-sent events back while it compresses them.
    compress: false,
    images: { unoptimized: true },
    turbopack: { root: import.meta.dirname },
  };
  if (phase !== PHASE_DEVELOPMENT_SERVER) return { ...shared, output: 'export' };
  return {
    ...shared,
    skipTrailingSlashRedirect: true,
    devIndicators: false,
    rewrites: async () => ['/api/:path*', '/auth/:path*', '/config.json', '/openapi/:path*'].map((source) => ({
      source,
      destination: `${apiUrl}${source}`,
    })),
  };
}
