export type SignInMode = 'sign-in' | 'sign-up';

export interface Credentials {
  email: string;
  password: string;
}

/** What the auth server asks of a new password, in characters. */
const shortestPassword = 8;

interface Faults {
  email?: 'email';
  password?: 'password' | 'passwordRequired';
}

/** What is wrong with each field, as keys of the `session.invalid` catalogue. By hand: a form library would be half of the page. */
export function checkCredentials(mode: SignInMode, { email, password }: Credentials): Faults {
  const faults: Faults = {};
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) faults.email = 'email';
  if (mode === 'sign-up' && password.length < shortestPassword) faults.password = 'password';
  else if (password === '') faults.password = 'passwordRequired';
  return faults;
}
