/** Where auth-js keeps the session. Fixed, so that it survives a change of the auth server's address. */
export const sessionKey = 'agentes.session';

/** Closer to its end than this, a token is renewed before it is used. */
const renewBeforeMs = 90_000;

/**
 * What the stored session says without the auth library, which is larger than most pages: null when nobody is signed in, the token
 * while it is good, undefined when the library has to look (it renews what is about to end).
 */
export function storedToken(stored: string | null, now: number): string | null | undefined {
  if (stored === null) return null;
  try {
    const session: unknown = JSON.parse(stored);
    if (typeof session !== 'object' || session === null || !('access_token' in session) || !('expires_at' in session)) return undefined;
    const { access_token: token, expires_at: endsAt } = session;
    if (typeof token !== 'string' || typeof endsAt !== 'number') return undefined;
    return endsAt * 1000 - now > renewBeforeMs ? token : undefined;
  } catch {
    return undefined;
  }
}
