/** Webmails at one address for everybody that an adapter reads: offered by name in the first run. All others are allowed by their address. */
export const KNOWN_WEBMAILS: readonly { readonly name: string; readonly origin: string }[] = [
  { name: 'Gmail', origin: 'https://mail.google.com' },
  { name: 'Outlook', origin: 'https://outlook.office.com' },
  { name: 'Outlook.com', origin: 'https://outlook.live.com' },
  { name: 'Yahoo', origin: 'https://mail.yahoo.com' },
  { name: 'Proton', origin: 'https://mail.proton.me' },
  { name: 'Zoho', origin: 'https://mail.zoho.com' },
  { name: 'QQ 邮箱', origin: 'https://wx.mail.qq.com' },
  { name: '网易 163', origin: 'https://mail.163.com' },
];
