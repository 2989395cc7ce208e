import { describe, expect, it } from 'vitest';
import { storedToken } from './session-store';

const now = Date.parse('2026-11-23T12:00:00Z');
const session = (secondsLeft: number) => JSON.stringify({ access_token: 'token', expires_at: now / 1000 + secondsLeft });

describe('storedToken', () => {
  it('says that nobody is signed in, or gives the token while it is good', () => {
    expect(storedToken(null, now)).toBeNull();
    expect(storedToken(session(3600), now)).toBe('token');
  });

  it.each([[session(60)], [session(-60)], ['{'], ['null'], ['{"access_token":"token"}'], ['{"access_token":1,"expires_at":"x"}']])(
    'leaves %s to the auth library',
    (stored) => {
      expect(storedToken(stored, now)).toBeUndefined();
    },
  );
});
