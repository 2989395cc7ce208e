import { expect, test } from '@playwright/test';
import { expectNoViolations } from './accessibility';
import { askAndWait, createOrganization, prefer, signUp, words, type Language, type Theme } from './console';

test('From no account to a first reply with its receipt', async ({ page }) => {
  const t = words['pt-BR'];
  await signUp(page);
  await createOrganization(page, 'Padaria Pão Quente');

  await expect(page.getByRole('heading', { name: t.firstAgent })).toBeVisible();
  await page.getByLabel('Atender').check();
  await expect(page.getByLabel(t.agentName)).toHaveValue('Atendimento');
  await page.getByLabel(t.agentName).fill('Pãozinho');
  const stream = page.waitForResponse((response) => /\/conversations\/[^/]+\/events$/.test(response.url()));
  await page.getByRole('button', { name: t.createAndTalk }).click();
  expect((await stream).headers()['content-type']).toContain('text/event-stream');

  const thread = page.getByRole('log', { name: t.thread });
  await expect(thread.getByText('Olá! Aqui é da Padaria Pão Quente. Como posso ajudar?')).toBeVisible();
  await expect(page.getByLabel(t.writeAsCustomer)).toBeFocused();
  await askAndWait(page, 'Que horas vocês abrem?');
  await expect(page.getByRole('region', { name: t.receipt })).toBeVisible();
  await expect(page.getByRole('link', { name: /Pãozinho/ })).toBeVisible();
});

test('Whoever signed up with the wrong e-mail can leave before naming an organization', async ({ page }) => {
  await signUp(page);
  await page.getByRole('button', { name: 'Usar outra conta' }).click();
  await expect(page.getByRole('button', { name: words['pt-BR'].signIn, exact: true })).toBeVisible();
});

const looks: { language: Language; theme: Theme; width: number }[] = [
  { language: 'pt-BR', theme: 'dark', width: 1440 },
  { language: 'en', theme: 'light', width: 390 },
];

for (const { language, theme, width } of looks) {
  test(`The first day has no accessibility violation (${language}, ${theme}, ${width} px)`, async ({ page }) => {
    const t = words[language];
    await page.setViewportSize({ width, height: 844 });
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await prefer(page, language, theme);

    await page.goto('/sign-in/?mode=sign-up');
    await page.getByRole('button', { name: t.createAccount }).click();
    await expect(page.getByLabel(t.email)).toHaveAttribute('aria-invalid', 'true');
    await expectNoViolations(page);
    await signUp(page, language);
    await expectNoViolations(page);
    await createOrganization(page, 'Padaria', language);
    if (width < 768) await page.getByRole('button', { name: t.startFirst }).click();
    await expect(page.getByRole('heading', { name: t.firstAgent })).toBeVisible();
    await expectNoViolations(page);
    await page.getByRole('button', { name: t.createAndTalk }).click();
    await expect(page.getByLabel(t.writeAsCustomer)).toBeVisible();
    await expectNoViolations(page);
    await page.goto('/nothing-here/');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectNoViolations(page);
  });
}
