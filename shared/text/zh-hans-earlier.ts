import { createCounting } from './plural.ts';

const { count } = createCounting('zh-CN');

/** 从打开的网页邮箱获取与客户的较早邮件。 */
export const earlierTexts = {
  earlier: {
    open: '获取较早的邮件',
    title: '较早的邮件',
    what: (name: string, most: number) =>
      `收件箱和已发送邮件中与${name}的往来，最多取最新的 ${count(most)} 封。按下之前不保存任何内容，也不会把邮件标为已读。`,
    from: (webmail: string) => `从 ${webmail} 获取`,
    fromAt: (webmail: string, host: string) => `从 ${webmail}（${host}）获取`,
    noTab: '请先打开一个已启用的网页邮箱，再在此获取。',
    noSource: (webmail: string) => `${webmail} 没有 Sidebook 可用的搜索。可以把邮箱导出为 mbox 文件，在服务器上导入。`,
    searching: (host: string) => `正在搜索 ${host}`,
    reading: (read: number, wanted: number) => `正在读取，${count(read)} / ${count(wanted)}`,
    stop: '停止',
    found: (mails: number, host: string) => `在 ${host} 找到 ${count(mails)} 封邮件。`,
    none: (host: string) => `在 ${host} 没有找到与这位客户的邮件。`,
    more: (total: number, wanted: number) => `邮箱共找到 ${count(total)} 封，已读取最新的 ${count(wanted)} 封。`,
    stopped: '已停止：此前读取的邮件可以保存。',
    failures: {
      'no-source': '从邮箱的这个页面无法得知如何搜索。请打开收件箱后重试。',
      refused: '邮箱没有响应搜索。请重新载入邮箱页面，如有要求请登录，然后重试。',
      gone: '邮箱页面已关闭。此前读取的邮件可以保存。',
      rule: '这位客户的所有地址都在不记录名单中。',
    },
    left: {
      rule: (mails: number, rules: string) => `不记录名单（${rules}）：${count(mails)} 封`,
      automatic: (mails: number) => `邮件列表和自动邮件：${count(mails)} 封`,
      'too-many': (mails: number) => `收件人过多：${count(mails)} 封`,
      'left-thread': (mails: number) => `客户已退出的会话：${count(mails)} 封`,
      'own-domain': (mails: number) => `同事之间：${count(mails)} 封`,
      unread: (mails: number) => `无法读取：${count(mails)} 封`,
    },
    leftOut: '未列入',
    inBook: '已在客户簿中',
    in: '收到',
    out: '发出',
    keepOne: (subject: string) => `保存“${subject}”`,
    all: '全选',
    noneTicked: '全不选',
    keep: (mails: number) => `保存 ${count(mails)} 封邮件`,
    keeping: '正在保存',
    tickOne: '请先勾选一封邮件。',
    kept: (mails: number, name: string) => `已保存与${name}的 ${count(mails)} 封邮件`,
    reached: (host: string, oldest: string) => `已从 ${host} 获取较早的邮件，最早至 ${oldest}。`,
    reachedPart: (host: string, oldest: string) => `已从 ${host} 获取部分较早的邮件，最早至 ${oldest}。`,
  },
};
