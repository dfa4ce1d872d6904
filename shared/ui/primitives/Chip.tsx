import type { ComponentChildren } from 'preact';

/** A small word on where something comes from. */
export function Chip({ children }: { readonly children: ComponentChildren }) {
  return <span class="chip">{children}</span>;
}
