/** The key of each action, as it is shown and as it is pressed. */
export const keys = {
  next: 'J',
  previous: 'K',
  open: 'Enter',
  search: '/',
  new: 'N',
  reply: 'R',
  takeOver: 'T',
  handBack: 'D',
  finish: 'E',
  context: 'I',
  back: 'Esc',
  help: '?',
} as const;
