/** One message of a talk before a program writes it down. */
export type Said = { readonly onDay: string; readonly at: string; readonly speaker: string; readonly text: string };

const split = (said: Said): { year: string; month: string; day: string; hour: number; minute: string } => {
  const [year = '', month = '', day = ''] = said.onDay.split('-');
  const [hour = '', minute = ''] = said.at.split(':');
  return { year, month, day, hour: Number(hour), minute };
};
const bare = (text: string): string => String(Number(text));
const twelve = (hour: number): number => (hour % 12 === 0 ? 12 : hour % 12);

/** How programs write a message down, after what each of them is known to copy or export. The first line of some is the program's own. */
export const WRITERS: Readonly<
  Record<string, { readonly app: 'wechat' | 'whatsapp'; readonly opens: string; readonly write: (said: Said) => string }>
> = {
  'WhatsApp, iPhone, English, 24 h': {
    app: 'whatsapp',
    opens: '[02/11/2026, 08:00:00] Trade group: \u200EMessages and calls are end-to-end encrypted.',
    write: (said) => {
      const { year, month, day } = split(said);
      return `[${day}/${month}/${year}, ${said.at}:22] ${said.speaker}: ${said.text}`;
    },
  },
  'WhatsApp, iPhone, American, 12 h': {
    app: 'whatsapp',
    opens: '\u200E[11/2/26, 8:00:00\u202FAM] Robin: \u200EMessages and calls are end-to-end encrypted.',
    write: (said) => {
      const { year, month, day, hour, minute } = split(said);
      return `[${bare(month)}/${bare(day)}/${year.slice(2)}, ${twelve(hour)}:${minute}:22\u202F${hour < 12 ? 'AM' : 'PM'}] ${said.speaker}: ${said.text}`;
    },
  },
  'WhatsApp, iPhone, German': {
    app: 'whatsapp',
    opens: '[02.11.26, 08:00:00] Robin: \u200ENachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt.',
    write: (said) => {
      const { year, month, day } = split(said);
      return `[${day}.${month}.${year.slice(2)}, ${said.at}:22] ${said.speaker}: ${said.text}`;
    },
  },
  'WhatsApp, iPhone, Chinese, 12 h': {
    app: 'whatsapp',
    opens: '[2026/11/2 上午8:00:00] Robin: \u200E消息和通话已进行端到端加密。',
    write: (said) => {
      const { year, month, day, hour, minute } = split(said);
      return `[${year}/${bare(month)}/${bare(day)} ${hour < 12 ? '上午' : '下午'}${twelve(hour)}:${minute}:22] ${said.speaker}: ${said.text}`;
    },
  },
  'WhatsApp, Android, English, 24 h': {
    app: 'whatsapp',
    opens: '02/11/2026, 08:00 - Messages and calls are end-to-end encrypted. Only people in this chat can read them.',
    write: (said) => {
      const { year, month, day } = split(said);
      return `${day}/${month}/${year}, ${said.at} - ${said.speaker}: ${said.text}`;
    },
  },
  'WhatsApp, Android, American, 12 h': {
    app: 'whatsapp',
    opens: '11/2/26, 8:00 AM - Robin created group "Trade"',
    write: (said) => {
      const { year, month, day, hour, minute } = split(said);
      return `${bare(month)}/${bare(day)}/${year.slice(2)}, ${twelve(hour)}:${minute} ${hour < 12 ? 'AM' : 'PM'} - ${said.speaker}: ${said.text}`;
    },
  },
  'WhatsApp, Android, German': {
    app: 'whatsapp',
    opens: '02.11.26, 08:00 - Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt.',
    write: (said) => {
      const { year, month, day } = split(said);
      return `${day}.${month}.${year.slice(2)}, ${said.at} - ${said.speaker}: ${said.text}`;
    },
  },
  'WhatsApp, Android, Chinese, 12 h': {
    app: 'whatsapp',
    opens: '2026/11/2 上午8:00 - 消息和通话已进行端到端加密。',
    write: (said) => {
      const { year, month, day, hour, minute } = split(said);
      return `${year}/${bare(month)}/${bare(day)} ${hour < 12 ? '上午' : '下午'}${twelve(hour)}:${minute} - ${said.speaker}: ${said.text}`;
    },
  },
  'WhatsApp on the web': {
    app: 'whatsapp',
    opens: '',
    write: (said) => {
      const { year, month, day } = split(said);
      return `[${said.at}, ${bare(day)}/${bare(month)}/${year}] ${said.speaker}: ${said.text}`;
    },
  },
  'WeChat on a computer': {
    app: 'wechat',
    opens: '',
    write: (said) => `${said.speaker} ${said.onDay.replace(/-0?/gu, '/')} ${said.at}:05\n${said.text}\n`,
  },
  'WeChat, days with dashes': { app: 'wechat', opens: '', write: (said) => `${said.speaker} ${said.onDay} ${said.at}\n${said.text}\n` },
  QQ: { app: 'wechat', opens: '', write: (said) => `${said.onDay} ${said.at}:41 ${said.speaker}(20451188)\n${said.text}\n` },
};

/** The text that a program makes of a talk. */
export function writeTalk(program: string, said: readonly Said[]): string {
  const writer = WRITERS[program];
  return writer === undefined ? '' : [...(writer.opens === '' ? [] : [writer.opens]), ...said.map(writer.write)].join('\n');
}

/** The talk as WeChat sends it by mail: a line for each day, heads with the time only. */
export function writeMailedTalk(said: readonly Said[]): string {
  const lines = ['“王芳”和“李雷”在微信上的聊天记录如下，请查收。', ''];
  let day = '';
  for (const one of said) {
    if (one.onDay !== day) {
      day = one.onDay;
      lines.push(`—————  ${day}  —————`, '', '');
    }
    lines.push(`${one.speaker}  ${one.at}`, '', one.text, '');
  }
  return lines.join('\n');
}

const SENTENCES = [
  '早上好，请问燕麦奶还有货吗？',
  'Good morning, do you still have oat milk?',
  '有的，要多少箱？',
  'Forty cases, please. Note: the last ones came late.',
  '价格：每箱45元，量大可以谈\n送到后门，下午2:30以前',
  'Lieferung bitte bis 14:30 Uhr, Rampe 2.',
  '好的👌 明天上午10:00发货',
  'Total is 1,800: shall I send the invoice?',
];

/** A talk of forty messages over three days between two people. */
export function aTalk(speakers: readonly [string, string] = ['王芳', 'Robin Reeve']): Said[] {
  return Array.from({ length: 40 }, (_, at): Said => {
    const day = at < 14 ? '2026-11-02' : at < 30 ? '2026-11-03' : '2026-11-05';
    const minutes = 8 * 60 + 35 + (at % 16) * 37;
    const clock = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
    return { onDay: day, at: clock, speaker: speakers[at % 3 === 0 ? 0 : 1], text: SENTENCES[at % SENTENCES.length] ?? '' };
  });
}
