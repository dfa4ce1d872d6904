import type { ComponentChildren } from 'preact';

export type EmptyStateProps = {
  readonly title: string;
  readonly hint?: string;
  readonly heading?: 'h1' | 'h2';
  /** What can be pressed to get something here. */
  readonly children?: ComponentChildren;
};

/** A page that has nothing to show yet says so in words, and how something gets there. */
export function EmptyState({ title, hint, heading: Heading = 'h2', children }: EmptyStateProps) {
  return (
    <section class="sec empty">
      <Heading class="name">{title}</Heading>
      {hint === undefined ? null : <p class="mid">{hint}</p>}
      {children === undefined ? null : <p class="btns">{children}</p>}
    </section>
  );
}
