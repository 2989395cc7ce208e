export interface AppConfig {
  auth_url: string;
  anon_key: string;
  demo: { email: string; password: string } | null;
  version: string | null;
}

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
  return parseConfig(await response.json());
}

/** Checked by hand: every page reads it, and a schema library would weigh on every page. */
export function parseConfig(body: unknown): AppConfig {
  const config = membersOf(body);
  const demo = membersOf(config.demo);
  if (typeof config.auth_url !== 'string' || typeof config.anon_key !== 'string') {
    throw new Error('config.json names no auth server');
  }
  return {
    auth_url: config.auth_url,
    anon_key: config.anon_key,
    demo: typeof demo.email === 'string' && typeof demo.password === 'string' ? { email: demo.email, password: demo.password } : null,
    version: typeof config.version === 'string' ? config.version : null,
  };
}

function membersOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
