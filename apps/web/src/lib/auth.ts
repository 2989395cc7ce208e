import { AuthClient } from '@supabase/auth-js';
import { loadConfig } from './config';

/** Fixed, so that a session survives a change of the auth server's address. */
const storageKey = 'agentes.session';

type Auth = InstanceType<typeof AuthClient>;

let pending: Promise<Auth> | null = null;

/** The one auth client of this page, built once /config.json says where to sign in. */
export function authClient(): Promise<Auth> {
  pending ??= createAuthClient().catch((error: unknown) => {
    pending = null;
    throw error;
  });
  return pending;
}

async function createAuthClient(): Promise<Auth> {
  const config = await loadConfig();
  return new AuthClient({
    url: new URL(config.auth_url, window.location.origin).href,
    headers: { apikey: config.anon_key },
    storageKey,
    persistSession: true,
    autoRefreshToken: true,
    detectSessionInUrl: false,
    flowType: 'pkce',
  });
}

/** A token that is valid now (refreshed when it is about to expire), or null when nobody is signed in. */
export async function accessToken(): Promise<string | null> {
  const auth = await authClient();
  const { data } = await auth.getSession();
  return data.session?.access_token ?? null;
}
