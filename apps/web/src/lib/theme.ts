export const themeChoices = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof themeChoices)[number];

/**
 * Runs before the first paint so that a dark page never flashes white.
 * It is inline on purpose: the build writes its hash into csp.json.
 */
export const themeBootScript =
  "try{var p=JSON.parse(localStorage.getItem('agentes.preferences')||'{}').state||{};" +
  "var d=p.theme==='dark'||(p.theme!=='light'&&matchMedia('(prefers-color-scheme: dark)').matches);" +
  "document.documentElement.dataset.theme=d?'dark':'light';if(p.locale)document.documentElement.lang=p.locale}catch(e){}";

/** Applies a choice to the document; `system` follows the operating system at this moment. */
export function applyTheme(choice: ThemeChoice): void {
  const dark = choice === 'dark' || (choice === 'system' && window.matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
}
