import parsePhoneNumber from 'libphonenumber-js/min';

/** A phone as people write it: `+494055500148` is kept, `+49 40 55500148` is shown. What is no E.164 number stays as it is. */
export function formatPhone(phone: string): string {
  return phone.startsWith('+') ? (parsePhoneNumber(phone)?.formatInternational() ?? phone) : phone;
}

/** A link as people say it: without its scheme and a closing slash. */
export function formatLink(link: string): string {
  return link.replace(/^https?:\/\//iu, '').replace(/\/$/u, '');
}
