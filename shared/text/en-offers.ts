import { createCounting } from './plural.ts';

const { plural, count } = createCounting('en');

const linesOf = (lines: number): string => plural(lines, { one: '1 line', other: `${count(lines)} lines` });
const daysOf = (days: number): string => plural(days, { one: '1 day', other: `${count(days)} days` });

/** What is said of pasted texts, and of orders and meetings that a mail holds. */
export const offers = {
  paste: {
    title: 'Pasted',
    reading: 'Reading what was pasted',
    apps: { wechat: 'WeChat', whatsapp: 'WhatsApp', chat: 'chat' },
    talk: (app: string, days: number, who: string) => `This looks like a ${app} talk of ${daysOf(days)} with ${who}.`,
    talkAlone: (app: string, days: number) => `This looks like a ${app} talk of ${daysOf(days)}.`,
    order: (lines: number) => `This looks like an order of ${linesOf(lines)}.`,
    contact: 'This looks like a contact.',
    text: 'This is neither a talk nor an order nor a contact.',
    textHint: 'It can be kept as a note about a customer.',
    pictures: (pictures: number) => plural(pictures, { one: '1 picture', other: `${count(pictures)} pictures` }),
    keepPictures: (pictures: number) => plural(pictures, { one: 'Keep the picture', other: `Keep ${count(pictures)} pictures` }),
    pictureTooLarge: (name: string) => `${name} has more than 5 MB and is left out.`,
    pictureKind: (name: string) => `${name} is no PNG, JPEG, GIF or WebP picture and is left out.`,
    pictureTooMany: (most: number) => `Only the first ${count(most)} pictures are kept.`,
    with: 'With',
    withHint: 'Name, company or address',
    create: (name: string) => `New customer ${name}`,
    speaks: 'Speaks for the customer',
    days: 'Days',
    messages: (messages: number) => plural(messages, { one: '1 message', other: `${count(messages)} messages` }),
    span: (from: string, to: string) => `${from}–${to}`,
    noDay: 'No day is given',
    noDayHint: 'The text gives no day, so the talk is kept under today.',
    guessed: 'The text does not tell the day from the month; the day was read as the first number.',
    keepDay: (day: string) => `Keep the talk of ${day}`,
    keepTalk: 'Keep the talk',
    keepNote: 'Keep as a note',
    keeping: 'Keeping',
    look: 'Look at the order',
    chooseOne: 'Choose whose it is first.',
    tickOne: 'Tick a day first.',
    kept: (days: number, name: string) => `Kept a talk of ${daysOf(days)} with ${name}`,
    keys: (mac: boolean) => (mac ? '⌘ V' : 'Ctrl V'),
    key: 'keep a copied talk, order or card',
  },

  offered: {
    title: 'In this mail',
    order: (lines: number) => `An order of ${linesOf(lines)}`,
    orderTotal: (lines: number, total: string) => `An order of ${linesOf(lines)}, ${total}`,
    look: 'Look at it',
    lookAt: (what: string) => `${what}: look at it`,
    inBook: 'This order is in the book',
    check: 'Read without markup: check each line before you save.',
    markup: {
      'sender-is-shop': (shop: string) =>
        shop === '' ? 'From the sender’s markup; the sender is the shop.' : `From the sender’s markup; the sender is the shop, ${shop}.`,
      'sender-is-not-shop': (shop: string) =>
        shop === ''
          ? 'From the sender’s markup; the sender is not the shop. Check each line before you save.'
          : `From the sender’s markup; the sender is not the shop, ${shop}. Check each line before you save.`,
      'shop-unnamed': (_shop: string) => 'From the sender’s markup, which names no shop. Check each line before you save.',
    },
    lastPrices: 'Prices that the text does not give are those of the last order.',
    columns: 'Columns',
    columnsHint: (sender: string) => `Say what each column holds; it is remembered for ${sender}.`,
    columnsHintHere: 'Say what each column holds.',
    columnsLack: 'One column has to say what is ordered, and one how many.',
    column: (place: number) => `Column ${count(place)}`,
    roles: {
      product: 'Product',
      sku: 'Product number',
      quantity: 'Quantity',
      unit: 'Unit',
      unitPrice: 'Unit price',
      amount: 'Amount',
      other: 'Not read',
    },
    quantityIn: (unit: string) => `Quantity, ${unit}`,
    meeting: (subject: string) => `Meeting: ${subject}`,
    meetingUntitled: 'A meeting',
    cancelled: (subject: string) => `Called off: ${subject}`,
    moved: 'It was moved: the earlier time goes.',
    zoneGuessed: 'The invitation names no zone that is known; the time was read in yours.',
    keepMeeting: 'Keep the meeting',
    dropMeeting: 'Take it out',
    meetingInBook: 'This meeting is in the book',
    keptMeeting: (subject: string) => `Kept the meeting ${subject}`,
    droppedMeeting: (subject: string) => `Took out the meeting ${subject}`,
  },
};
