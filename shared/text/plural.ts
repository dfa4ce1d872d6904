/** The forms of one text by plural category; `other` is always there. */
export type PluralForms = Partial<Readonly<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string };

/** A chooser of plural forms and a writer of counts for one language. */
export function createCounting(locale: string): {
  readonly plural: (count: number, forms: PluralForms) => string;
  readonly count: (count: number) => string;
} {
  const rules = new Intl.PluralRules(locale);
  const figures = new Intl.NumberFormat(locale);
  return {
    plural: (count, forms) => forms[rules.select(count)] ?? forms.other,
    count: (count) => figures.format(count),
  };
}
