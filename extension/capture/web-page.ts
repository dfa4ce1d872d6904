import { confidenceOf, joinFields, mergeDrafts, nameOf, valuesOf, type Draft } from '#shared/capture/draft.ts';
import { draftCompanies } from '#shared/capture/page-companies.ts';
import { countriesOf } from '#shared/capture/page-countries.ts';
import { findContacts, type LineFinds } from '#shared/capture/page-found.ts';
import { isArticle } from '#shared/capture/page-gate.ts';
import { labelsAbove } from '#shared/capture/page-labels.ts';
import type { PageLine } from '#shared/capture/page-line.ts';
import { countProfiles, draftPeople, findPeople } from '#shared/capture/page-people.ts';
import { isSameName } from '#shared/capture/text/names.ts';
import { pageUseOf } from '#shared/capture/page-use.ts';
import { pageKindOf, readCards } from '#shared/capture/structured-cards.ts';
import { readJsonLd } from '#shared/capture/structured/json-ld.ts';
import { readOrders } from '#shared/capture/structured/orders.ts';
import type { CaptureNote, PageCapture } from '#shared/model/capture.ts';
import { attributeOf, findAll, findFirst, textOf } from './dom.ts';
import { readHCards } from './h-card.ts';
import { readMicrodata, resolveUrl } from './microdata.ts';
import { readBusiness, readOpenGraph } from './open-graph.ts';
import { readPageLines, type Deadline, type PageBudget } from './page-lines.ts';
import { readTraits } from './page-traits.ts';
import { readRdfa } from './rdfa.ts';

/** A panel lists so many people of one page; a directory of more is imported, not captured. */
const MAX_PEOPLE = 100;
const MAX_COMPANIES = 20;
/** A page is read in at most this long, so that it never stands still. */
const BUDGET_MS = 200;
/** What is less sure waits under "more". */
const PROPOSED = 0.5;

/** How a page is read. `country` is where numbers without a code belong when the page does not say. */
export type WebPageContext = { readonly country: string | null; readonly budget?: PageBudget };

function isNamed(draft: Draft): boolean {
  return valuesOf(draft, draft.kind === 'person' ? 'name' : 'companyName').length > 0;
}

/** A company without a name is offered for what can be written or called. */
function isOffered(draft: Draft): boolean {
  return isNamed(draft) || (draft.kind === 'organization' && draft.fields.some((field) => field.field === 'email' || field.field === 'phone'));
}

/** What the text says of somebody whom markup names too: only what markup leaves open. */
function withoutMarked(draft: Draft, cards: readonly Draft[]): Draft {
  const name = nameOf(draft);
  const marked = cards
    .filter((card) => card.kind === 'person' && name !== null && isSameName(nameOf(card) ?? '', name))
    .flatMap((card) => card.fields);
  return { ...draft, fields: draft.fields.filter((field) => field.field === 'name' || !marked.some((known) => known.field === field.field)) };
}

/** What markup calls the page's own company takes the page's loose addresses and numbers. */
function joinOwn(cards: readonly Draft[], found: readonly Draft[]): Draft[] {
  const [own, ...others] = found;
  const marked = cards.filter((card) => card.kind === 'organization');
  const [only] = marked;
  if (own === undefined || only === undefined || marked.length > 1) {
    return mergeDrafts([...cards.filter((card) => card.kind === 'organization'), ...found]);
  }
  const details = own.fields.filter((field) => field.field !== 'companyName');
  return mergeDrafts([{ kind: 'organization', fields: joinFields([...only.fields, ...details]) }, ...others]);
}

/** The contacts of each line, to the line at which the budget is spent; lines after it have none. */
function findAllContacts(lines: readonly PageLine[], countries: readonly string[], deadline: Deadline): LineFinds[] {
  const found: LineFinds[] = [];
  const labels = labelsAbove(lines);
  for (const [index, line] of lines.entries()) {
    // Numbers of phones cost the most: a line with many is a millisecond.
    if (index % 20 === 0 && deadline.now() > deadline.untilMs) {
      break;
    }
    found.push(findContacts(line, { text: labels[index] ?? '' }, countries));
  }
  return found;
}

/**
 * The people, companies and orders of a web page, read without touching it: markup first (JSON-LD, microdata, RDFa Lite, h-card),
 * then what stands as text. An article offers nobody. Everything is untrusted until parsed by `PageCapture`.
 */
export function readWebPage(document: Document, url: string, context: WebPageContext): PageCapture {
  const baseHref = attributeOf(findFirst(document, 'base[href]'), 'href');
  const base = baseHref === null ? url : resolveUrl(baseHref, url);
  const blocks = findAll(document, 'script[type^="application/ld+json" i]').map((script) => textOf(script));
  const { items: jsonLd, notes: markupNotes } = readJsonLd(blocks.slice(0, 50));
  const items = [...jsonLd, ...readMicrodata(document, base), ...readRdfa(document, base)];
  const traits = readTraits(document, url, pageKindOf(items));
  const { milliseconds, now } = context.budget ?? { milliseconds: BUDGET_MS, now: () => performance.now() };
  const deadline = { untilMs: now() + milliseconds, now };
  const { lines, isCut } = readPageLines(document, deadline);
  const orders = readOrders(items);

  const countries = countriesOf(lines, traits, context.country);
  const country = countries[0] ?? null;
  const found = findAllContacts(lines, countries, deadline);
  const notes: CaptureNote[] = [...markupNotes, ...(isCut || found.length < lines.length ? [{ key: 'text-cut' as const, detail: '' }] : [])];
  const nobody: PageCapture = { url, title: traits.title, people: [], organizations: [], orders, notes };
  // What is a fax at one place of the page is one at every place.
  const said = new Set(found.flatMap((find) => find.said));
  const faxes = new Set(found.flatMap((find) => find.faxes).filter((phone) => !said.has(phone)));
  const finds = found.map((find) => ({ ...find, phones: find.phones.filter((phone) => !faxes.has(phone)) }));
  const contacts = new Set(finds.flatMap((find, index) => (lines[index]?.region === 'main' ? [...find.emails, ...find.phones] : []))).size;
  const candidates = findPeople(lines, finds);
  if (isArticle(lines, traits, contacts, countProfiles(lines, candidates)) || pageUseOf(lines, traits, contacts) !== null) {
    return nobody;
  }
  const cards = [...readCards(items, country), ...readHCards(document, base, country), ...readBusiness(readOpenGraph(document), country)];
  const { drafts, taken } = draftPeople(lines, finds, candidates);
  const marked = new Set(cards.filter((card) => card.kind === 'person').flatMap((card) => [...valuesOf(card, 'email'), ...valuesOf(card, 'phone')]));
  const people = mergeDrafts([...cards.filter((card) => card.kind === 'person'), ...drafts.map((draft) => withoutMarked(draft, cards))]);
  const companies = joinOwn(
    cards,
    draftCompanies(lines, finds, traits, { names: people.flatMap((person) => nameOf(person) ?? []), taken: new Set([...taken, ...marked]) }),
  );
  const offer = (list: readonly Draft[]): Draft[] => list.filter((draft) => isOffered(draft) && confidenceOf(draft) >= PROPOSED);
  return {
    ...nobody,
    people: offer(people)
      .slice(0, MAX_PEOPLE)
      .map(({ fields }) => ({ fields: [...fields] })),
    organizations: offer(companies)
      .toSorted((a, b) => confidenceOf(b) - confidenceOf(a))
      .slice(0, MAX_COMPANIES)
      .map(({ fields }) => ({ fields: [...fields] })),
  };
}
