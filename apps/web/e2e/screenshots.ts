import { test, type Page } from '@playwright/test';
import { fileURLToPath } from 'node:url';
import { askAndWait, prefer, signInToDemo, startConversation, words, type Theme } from './console';

const folder = fileURLToPath(new URL('../../../docs/screenshots/', import.meta.url));
const themes: Theme[] = ['light', 'dark'];
const sizes = [{ width: 1440, height: 900 }, { width: 390, height: 844 }];
const t = words['pt-BR'];

for (const theme of themes) {
  for (const size of sizes) {
    test(`Screenshots at ${size.width} px, ${theme}`, async ({ page }) => {
      const shoot = (name: string) => capture(page, `${name}-${size.width}-${theme}`);
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await prefer(page, 'pt-BR', theme);

      await page.goto('/sign-in/');
      await page.getByRole('button', { name: t.demo }).waitFor();
      await shoot('sign-in');

      await signInToDemo(page);
      await shoot('conversations');
      await startConversation(page, 'pt-BR', 'Ana Souza');
      await askAndWait(page, 'Oi! Qual é o prazo de entrega para Recife?');
      await askAndWait(page, 'E quanto custa a geladeira frost free?');
      await shoot('conversation');

      if (size.width < 1000) {
        await page.getByRole('log').getByRole('button', { name: /^[1-4] / }).last().click();
        await page.getByRole('region', { name: t.receipt }).scrollIntoViewIfNeeded();
        await shoot('receipt');
      }
      await page.goto('/settings/');
      await page.getByRole('heading', { name: t.settings, level: 1 }).waitFor();
      await shoot('settings');
    });
  }
}

async function capture(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.mouse.move(0, 0);
  // Toasts and skeletons are not what a picture is for.
  await page.waitForTimeout(400);
  await page.screenshot({ path: `${folder}${name}.png`, animations: 'disabled' });
}
