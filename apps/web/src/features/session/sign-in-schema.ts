import * as z from 'zod/mini';

/** Messages are keys of the `session.invalid` catalogue. */
export const signInSchema = z.object({
  email: z.email('email'),
  password: z.string().check(z.minLength(1, 'passwordRequired')),
});

export const signUpSchema = z.object({
  email: z.email('email'),
  password: z.string().check(z.minLength(8, 'password')),
});

export type Credentials = z.infer<typeof signInSchema>;
