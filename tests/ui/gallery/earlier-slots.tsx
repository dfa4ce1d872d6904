import { Sheet } from '#shared/ui/primitives/Sheet.tsx';
import { EarlierList } from '../../../extension/sidebar/parts/EarlierList.tsx';
import { EarlierStart } from '../../../extension/sidebar/parts/EarlierStart.tsx';
import type { EarlierFetch } from '../../../extension/sidebar/parts/types.ts';
import type { Slot } from './slot.ts';

const nothing = (): void => undefined;

export const earlierFetch: EarlierFetch = {
  host: 'mail.brooks-supply.example',
  phase: 'done',
  total: 412,
  wanted: 199,
  held: { rule: 1, automatic: 12, 'too-many': 2, unread: 1 },
  rules: ['quiet-law.example'],
  mails: [
    { place: 0, subject: 'Re: Angebot Folgemilch, 48 Dosen', sentAt: '2026-10-12T08:14:00Z', direction: 'in', inBook: false },
    {
      place: 1,
      subject: 'Lieferung nach Hamburg: welche Spedition, welche Rampe, welche Uhrzeit?',
      sentAt: '2026-09-30T14:02:00Z',
      direction: 'out',
      inBook: false,
    },
    { place: 2, subject: '', sentAt: '2025-12-02T10:00:00Z', direction: 'in', inBook: false },
    { place: 3, subject: '关于样品的问题', sentAt: '2025-11-18T07:30:00Z', direction: 'in', inBook: true },
  ],
};

const places = [
  { tab: 4, webmail: 'Roundcube', host: 'mail.brooks-supply.example', gives: true },
  { tab: 9, webmail: 'Gmail', host: 'mail.google.com', gives: false },
];

/** Fetching a customer's earlier mail. */
export const earlierSlots: readonly Slot[] = [
  {
    id: 'earlier-start',
    title: 'Earlier mail: from where',
    part: (
      <Sheet title="Earlier mail" onClose={nothing}>
        <EarlierStart name="Hannah Whitfield" most={200} places={places} onFetch={nothing} onStop={nothing} />
      </Sheet>
    ),
  },
  {
    id: 'earlier-progress',
    title: 'Earlier mail: being read',
    part: (
      <Sheet title="Earlier mail" onClose={nothing}>
        <EarlierStart
          name="Hannah Whitfield"
          most={200}
          places={places}
          progress={{ host: 'mail.brooks-supply.example', read: 63, wanted: 199, isSearching: false }}
          onFetch={nothing}
          onStop={nothing}
        />
      </Sheet>
    ),
  },
  {
    id: 'earlier-list',
    title: 'Earlier mail: looked through',
    part: (
      <Sheet title="Earlier mail" onClose={nothing}>
        <EarlierList run={earlierFetch} onKeep={nothing} />
      </Sheet>
    ),
  },
];
