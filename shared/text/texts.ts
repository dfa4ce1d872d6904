import type { en } from './en.ts';

/** Every sentence that a person may read, by key. English is the contract: another language that lacks a key does not compile. */
export type Texts = typeof en;
