import { createCounting } from './plural.ts';

const { plural, count } = createCounting('en');
const mailsOf = (mails: number): string => plural(mails, { one: '1 mail', other: `${count(mails)} mails` });

/** Fetching a customer's earlier mail from an open webmail. */
export const earlierTexts = {
  earlier: {
    open: 'Fetch earlier mail',
    title: 'Earlier mail',
    what: (name: string, most: number) =>
      `Mail with ${name} in the inbox and among what was sent, the newest ${count(most)} at most. Nothing is kept before you press, and nothing is marked as read.`,
    from: (webmail: string) => `Fetch from ${webmail}`,
    fromAt: (webmail: string, host: string) => `Fetch from ${webmail}, ${host}`,
    noTab: 'Open a webmail that is switched on, then fetch here.',
    noSource: (webmail: string) => `${webmail} has no search that Sidebook may ask. An mbox file of the mailbox can be imported on the server.`,
    searching: (host: string) => `Searching ${host}`,
    reading: (read: number, wanted: number) => `Reading ${count(read)} of ${count(wanted)}`,
    stop: 'Stop',
    found: (mails: number, host: string) => `${mailsOf(mails)} found at ${host}.`,
    none: (host: string) => `No mail with this customer was found at ${host}.`,
    more: (total: number, wanted: number) => `The webmail found ${count(total)}; the newest ${count(wanted)} were read.`,
    stopped: 'Stopped: what was read until then can be kept.',
    failures: {
      'no-source': 'This page of the webmail does not say how to search it. Open its inbox and try again.',
      refused: 'The webmail did not answer the search. Load its page again, sign in if it asks, and try again.',
      gone: 'The webmail’s page was closed. What was read until then can be kept.',
      rule: 'All addresses of this customer are on the never-log list.',
    },
    left: {
      rule: (mails: number, rules: string) => `Never-log list (${rules}): ${count(mails)}`,
      automatic: (mails: number) => `Lists and automatic mail: ${count(mails)}`,
      'too-many': (mails: number) => `To many people at once: ${count(mails)}`,
      'left-thread': (mails: number) => `Conversations that the customer left: ${count(mails)}`,
      'own-domain': (mails: number) => `Among colleagues: ${count(mails)}`,
      unread: (mails: number) => `Could not be read: ${count(mails)}`,
    },
    leftOut: 'Left out',
    inBook: 'in the book',
    in: 'Received',
    out: 'Sent',
    keepOne: (subject: string) => `Keep ${subject}`,
    all: 'Tick all',
    noneTicked: 'Tick none',
    keep: (mails: number) => `Keep ${mailsOf(mails)}`,
    keeping: 'Keeping',
    tickOne: 'Tick a mail first.',
    kept: (mails: number, name: string) => `Kept ${mailsOf(mails)} with ${name}`,
    reached: (host: string, oldest: string) => `Earlier mail was fetched from ${host}, back to ${oldest}.`,
    reachedPart: (host: string, oldest: string) => `Earlier mail was fetched from ${host} in part, back to ${oldest}.`,
  },
};
