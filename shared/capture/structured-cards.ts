import type { CapturedField, CaptureSource } from '../model/capture.ts';
import { toFields, type Draft } from './draft.ts';
import { toLine } from './line.ts';
import { indexItems, itemsOf, listPlaced, listPointers, textOf, textsOf, typesOf, type ItemIndex } from './structured/items.ts';
import type { JsonLdItem } from './structured/json-ld.ts';
import { countryNamedIn } from './text/country-names.ts';

/** What markup says of itself. */
const CONFIDENCE = 0.9;

const COMPANY =
  /(?:Organization|Organisation|Corporation|Business|Store|Shop|Restaurant|Hotel|Motel|Resort|Agency|Agent|Service|School|University|College|Clinic|Hospital|Dentist|Pharmacy|Practice|Attorney|Notary|Bakery|Brewery|Winery|Distillery|Cafe|CafeOrCoffeeShop|Bar|BarOrPub|Company|Dealer|Repair|Rental|Salon|Spa|Gym|Club|Library|Museum|Airline|NGO|Bank|Contractor|Plumber|Electrician|Locksmith|Painter|Office|Station|Courthouse|Embassy|Church|Temple|Brand|Lodging|Establishment|Cooperative|Consortium|GroceryStore|Florist|Campground|Physician|Optician|Center|Centre|Complex|TeamS?|SportsTeam|PerformingGroup)$/u;
/** Endings of the pattern above that are no companies. */
const NO_COMPANY = /^(?:Service|FoodService|BroadcastService|CableOrSatelliteService|TaxiService|GovernmentService|WebAPI|FinancialProduct|Brand)$/u;

/** Who wrote, sang or reviewed something is no contact of the page. */
const AUTHORS =
  /^(?:author|creator|editor|contributor|publisher|reviewedBy|review|reviews|comment|performer|performers|actor|actors|director|producer|composer|byArtist|translator|illustrator|copyrightHolder|sponsor|funder|attendee|attendees|competitor|homeTeam|awayTeam|accountablePerson|character|about|mentions|subjectOf|isPartOf|hasPart|recipient|sender|customer|billingAddress|seller|offeredBy|merchant|provider|carrier|broker|brand|manufacturer|colleague|colleagues|knows|spouse|children|parent|parents|sibling|relatedTo|alumni|follows|winner|loser|agent|participant|instructor|containedIn|containedInPlace|location)$/u;

/** Who stands so in a page's own markup is whose page it is. */
const PAGE = /^(?:WebSite|WebPage|ContactPage|AboutPage|ProfilePage|CollectionPage|ItemPage)$/u;
const OWNER = /^(?:publisher|about|copyrightHolder|creator|author|mainEntity|provider|isPartOf|sponsor)$/u;

type Step = { readonly key: string; readonly holder: JsonLdItem };

/** True where a property leads to somebody who is no contact of the page. */
function leadsAway({ key, holder }: Step): boolean {
  return AUTHORS.test(key) && !(OWNER.test(key) && typesOf(holder).some((type) => PAGE.test(type)));
}

function isCompany(item: JsonLdItem): boolean {
  return typesOf(item).some((type) => COMPANY.test(type) && !NO_COMPANY.test(type));
}

function isPerson(item: JsonLdItem): boolean {
  return typesOf(item).some((type) => type === 'Person' || type === 'Patient');
}

/** A postal address as one line. */
function addressTexts(item: JsonLdItem, index: ItemIndex): { line: string; country: string | null }[] {
  const places = itemsOf(item, index, 'address', 'location').filter((entry) => entry.size > 0);
  const postal = places.flatMap((place) => (typesOf(place).includes('Place') ? itemsOf(place, index, 'address') : [place]));
  const lines = postal.flatMap((address) => {
    const parts = ['streetAddress', 'postOfficeBoxNumber', 'postalCode', 'addressLocality', 'addressRegion', 'addressCountry'].map((key) =>
      textsOf(address, key).join(', '),
    );
    const [street = '', box = '', code = '', town = '', region = '', country = ''] = parts;
    // `Springfield, IL 62704` where a state is named, else `62704 Springfield`.
    const place =
      region === ''
        ? [code, town].filter((part) => part !== '').join(' ')
        : [town, [region, code].filter((part) => part !== '').join(' ')].filter((part) => part !== '').join(', ');
    const line = toLine([street, box, place, country].filter((part) => part !== '').join(', '));
    return line === '' ? [] : [{ line, country: /^[A-Z]{2}$/u.test(country) ? country : countryNamedIn(line) }];
  });
  const plain = lines.length > 0 ? [] : textsOf(item, 'address').map((line) => ({ line, country: countryNamedIn(line) }));
  return [...lines, ...plain];
}

function contactFields(item: JsonLdItem, index: ItemIndex, source: CaptureSource, country: string | null): CapturedField[] {
  const addresses = addressTexts(item, index);
  const home = addresses.find((address) => address.country !== null)?.country ?? country;
  const points = itemsOf(item, index, 'contactPoint', 'contactPoints');
  const all = [item, ...points];
  const links = [...textsOf(item, 'url', 'sameAs', 'mainEntityOfPage')];
  return [
    ...all.flatMap((entry) => toFields('email', textsOf(entry, 'email'), CONFIDENCE, source)),
    ...all.flatMap((entry) => toFields('phone', textsOf(entry, 'telephone', 'phone', 'mobile'), CONFIDENCE, source, home)),
    ...toFields(
      'address',
      addresses.map((address) => address.line),
      CONFIDENCE,
      source,
    ),
    ...toFields('link', links, CONFIDENCE, source),
  ];
}

function personDraft(item: JsonLdItem, index: ItemIndex, source: CaptureSource, country: string | null): Draft {
  const parts = [textOf(item, 'honorificPrefix'), textOf(item, 'givenName'), textOf(item, 'additionalName'), textOf(item, 'familyName')];
  const name = textOf(item, 'name') ?? parts.filter((part) => part !== null).join(' ');
  return {
    kind: 'person',
    fields: [
      ...toFields('name', [name], CONFIDENCE, source),
      ...contactFields(item, index, source, country),
      ...toFields('title', textsOf(item, 'jobTitle', 'roleName').slice(0, 2), CONFIDENCE, source),
      ...toFields(
        'companyName',
        textsOf(item, 'worksFor', 'affiliation', 'memberOf')
          .slice(0, 2)
          .filter((text) => !/^https?:/u.test(text)),
        CONFIDENCE,
        source,
      ),
    ],
  };
}

function companyDraft(item: JsonLdItem, index: ItemIndex, source: CaptureSource, country: string | null): Draft {
  const shown = textOf(item, 'name', 'legalName');
  return { kind: 'organization', fields: [...toFields('companyName', [shown], CONFIDENCE, source), ...contactFields(item, index, source, country)] };
}

/** The people and companies of a page's or a mail's markup. Authors, reviewers and parties of an order are left out. */
export function readCards(items: readonly JsonLdItem[], country: string | null, source: CaptureSource = 'structured-data'): Draft[] {
  const index = indexItems(items);
  const placed = listPlaced(items);
  const pointers = listPointers(placed);
  return placed.flatMap(({ item, path }) => {
    const id = item.get('@id');
    const pointed = path.length === 0 && typeof id === 'string' ? (pointers.get(id) ?? []) : [];
    const isAway = path.some(leadsAway) || (pointed.length > 0 && pointed.every(leadsAway));
    if (isAway || textOf(item, 'name', 'legalName', 'givenName', 'familyName') === null) {
      return [];
    }
    if (isPerson(item)) {
      return [personDraft(item, index, source, country)];
    }
    return isCompany(item) ? [companyDraft(item, index, source, country)] : [];
  });
}

const ARTICLE =
  /^(?:Article|NewsArticle|BlogPosting|LiveBlogPosting|Report|ScholarlyArticle|TechArticle|SocialMediaPosting|AdvertiserContentArticle|AnalysisNewsArticle|OpinionNewsArticle|ReportageNewsArticle|ReviewNewsArticle|SatiricalArticle|MedicalScholarlyArticle|BackgroundNewsArticle|DiscussionForumPosting|Recipe|QAPage)$/u;

/** What kind of page the markup says it is. */
export function pageKindOf(items: readonly JsonLdItem[]): 'article' | 'contact' | null {
  const types = new Set(items.flatMap((item) => [item, ...itemsOf(item, new Map(), 'mainEntity')]).flatMap(typesOf));
  if (types.has('ContactPage') || types.has('AboutPage') || types.has('ProfilePage')) {
    return 'contact';
  }
  return [...types].some((type) => ARTICLE.test(type)) ? 'article' : null;
}
