import { describe, expect, it } from 'vitest';
import { createTranslator } from 'use-intl';
import english from './messages/en';
import portuguese from './messages/pt-br';

/** Every path of a catalogue with its text. */
function entries(node: object, path = ''): [string, string][] {
  return Object.entries(node).flatMap(([key, value]): [string, string][] => {
    const here = path ? `${path}.${key}` : key;
    return typeof value === 'string' ? [[here, value]] : entries(value, here);
  });
}

const pt = new Map(entries(portuguese));
const en = new Map(entries(english));
const argumentsOf = (text: string) => Array.from(text.matchAll(/\{(\w+)/g), ([, name]) => name).sort();

describe('the catalogues', () => {
  it('have the same keys in both languages', () => {
    expect([...en.keys()].sort()).toEqual([...pt.keys()].sort());
  });

  it('ask for the same values in both languages', () => {
    for (const [key, text] of pt) expect(new Set(argumentsOf(en.get(key) ?? '')), key).toEqual(new Set(argumentsOf(text)));
  });

  it('hold no empty text', () => {
    for (const [key, text] of [...pt, ...en]) expect(text.trim(), key).not.toBe('');
  });

  it('count in the plural of each language', () => {
    const tPt = createTranslator({ locale: 'pt-BR', messages: portuguese, namespace: 'receipt' });
    const tEn = createTranslator({ locale: 'en', messages: english, namespace: 'receipt' });
    expect([1, 3].map((attempts) => tPt('attemptsValue', { attempts }))).toEqual(['1 tentativa', '3 tentativas']);
    expect([1, 3].map((attempts) => tEn('attemptsValue', { attempts }))).toEqual(['1 attempt', '3 attempts']);
  });
});
