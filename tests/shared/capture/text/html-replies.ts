const own = '<p>We take forty.</p><p>Mira</p>';
const quoted = '<p>How many boxes do you want this month?</p><p>Robin</p>';

/** What is left of each of them. */
export const ownWords = 'We take forty. Mira';

/** Replies as programs build them, written for our tests after what each of them is known to send. */
export const replies: readonly (readonly [string, string])[] = [
  [
    'Outlook 2010',
    `<div class=WordSection1>${own}<div><div style='border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal><b>From:</b> Robin [mailto:robin@shop.example] <br><b>Sent:</b> Monday, March 02, 2026 10:02 AM<br><b>To:</b> Mira<br><b>Subject:</b> Boxes</p></div></div>${quoted}</div>`,
  ],
  [
    'Outlook 2016, with labels in a language that the rules do not know',
    `<div class=WordSection1>${own}<div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in'><p class=MsoNormal><b>Sendandi:</b> Robin<br><b>Sent þann:</b> mánudagur<br><b>Efni:</b> Kassar</p></div></div>${quoted}</div>`,
  ],
  [
    'Windows Mail',
    `<div>${own}<div style="padding-top: 5px; border-top-color: rgb(229, 229, 229); border-top-width: 1px; border-top-style: solid;"><div><b>Von:</b> Robin</div><div><b>Gesendet:</b> Montag</div></div><div>${quoted}</div></div>`,
  ],
  [
    'Yandex',
    `<div>${own}</div><div> </div><div>02.03.2026, 10:02, "Robin" &lt;robin@shop.example&gt;:</div><blockquote type="cite">${quoted}</blockquote>`,
  ],
  [
    'Apple Mail',
    `<div>${own}<blockquote type="cite"><div>On 2 Mar 2026, at 10:02, Robin &lt;robin@shop.example&gt; wrote:</div>${quoted}</blockquote></div>`,
  ],
  [
    'QQ Mail',
    `${own}<div style="font-size: 12px;padding:2px 0;">------------------&nbsp;原始邮件&nbsp;------------------</div><div><b>发件人:</b> "Robin"&lt;robin@shop.example&gt;</div><div><b>发送时间:</b> 2026年3月2日</div>${quoted}`,
  ],
  [
    'NetEase',
    `<div>${own}<p>At 2026-03-02 10:02:11, "Robin" &lt;robin@shop.example&gt; wrote:</p><blockquote id="isReplyContent">${quoted}</blockquote></div>`,
  ],
  [
    'Proton',
    `${own}<div class="protonmail_quote">Em segunda-feira, Robin escreveu:<blockquote class="protonmail_quote">${quoted}</blockquote></div>`,
  ],
  ['GMX', `${own}<div name="quote" style="margin:10px"><div><b>Gesendet:</b> Montag</div><div name="quoted-content">${quoted}</div></div>`],
  ['Outlook on a phone', `${own}<div id="ms-outlook-mobile-signature"></div><div id="mail-editor-reference-message-container">${quoted}</div>`],
];
