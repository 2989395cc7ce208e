export const locales = ['pt-BR', 'en'] as const;
export type Locale = (typeof locales)[number];

/** How each language calls itself. */
export const localeNames: Record<Locale, string> = { 'pt-BR': 'Português (Brasil)', en: 'English' };
