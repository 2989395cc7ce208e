import { expect, test } from '@playwright/test';
import { expectNoViolations } from './accessibility';
import { askAndWait, prefer, signInToDemo, startConversation, words, type Language, type Theme } from './console';

const languages: Language[] = ['pt-BR', 'en'];
const themes: Theme[] = ['light', 'dark'];

for (const language of languages) {
  for (const theme of themes) {
    test(`No page has an accessibility violation (${language}, ${theme})`, async ({ page }) => {
      const t = words[language];
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await prefer(page, language, theme);

      await page.goto('/sign-in/');
      await expect(page.getByRole('button', { name: t.demo })).toBeVisible();
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      await expectNoViolations(page);

      await signInToDemo(page, language);
      await expectNoViolations(page);

      await page.getByRole('button', { name: t.newConversation }).click();
      await expect(page.getByLabel(t.customerName)).toBeVisible();
      await expectNoViolations(page);
      await page.keyboard.press('Escape');

      await startConversation(page, language);
      await askAndWait(page, language === 'en' ? 'How long is delivery?' : 'Qual é o prazo de entrega?', language);
      await expectNoViolations(page);

      await page.getByRole('link', { name: t.settings }).click();
      await expect(page.getByRole('heading', { name: t.settings, level: 1 })).toBeVisible();
      await expectNoViolations(page);

      await page.setViewportSize({ width: 390, height: 844 });
      await page.goBack();
      await expect(page.getByRole('log', { name: t.thread })).toBeVisible();
      await expectNoViolations(page);
    });
  }
}
