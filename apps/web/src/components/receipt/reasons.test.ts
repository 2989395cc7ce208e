import { describe, expect, it } from 'vitest';
import { explainReasons } from './reasons';

describe('explainReasons', () => {
  it('reads the router\'s codes in their order and joins the cues', () => {
    expect(explainReasons([
      'intent:product_query', 'rule:product_query.high_value', 'value:above_1000', 'cap:tier_2', 'cue:price', 'cue:availability',
      'word:custa',
      'context:previous_turn', 'confidence:low', 'complexity:high', 'retrieval:weak',
    ])).toEqual([
      { key: 'ruleHighValue', intent: 'product_query' },
      { key: 'valueAbove', amount: 1000 },
      { key: 'cap', tier: 2 },
      { key: 'context' },
      { key: 'confidence_low' },
      { key: 'complexity_high' },
      { key: 'retrieval_weak' },
      { key: 'cues', cues: ['price', 'availability'] },
      { key: 'words', words: ['custa'] },
    ]);
  });

  it('says the intent when no rule says it', () => {
    expect(explainReasons(['intent:faq'])).toEqual([{ key: 'intent', intent: 'faq' }]);
  });

  it('keeps cues that speak against an intent to itself', () => {
    expect(explainReasons(['cue:not_policy'])).toEqual([]);
  });

  it('turns all that it does not know into one sentence, never into a code', () => {
    expect(explainReasons(['mystery', 'value:odd', 'cap:tier_x', 'confidence:absolute'])).toEqual([{ key: 'other' }]);
  });
});
