/** A line of a page as a reader sees it: the text between two breaks of layout. */
export type PageLine = {
  readonly text: string;
  /** Addresses and numbers of links in the line (`mailto:`, `tel:`), with the text of the link. */
  readonly links: readonly { readonly kind: 'email' | 'phone'; readonly value: string; readonly text: string }[];
  /** 1 to 6 in a heading, else 0. */
  readonly heading: number;
  /** The whole line is set strong. */
  readonly isStrong: boolean;
  /** The whole line is a link to another page. */
  readonly isLink: boolean;
  /** The blocks that hold it, outer ones first, by the order in which they open. */
  readonly blocks: readonly number[];
  readonly region: 'main' | 'nav' | 'footer';
  /** What stands beside the line and names its kind: the head of its column or row, its term in a list, a picture's name; else empty. */
  readonly label: string;
};

/** What else a page says of itself. */
export type PageTraits = {
  readonly title: string;
  readonly host: string;
  readonly path: string;
  /** The query of the page's address without its `?`. */
  readonly query: string;
  readonly siteNames: readonly string[];
  /** Texts of logos: the `alt` of images that are one. */
  readonly logos: readonly string[];
  /** What the page's own markup calls it. */
  readonly kind: 'article' | 'contact' | null;
  /** OpenGraph's type and whether a day of publication is marked. */
  readonly isMarkedArticle: boolean;
  readonly isDated: boolean;
  /** What the page asks its reader for: a password, a card to pay with. */
  readonly asksFor: 'password' | 'payment' | null;
  /** So many blocks of program text. */
  readonly codeBlocks: number;
  /** The page draws a map of its own. */
  readonly hasMap: boolean;
  /** Signs of a program: rows to tick, a grid, a drawing area. */
  readonly appSigns: number;
  /** So many elements are marked as articles. */
  readonly articles: number;
  /** Somebody is named as its author, or a part of it as an article's body. */
  readonly hasByline: boolean;
  /** The country that the page's domain tells (ISO 3166). */
  readonly country: string | null;
  /** The page's language tag as it is written (`en-GB`), or empty. */
  readonly language: string;
};
