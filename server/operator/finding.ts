/** What one look found: all well, something that somebody should see to, or something that does not work. */
export type Finding = { readonly about: string; readonly state: 'good' | 'see-to' | 'bad'; readonly sentence: string };

export const good = (about: string, sentence: string): Finding => ({ about, state: 'good', sentence });
export const seeTo = (about: string, sentence: string): Finding => ({ about, state: 'see-to', sentence });
export const bad = (about: string, sentence: string): Finding => ({ about, state: 'bad', sentence });
