import { z } from 'zod/mini';

const configSchema = z.object({
  auth_url: z.string(),
  anon_key: z.string(),
  demo: z.nullish(z.object({ email: z.string(), password: z.string() })),
  version: z.nullish(z.string()),
});

export type AppConfig = z.infer<typeof configSchema>;

let pending: Promise<AppConfig> | null = null;

/** Reads /config.json once: one export runs on any host. A failed read may be tried again. */
export function loadConfig(): Promise<AppConfig> {
  pending ??= readConfig().catch((error: unknown) => {
    pending = null;
    throw error;
  });
  return pending;
}

async function readConfig(): Promise<AppConfig> {
  const response = await fetch('/config.json', { cache: 'no-cache' });
  if (!response.ok) throw new Error(`config.json answered ${response.status}`);
  return configSchema.parse(await response.json());
}
