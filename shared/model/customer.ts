import * as v from 'valibot';
import { CaptureSource } from './capture.ts';
import { defineEntity, fww, lww, map, set, type ViewOf } from './entity.ts';
import { Day, Id, Instant, Line, Money, Share, Text } from './field.ts';

/** Where a field's value came from: which reader, in what, how sure. Who and when are in the field's own stamp. */
export const Provenance = v.looseObject({
  reader: v.picklist([...CaptureSource.options, 'hand', 'import']),
  /** The interaction or page it was read in. */
  source: v.exactOptional(Line),
  confidence: v.exactOptional(Share),
  at: Instant,
});
export type Provenance = v.InferOutput<typeof Provenance>;

/** A postal address; `text` is as written, the parts where they are known. */
export const Address = v.looseObject({
  text: Line,
  street: v.exactOptional(Line),
  postcode: v.exactOptional(Line),
  city: v.exactOptional(Line),
  region: v.exactOptional(Line),
  country: v.exactOptional(Line),
});

/** One movement of a member's points. */
export const Points = v.looseObject({ points: v.pipe(v.number(), v.integer()), on: Day, why: Line });

/** A person or company that the team knows (A1). Deterministic id when captured with an e-mail, else uuidv7. */
export const customers = defineEntity({
  name: 'customers',
  kind: 'c',
  fields: {
    name: lww(Line, { indexed: true, pii: true }),
    kind: lww(v.picklist(['person', 'company']), { indexed: true }),
    emails: set({ indexed: true, pii: true }),
    phones: set({ indexed: true, pii: true }),
    title: lww(Line, { pii: true }),
    occupation: lww(Line, { pii: true }),
    companyName: lww(Line, { indexed: true }),
    /** The customer record of the company; never a cycle. */
    company: lww(Id, { indexed: true }),
    outletOf: lww(Id),
    addresses: map(Address, { pii: true }),
    links: set({ pii: true }),
    /** `wechat`, `wecom`, `qq`, `whatsapp`, `line` -> handle. */
    handles: map(Line, { pii: true }),
    gender: lww(v.picklist(['female', 'male', 'other']), { pii: true }),
    birthYear: lww(v.pipe(v.number(), v.integer(), v.minValue(1900), v.maxValue(2100)), { pii: true }),
    ageBand: lww(Line, { pii: true }),
    industry: lww(Line),
    area: lww(Line, { indexed: true }),
    interests: set({ pii: true }),
    preferences: lww(Text, { pii: true }),
    economicSituation: lww(Text, { pii: true }),
    needs: lww(Text),
    tags: set({ indexed: true }),
    custom: map(Line),
    /** Other customer id -> how they relate. */
    relations: map(v.picklist(['reports-to', 'decides', 'introduced-by'])),
    lawfulBasis: lww(v.picklist(['enquiry', 'contract', 'consent', 'interest'])),
    informedOn: lww(Day),
    optOut: lww(v.boolean()),
    wonSource: lww(Line),
    wonMeans: lww(Line),
    wonCost: lww(Money),
    referredBy: lww(Id),
    lostReason: lww(Line),
    lostOn: lww(Day),
    memberNumber: lww(Line, { pii: true }),
    memberSince: lww(Day),
    memberLevel: lww(Line),
    termsAcceptedOn: lww(Day),
    /** Day (with anything behind it) -> points earned, spent (below 0) or expired, and why. */
    points: map(Points),
    /** Addresses to which mail came back. */
    bounced: set({ pii: true }),
    creditLimit: lww(Money, { serverOwned: true }),
    /** The user who looks after this customer; set by a lead. */
    owner: lww(Id, { indexed: true, serverOwned: true }),
    /** The users who captured or wrote it and did not take that back; with none left it is not shown. */
    by: set(),
    capturedAt: fww(Instant, { indexed: true }),
    capturedBy: fww(Id),
    /** Field or element -> where its value came from. */
    provenance: map(Provenance),
    /** What the id was hashed from (`email:a@b.example`), so that it can be derived anew for another organization. */
    keyedBy: fww(Line, { pii: true }),
  },
});
export type Customer = ViewOf<typeof customers>;

/** A further key of a customer: an address or number that leads to it (sync design 2.7). */
export const aliases = defineEntity({
  name: 'aliases',
  kind: 'a',
  fields: {
    type: fww(v.picklist(['email', 'phone', 'handle', 'external'])),
    value: fww(Line, { indexed: true, pii: true }),
    to: lww(Id, { indexed: true }),
  },
});
export type Alias = ViewOf<typeof aliases>;
