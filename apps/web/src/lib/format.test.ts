import { describe, expect, it } from 'vitest';
import { formatAge, formatCost, formatDuration, formatMoney, formatPercent, formatSavedShare, savedShare } from './format';

/** Intl separates with no-break spaces; the tests read better with plain ones. */
const plain = (text: string | null) => text?.replace(/[\u00a0\u202f]/g, ' ') ?? null;

describe('formatters', () => {
  it('write money as each language does', () => {
    expect(plain(formatMoney('pt-BR', 1234.56, 'BRL'))).toBe('R$ 1.234,56');
    expect(plain(formatMoney('en', 1234.56, 'BRL'))).toBe('R$1,234.56');
  });

  it('keep the cost of one call from rounding to nothing', () => {
    expect(plain(formatCost('pt-BR', 0.0000054))).toBe('US$ 0,0000054');
    expect(plain(formatCost('pt-BR', 0.0214))).toBe('US$ 0,0214');
    expect(plain(formatCost('en', 0))).toBe('$0.00');
    expect(plain(formatCost('en', 12.5))).toBe('$12.50');
  });

  it('write durations in the unit that fits', () => {
    expect(plain(formatDuration('pt-BR', 38))).toBe('38 ms');
    expect(plain(formatDuration('pt-BR', 1240))).toBe('1,2 s');
  });

  it('round ages down', () => {
    const now = Date.parse('2026-11-23T12:00:00Z');
    expect(formatAge('pt-BR', '2026-11-23T11:59:30Z', now)).toBeNull();
    expect(plain(formatAge('pt-BR', '2026-11-23T11:46:00Z', now))).toBe('14 min');
    expect(plain(formatAge('pt-BR', '2026-11-23T09:01:00Z', now))).toBe('2 h');
    expect(plain(formatAge('en', '2026-11-20T12:00:00Z', now))).toBe('3d');
  });

  it('never call a saving total when it is not', () => {
    expect(plain(formatSavedShare('pt-BR', 0.99972))).toBe('99,9%');
    expect(plain(formatSavedShare('en', 0.804))).toBe('80%');
    expect(formatPercent('en', 0.91)).toBe('91%');
  });

  it('compare costs only when there is something to compare', () => {
    expect(savedShare(0.2, 1)).toBe(0.8);
    expect(savedShare(null, 1)).toBeNull();
    expect(savedShare(1, null)).toBeNull();
    expect(savedShare(2, 1)).toBeNull();
    expect(savedShare(0, 0)).toBeNull();
  });
});
