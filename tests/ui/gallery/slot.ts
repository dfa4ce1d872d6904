import type { ComponentChildren } from 'preact';

/** One part in one state. */
export type Slot = { readonly id: string; readonly title: string; readonly tall?: boolean; readonly part: ComponentChildren };
