/** What the panel says about web pages that are no mail. */
export const page = {
  page: {
    read: 'Read this page',
    reading: 'Reading',
    why: 'It looks for people and companies on the page beside the panel. Nothing is kept until you say so.',
    title: 'On this page',
    people: 'People',
    companies: 'Companies',
    found: 'Found on this page',
    none: 'Nobody to keep on this page',
    noneHint: 'No name with an address or a phone was found. Mark the lines that name somebody and choose “Keep in Sidebook” from the menu.',
    notAllowed: 'The browser lets nobody read this page. Press the extension’s button on the page first, then read it.',
    menu: 'Keep in Sidebook',
  },
};
