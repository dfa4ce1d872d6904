import type { ComponentChildren } from 'preact';

export type NoticeProps = {
  /** What stands in the margin beside the title. */
  readonly mark: ComponentChildren;
  readonly title: string;
  /** What happened and what may be done, a paragraph each. */
  readonly says: readonly string[];
  /** The buttons. */
  readonly children: ComponentChildren;
  /** Why the last try did not end well. */
  readonly error?: string | undefined;
};

/** In place of a page that cannot be shown: says why, and what to press. */
export function Notice({ mark, title, says, children, error }: NoticeProps) {
  return (
    <section class="sec">
      <span class="mg">{mark}</span>
      <h2 class="strong">{title}</h2>
      {says.map((sentence) => (
        <p key={sentence} class="small mid say">
          {sentence}
        </p>
      ))}
      <p class="btns">{children}</p>
      <p class="small wrong" role="alert">
        {error}
      </p>
    </section>
  );
}
