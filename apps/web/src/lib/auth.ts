import type { AuthClient } from '@supabase/auth-js';
import { loadConfig } from './config';
import { sessionKey, storedToken } from './session-store';

type Auth = InstanceType<typeof AuthClient>;

let pending: Promise<Auth> | null = null;

/** The one auth client of this page, built once /config.json says where to sign in. The library comes when it is first needed. */
export function authClient(): Promise<Auth> {
  pending ??= createAuthClient().catch((error: unknown) => {
    pending = null;
    throw error;
  });
  return pending;
}

async function createAuthClient(): Promise<Auth> {
  const [library, config] = await Promise.all([import('@supabase/auth-js'), loadConfig()]);
  return new library.AuthClient({
    url: new URL(config.auth_url, window.location.origin).href,
    headers: { apikey: config.anon_key },
    storageKey: sessionKey,
    persistSession: true,
    autoRefreshToken: true,
    detectSessionInUrl: false,
    flowType: 'pkce',
  });
}

/** A token that is valid now (refreshed when it is about to expire), or null when nobody is signed in. */
export async function accessToken(): Promise<string | null> {
  const token = storedToken(localStorage.getItem(sessionKey), Date.now());
  if (token !== undefined) return token;
  const auth = await authClient();
  const { data } = await auth.getSession();
  return data.session?.access_token ?? null;
}
