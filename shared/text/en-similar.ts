/** What is said where two customers may be one. */
export const similar = {
  similar: {
    title: 'Perhaps in the book already',
    titleKnown: 'Perhaps the same customer',
    isThis: 'It is this one',
    merge: 'Merge',
    different: 'Not the same',
    and: ', ',
    dot: ' · ',
    reasons: {
      'same-email': 'same address',
      'same-handle': 'same handle',
      'same-phone': 'same number',
      'same-name': 'same name',
      'short-name': 'name fits',
      'same-company': 'same company',
      'same-domain': 'same domain',
    },
    merged: (name: string) => `Merged with ${name}`,
    apart: (name: string) => `Noted: ${name} is somebody else`,
    separated: (name: string) => `${name} stands alone again`,
    members: (records: number) => `One customer of ${records} records`,
    separate: 'Separate',
    added: (email: string, name: string) => `${email} is another address of ${name}; the mail is logged`,
  },
};
