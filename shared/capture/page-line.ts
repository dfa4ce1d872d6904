/** A line of a page as a reader sees it: the text between two breaks of layout. */
export type PageLine = {
  readonly text: string;
  /** Addresses and numbers of links in the line (`mailto:`, `tel:`), with the text of the link. */
  readonly links: readonly { readonly kind: 'email' | 'phone'; readonly value: string; readonly text: string }[];
  /** 1 to 6 in a heading, else 0. */
  readonly heading: number;
  /** The whole line is set strong. */
  readonly isStrong: boolean;
  /** The blocks that hold it, outer ones first, by the order in which they open. */
  readonly blocks: readonly number[];
  readonly region: 'main' | 'nav' | 'footer';
};

/** What else a page says of itself. */
export type PageTraits = {
  readonly title: string;
  readonly host: string;
  readonly path: string;
  readonly siteNames: readonly string[];
  /** Texts of logos: the `alt` of images that are one. */
  readonly logos: readonly string[];
  /** What the page's own markup calls it. */
  readonly kind: 'article' | 'contact' | null;
  /** OpenGraph's type and whether a day of publication is marked. */
  readonly isMarkedArticle: boolean;
  readonly isDated: boolean;
  /** Somebody is named as its author, or a part of it as an article's body. */
  readonly hasByline: boolean;
  /** The country that the page's address or language tells. */
  readonly country: string | null;
};
