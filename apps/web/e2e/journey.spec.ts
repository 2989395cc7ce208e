import { expect, test } from '@playwright/test';
import { askAndWait, signInToDemo, startConversation, words } from './console';

const t = words['pt-BR'];

test('A customer writes, the reply streams in and shows its receipt', async ({ page }) => {
  await signInToDemo(page);
  const customer = await startConversation(page);
  await askAndWait(page, 'Qual é o prazo de entrega?');

  const receipt = page.getByRole('region', { name: t.receipt });
  await expect(receipt.getByRole('list', { name: /^Nível [1-4] de 4/ })).toBeVisible();
  await expect(receipt.getByText('Intenção', { exact: true })).toBeVisible();
  await expect(receipt.getByText('Complexidade', { exact: true })).toBeVisible();
  await expect(receipt.getByText('Valor do cliente')).toBeVisible();
  await expect(receipt.getByText('Por quê')).toBeVisible();
  await expect(page.getByRole('link', { name: new RegExp(customer) })).toBeVisible();
});

test('The conversation is the same after a reload, and a draft is kept', async ({ page }) => {
  await signInToDemo(page);
  await startConversation(page);
  await askAndWait(page, 'Vocês abrem aos sábados?');
  await page.getByLabel(t.writeAsCustomer).fill('E aos domingos');
  await page.reload();
  await expect(page.getByRole('log', { name: t.thread }).getByText('Vocês abrem aos sábados?', { exact: true })).toBeVisible();
  await expect(page.getByRole('region', { name: t.receipt })).toBeVisible();
  await expect(page.getByLabel(t.writeAsCustomer)).toHaveValue('E aos domingos');
});

test('A person takes over, answers and hands back with a note', async ({ page }) => {
  await signInToDemo(page);
  await startConversation(page);
  await askAndWait(page, 'Bom dia!');
  await page.getByRole('button', { name: t.takeOver }).click();
  const field = page.getByLabel(t.replyToCustomer);
  await field.fill('Aqui é a Camila, posso ajudar?');
  await field.press('Enter');
  const thread = page.getByRole('log', { name: t.thread });
  await expect(thread.getByText('Aqui é a Camila, posso ajudar?')).toHaveCount(1);
  await expect(thread.getByText('Uma pessoa assumiu a conversa')).toBeVisible();

  await page.getByRole('button', { name: t.handBack }).click();
  await page.getByLabel('Recado para a IA').fill('Combinei frete grátis.');
  await page.getByRole('dialog').getByRole('button', { name: t.handBack }).click();
  await expect(thread.getByText('A conversa voltou para a IA')).toBeVisible();
  await expect(page.getByRole('button', { name: t.takeOver })).toBeVisible();
});

test('A reply whose answer was lost on the way is sent again and stored once', async ({ page }) => {
  await signInToDemo(page);
  await startConversation(page);
  await page.getByRole('button', { name: t.takeOver }).click();
  await page.route('**/replies', async (route) => {
    // The server has it, the browser does not know. The live stream must not tell either, or nobody would try again.
    await route.fetch();
    await route.abort();
  }, { times: 1 });
  await page.route('**/events', (route) => route.abort());
  await page.reload();
  const field = page.getByLabel(t.replyToCustomer);
  await field.fill('Seu pedido já saiu.');
  await field.press('Enter');
  const thread = page.getByRole('log', { name: t.thread });
  await thread.getByRole('button', { name: 'Enviar de novo' }).click();
  await expect(thread.getByRole('button', { name: 'Enviar de novo' })).toHaveCount(0);
  await page.unroute('**/events');
  await page.reload();
  await expect(thread.getByText('Seu pedido já saiu.')).toHaveCount(1);
});

test('Two browsers see each other\'s changes', async ({ page, browser }) => {
  await signInToDemo(page);
  await startConversation(page);
  const context = await browser.newContext();
  const other = await context.newPage();
  await signInToDemo(other);
  await other.goto(page.url());
  await expect(other.getByLabel(t.writeAsCustomer)).toBeVisible();
  await askAndWait(page, 'Tem garantia?');
  await expect(other.getByRole('log', { name: t.thread }).getByText('Tem garantia?', { exact: true })).toBeVisible();
  await expect(other.getByRole('log', { name: t.thread }).getByRole('button', { name: /^[1-4] / })).toHaveCount(1);
  await context.close();
});

test('A wrong password is refused in words', async ({ page }) => {
  await page.goto('/sign-in/');
  await page.getByLabel('E-mail').fill('ninguem@exemplo.com.br');
  await page.getByLabel('Senha', { exact: true }).fill('senha-errada');
  await page.getByRole('button', { name: 'Entrar', exact: true }).click();
  await expect(page.getByText('E-mail ou senha não conferem.')).toBeVisible();
});
