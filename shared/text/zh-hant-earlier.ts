import { createCounting } from './plural.ts';

const { count } = createCounting('zh-TW');

/** 從開啟的網頁信箱取得與客戶的較早郵件。 */
export const earlierTexts = {
  earlier: {
    open: '取得較早的郵件',
    title: '較早的郵件',
    what: (name: string, most: number) =>
      `收件匣和寄件備份中與${name}的往來，最多取最新的 ${count(most)} 封。按下之前不儲存任何內容，也不會把郵件標為已讀。`,
    from: (webmail: string) => `從 ${webmail} 取得`,
    fromAt: (webmail: string, host: string) => `從 ${webmail}（${host}）取得`,
    noTab: '請先開啟一個已啟用的網頁信箱，再在此取得。',
    noSource: (webmail: string) => `${webmail} 沒有 Sidebook 可用的搜尋。可以把信箱匯出為 mbox 檔案，在伺服器上匯入。`,
    searching: (host: string) => `正在搜尋 ${host}`,
    reading: (read: number, wanted: number) => `正在讀取，${count(read)} / ${count(wanted)}`,
    stop: '停止',
    found: (mails: number, host: string) => `在 ${host} 找到 ${count(mails)} 封郵件。`,
    none: (host: string) => `在 ${host} 沒有找到與這位客戶的郵件。`,
    more: (total: number, wanted: number) => `信箱共找到 ${count(total)} 封，已讀取最新的 ${count(wanted)} 封。`,
    stopped: '已停止：此前讀取的郵件可以儲存。',
    failures: {
      'no-source': '從信箱的這個頁面無法得知如何搜尋。請開啟收件匣後再試一次。',
      refused: '信箱沒有回應搜尋。請重新載入信箱頁面，如有要求請登入，然後再試一次。',
      gone: '信箱頁面已關閉。此前讀取的郵件可以儲存。',
      rule: '這位客戶的所有地址都在不記錄名單中。',
    },
    left: {
      rule: (mails: number, rules: string) => `不記錄名單（${rules}）：${count(mails)} 封`,
      automatic: (mails: number) => `郵件清單和自動郵件：${count(mails)} 封`,
      'too-many': (mails: number) => `收件人過多：${count(mails)} 封`,
      'left-thread': (mails: number) => `客戶已退出的對話：${count(mails)} 封`,
      'own-domain': (mails: number) => `同事之間：${count(mails)} 封`,
      unread: (mails: number) => `無法讀取：${count(mails)} 封`,
    },
    leftOut: '未列入',
    inBook: '已在客戶簿中',
    in: '收到',
    out: '寄出',
    keepOne: (subject: string) => `儲存「${subject}」`,
    all: '全選',
    noneTicked: '全不選',
    keep: (mails: number) => `儲存 ${count(mails)} 封郵件`,
    keeping: '正在儲存',
    tickOne: '請先勾選一封郵件。',
    kept: (mails: number, name: string) => `已儲存與${name}的 ${count(mails)} 封郵件`,
    reached: (host: string, oldest: string) => `已從 ${host} 取得較早的郵件，最早至 ${oldest}。`,
    reachedPart: (host: string, oldest: string) => `已從 ${host} 取得部分較早的郵件，最早至 ${oldest}。`,
  },
};
