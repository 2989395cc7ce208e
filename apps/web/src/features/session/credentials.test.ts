import { describe, expect, it } from 'vitest';
import { checkCredentials } from './credentials';

describe('checkCredentials', () => {
  it('lets good ones pass', () => {
    expect(checkCredentials('sign-in', { email: 'ana@loja.com.br', password: 'x' })).toEqual({});
    expect(checkCredentials('sign-up', { email: 'ana@loja.com.br', password: '12345678' })).toEqual({});
  });

  it('asks for a long password only of a new account', () => {
    expect(checkCredentials('sign-up', { email: 'ana@loja.com.br', password: '1234567' })).toEqual({ password: 'password' });
    expect(checkCredentials('sign-in', { email: 'ana@loja.com.br', password: '' })).toEqual({ password: 'passwordRequired' });
  });

  it.each(['', 'ana', 'ana@', 'ana@loja', '@loja.com', 'a na@loja.com'])('does not take %j for an e-mail', (email) => {
    expect(checkCredentials('sign-in', { email, password: 'x' })).toEqual({ email: 'email' });
  });
});
