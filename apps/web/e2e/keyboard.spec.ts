import { expect, test } from '@playwright/test';
import { signInToDemo, startConversation, words } from './console';

const t = words['pt-BR'];

test('The inbox can be used from sign-in to reply without a pointer', async ({ page }) => {
  await page.goto('/sign-in/');
  const demo = page.getByRole('button', { name: t.demo });
  await expect(demo).toBeVisible();
  for (let presses = 0; presses < 12 && !(await demo.evaluate((button) => button === document.activeElement)); presses += 1) {
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  await page.waitForURL('**/conversations/**');
  await expect(page.getByRole('button', { name: t.newConversation })).toBeVisible();

  await page.keyboard.press('n');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.getByLabel(t.customerName).focus();
  await page.keyboard.type(`Bia ${Date.now()}`);
  await page.keyboard.press('Enter');
  await expect(page.getByLabel(t.writeAsCustomer)).toBeFocused();

  await page.keyboard.press('Escape');
  await expect(page.getByLabel(t.writeAsCustomer)).not.toBeFocused();
  await page.keyboard.press('r');
  await expect(page.getByLabel(t.writeAsCustomer)).toBeFocused();
  await page.keyboard.type('Aceitam Pix?');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('log', { name: t.thread }).getByText('Aceitam Pix?', { exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByLabel(t.writeAsCustomer)).not.toBeFocused();
});

test('J and K walk the queue, Enter opens, Escape goes back, the question mark explains', async ({ page }) => {
  await signInToDemo(page);
  await startConversation(page);
  await startConversation(page);
  await expect(page.getByLabel(t.writeAsCustomer)).toBeFocused();
  // The first Escape leaves the field, the second one the conversation.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/\/conversations\/$/);

  const rows = page.getByRole('region', { name: 'Fila de conversas' }).getByRole('listitem').getByRole('link');
  await page.keyboard.press('j');
  await expect(rows.nth(0)).toBeFocused();
  await page.keyboard.press('j');
  await expect(rows.nth(1)).toBeFocused();
  await page.keyboard.press('k');
  await expect(rows.nth(0)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/id=/);

  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: t.shortcuts })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page).toHaveURL(/id=/);

  await page.keyboard.press('/');
  await expect(page.getByLabel(t.search)).toBeFocused();
});
