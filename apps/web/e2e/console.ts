import { expect, type Page } from '@playwright/test';

export type Language = 'pt-BR' | 'en';
export type Theme = 'light' | 'dark';

/** The words that a test looks for, in both languages. */
export const words = {
  'pt-BR': {
    demo: 'Entrar na demonstração',
    newConversation: 'Nova conversa',
    customerName: 'Nome do cliente',
    start: 'Começar conversa',
    writeAsCustomer: 'Escreva como se fosse o cliente',
    replyToCustomer: 'Responda ao cliente',
    takeOver: 'Assumir conversa',
    handBack: 'Devolver à IA',
    receipt: 'Recibo',
    thread: 'Mensagens',
    settings: 'Ajustes',
    shortcuts: 'Atalhos do teclado',
    search: 'Buscar por cliente ou mensagem',
    email: 'E-mail',
    password: 'Senha',
    signIn: 'Entrar',
    createAccount: 'Criar conta',
    organizationName: 'Nome da organização',
    createOrganization: 'Criar organização',
    firstAgent: 'Crie seu primeiro agente',
    startFirst: 'Começar uma conversa',
    agentName: 'Nome do agente',
    createAndTalk: 'Criar e conversar',
  },
  en: {
    demo: 'Enter the demo',
    newConversation: 'New conversation',
    customerName: 'Customer\'s name',
    start: 'Start conversation',
    writeAsCustomer: 'Write as if you were the customer',
    replyToCustomer: 'Reply to the customer',
    takeOver: 'Take over',
    handBack: 'Hand back to AI',
    receipt: 'Receipt',
    thread: 'Messages',
    settings: 'Settings',
    shortcuts: 'Keyboard shortcuts',
    search: 'Search customer or message',
    email: 'Email',
    password: 'Password',
    signIn: 'Sign in',
    createAccount: 'Create account',
    organizationName: 'Name of the organization',
    createOrganization: 'Create organization',
    firstAgent: 'Create your first agent',
    startFirst: 'Start a conversation',
    agentName: 'Agent\'s name',
    createAndTalk: 'Create and talk',
  },
} as const;

/** Makes the next page open in a language and a theme, as if the person had chosen them before. */
export async function prefer(page: Page, locale: Language, theme: Theme): Promise<void> {
  await page.addInitScript(
    ([key, value]) => {
      if (key && value && !localStorage.getItem(key)) localStorage.setItem(key, value);
    },
    ['agentes.preferences', JSON.stringify({ state: { locale, theme, organizationId: null, contextOpen: true }, version: 0 })],
  );
}

/** Makes an account that nobody had before, from the sign-in page on; ends where the organization is named. */
export async function signUp(page: Page, language: Language = 'pt-BR'): Promise<void> {
  const t = words[language];
  await page.goto('/sign-in/');
  await page.locator('a[href$="mode=sign-up"]').click();
  await page.getByLabel(t.email).fill(`ana.${Date.now()}@padaria.example`);
  await page.getByLabel(t.password, { exact: true }).fill('uma-senha-boa');
  await page.getByRole('button', { name: t.createAccount }).click();
  await expect(page.getByLabel(t.organizationName)).toBeVisible();
}

export async function createOrganization(page: Page, name: string, language: Language = 'pt-BR'): Promise<void> {
  await page.getByLabel(words[language].organizationName).fill(name);
  await page.getByRole('button', { name: words[language].createOrganization }).click();
  await expect(page.getByRole('button', { name: words[language].newConversation })).toBeVisible();
}

export async function signInToDemo(page: Page, language: Language = 'pt-BR'): Promise<void> {
  await page.goto('/sign-in/');
  await page.getByRole('button', { name: words[language].demo }).click();
  await page.waitForURL('**/conversations/**');
  await expect(page.getByRole('button', { name: words[language].newConversation })).toBeVisible();
}

/** Starts a test conversation with the first agent; returns the customer's name. */
export async function startConversation(page: Page, language: Language = 'pt-BR', customer = `Ana ${Date.now()}`): Promise<string> {
  const t = words[language];
  await page.getByRole('button', { name: t.newConversation }).click();
  await page.getByLabel(t.customerName).fill(customer);
  await page.getByRole('button', { name: t.start }).click();
  await expect(page.getByRole('heading', { name: customer }).first()).toBeVisible();
  return customer;
}

/** Writes as the customer and waits until the reply is stored with its receipt. */
export async function askAndWait(page: Page, text: string, language: Language = 'pt-BR'): Promise<void> {
  const t = words[language];
  const strips = page.getByRole('log', { name: t.thread }).getByRole('button', { name: /^[1-4] / });
  const before = await strips.count();
  const field = page.getByLabel(t.writeAsCustomer);
  await field.fill(text);
  await field.press('Enter');
  await expect(field).toHaveValue('');
  await expect(page.getByRole('log', { name: t.thread }).getByText(text, { exact: true })).toBeVisible();
  await expect(strips).toHaveCount(before + 1, { timeout: 30_000 });
}
