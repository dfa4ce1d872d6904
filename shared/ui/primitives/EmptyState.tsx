import type { ComponentChildren } from 'preact';

export type EmptyStateProps = {
  readonly title: string;
  readonly hint?: string;
  /** What to do, in order. */
  readonly steps?: readonly string[];
  readonly heading?: 'h1' | 'h2';
  /** What can be pressed to get something here. */
  readonly children?: ComponentChildren;
};

/** A page that has nothing to show yet says so in words, and how something gets there. */
export function EmptyState({ title, hint, steps, heading: Heading = 'h2', children }: EmptyStateProps) {
  return (
    <section class="sec empty">
      <Heading class="name">{title}</Heading>
      {hint === undefined ? null : <p class="mid">{hint}</p>}
      {steps === undefined ? null : (
        <ol class="steps">
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      )}
      {children === undefined ? null : <p class="btns">{children}</p>}
    </section>
  );
}
