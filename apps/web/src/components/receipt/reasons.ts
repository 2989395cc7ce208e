import type { Messages } from '@/i18n/messages/pt-br';

type ReasonKey = keyof Messages['receipt']['reasons'];
export type CueKey = keyof Messages['receipt']['cues'];
export type IntentKey = keyof Messages['receipt']['intents'];

/** One sentence of the catalogue with the words that fill it. Amounts are in the organization's currency. */
export interface Reason {
  key: ReasonKey;
  intent?: string;
  amount?: number;
  tier?: number;
  cues?: string[];
  /** Words of the message itself. */
  words?: string[];
}

const levels = ['low', 'medium', 'high'] as const;
const strengths = ['strong', 'medium', 'weak'] as const;

/**
 * Turns the router's codes (`rule:faq`, `value:above_1000`, `cap:tier_2`, `cue:price` …) into sentences to show.
 * Cues are joined into one sentence; codes that this version does not know become one general sentence.
 */
export function explainReasons(codes: readonly string[]): Reason[] {
  const reasons: Reason[] = [];
  const cues: string[] = [];
  const words: string[] = [];
  let unknown = false;
  const hasRule = codes.some((code) => code.startsWith('rule:'));
  for (const code of codes) {
    const at = code.indexOf(':');
    const kind = at < 0 ? code : code.slice(0, at);
    const value = at < 0 ? '' : code.slice(at + 1);
    if (kind === 'intent' && hasRule) continue;
    if (kind === 'cue') {
      // A cue that speaks against an intent says nothing that a person would want to read.
      if (!value.startsWith('not_')) cues.push(value);
      continue;
    }
    if (kind === 'word') {
      words.push(value);
      continue;
    }
    const reason = explainOne(kind, value);
    if (reason) reasons.push(reason);
    else unknown = true;
  }
  if (cues.length > 0) reasons.push({ key: 'cues', cues });
  if (words.length > 0) reasons.push({ key: 'words', words });
  if (unknown) reasons.push({ key: 'other' });
  return reasons;
}

function explainOne(kind: string, value: string): Reason | null {
  switch (kind) {
    case 'intent':
      return { key: 'intent', intent: value };
    case 'rule': {
      const [intent = '', condition] = value.split('.');
      return { key: condition === 'high_value' ? 'ruleHighValue' : 'rule', intent };
    }
    case 'value':
      return explainValue(value);
    case 'cap': {
      const tier = Number(value.replace('tier_', ''));
      return Number.isInteger(tier) && tier > 0 ? { key: 'cap', tier } : null;
    }
    case 'context':
      return { key: 'context' };
    case 'confidence': {
      const level = levels.find((item) => item === value);
      return level ? { key: `confidence_${level}` } : null;
    }
    case 'complexity': {
      const level = levels.find((item) => item === value);
      return level ? { key: `complexity_${level}` } : null;
    }
    case 'retrieval': {
      const strength = strengths.find((item) => item === value);
      return strength ? { key: `retrieval_${strength}` } : null;
    }
    default:
      return null;
  }
}

function explainValue(value: string): Reason | null {
  const match = /^(above|up_to)_(\d+(?:\.\d+)?)$/.exec(value);
  if (!match) return null;
  return { key: match[1] === 'above' ? 'valueAbove' : 'valueUpTo', amount: Number(match[2]) };
}
