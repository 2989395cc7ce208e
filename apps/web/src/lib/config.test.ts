import { describe, expect, it } from 'vitest';
import { parseConfig } from './config';

describe('parseConfig', () => {
  it('reads an installation with a demo and one without', () => {
    const demo = { email: 'a@b.c', password: 'x' };
    expect(parseConfig({ auth_url: '/auth/v1', anon_key: 'k', demo, version: '1' }))
      .toEqual({ auth_url: '/auth/v1', anon_key: 'k', demo, version: '1' });
    expect(parseConfig({ auth_url: '/auth/v1', anon_key: 'k', demo: null }))
      .toEqual({ auth_url: '/auth/v1', anon_key: 'k', demo: null, version: null });
  });

  it.each([[null], ['text'], [[]], [{ auth_url: '/auth/v1' }], [{ auth_url: 1, anon_key: 'k' }]])('refuses %j', (body) => {
    expect(() => parseConfig(body)).toThrow('names no auth server');
  });
});
