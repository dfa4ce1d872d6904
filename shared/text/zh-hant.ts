import type { Texts } from './texts.ts';
import { createCounting } from './plural.ts';
import { caseTexts } from './zh-hant-cases.ts';
import { consoleTexts } from './zh-hant-console.ts';
import { earlierTexts } from './zh-hant-earlier.ts';
import { errors } from './zh-hant-errors.ts';
import { importTexts } from './zh-hant-import.ts';
import { orderTexts } from './zh-hant-orders.ts';
import { panel } from './zh-hant-panel.ts';
import { page } from './zh-hant-page.ts';
import { offers } from './zh-hant-offers.ts';
import { similar } from './zh-hant-similar.ts';
import { taskTexts } from './zh-hant-tasks.ts';
import { reasonTexts } from './zh-hant-reasons.ts';
import { reportTexts } from './zh-hant-report.ts';
import { reportMoneyTexts } from './zh-hant-report-money.ts';
import { reportTeamTexts } from './zh-hant-report-team.ts';
import { reportVoicesTexts } from './zh-hant-report-voices.ts';
import { settings } from './zh-hant-settings.ts';

const { count } = createCounting('zh-TW');
const detailed = (detail: string): string => (detail ? `（${detail}）` : '');

/** Traditional Chinese as it is written in Taiwan. */
export const zhHant: Texts = {
  ...panel,
  ...page,
  ...offers,
  ...earlierTexts,
  ...similar,
  ...settings,
  ...caseTexts,
  ...errors,
  ...orderTexts,
  ...taskTexts,
  ...reasonTexts,
  ...reportTexts,
  ...reportMoneyTexts,
  ...reportTeamTexts,
  ...reportVoicesTexts,
  ...importTexts,
  console: consoleTexts,

  common: {
    product: 'Sidebook',
    save: '儲存',
    saving: '儲存中',
    cancel: '取消',
    close: '關閉',
    back: '返回',
    undo: '復原',
    retry: '再試一次',
    loading: '讀取中',
    dismiss: '收起',
    edit: (what: string) => `更改${what}`,
    minutes: (minutes: number) => `${count(minutes)} 分鐘`,
  },

  format: { to: '至', comma: '，', gap: '' },

  roles: { rep: '業務', lead: '組長', service: '服務技師', admin: '管理員' },

  channels: {
    email: '郵件',
    phone: '電話',
    fax: '傳真',
    chat: '聊天',
    web: '網頁',
    meeting: '拜訪',
    letter: '信件',
    social: '社群網路',
    note: '便條',
  },

  fields: {
    name: '姓名',
    emails: '電子郵件',
    phones: '電話',
    title: '職位',
    companyName: '公司',
    links: '網站',
    addresses: '地址',
    kind: '類型',
    occupation: '職業',
    company: '任職於',
    outletOf: '所屬總店',
    handles: '聊天帳號',
    gender: '性別',
    birthYear: '出生年份',
    ageBand: '年齡段',
    industry: '行業',
    area: '區域',
    interests: '興趣',
    preferences: '偏好',
    economicSituation: '經濟狀況',
    needs: '需求',
    tags: '標籤',
    custom: '自訂欄',
    relations: '關係',
    lawfulBasis: '依據',
    informedOn: '告知日期',
    optOut: '可寄郵件',
    wonSource: '來源',
    wonMeans: '獲得方式',
    wonCost: '獲客成本',
    referredBy: '介紹人',
    lostReason: '流失原因',
    lostOn: '流失日期',
    memberNumber: '會員編號',
    memberSince: '入會日期',
    memberLevel: '會員等級',
    termsAcceptedOn: '接受條款日期',
    points: '點數',
    bounced: '退信地址',
    creditLimit: '信用額度',
    owner: '負責人',
    by: '儲存人',
    capturedAt: '建檔日期',
    capturedBy: '建檔人',
    provenance: '出處',
    keyedBy: '鍵',
    _del: '刪除',
    subject: '主旨',
    text: '內文',
    body: '內文',
    outcome: '結果',
    happenedAt: '時間',
    durationMinutes: '時長',
    satisfaction: '滿意度',
    topic: '話題',
    private: '私人',
    privateNote: '私人便條',
    doneAt: '完成',
  },

  customer: {
    card: '客戶',
    noName: '尚無姓名',
    tier: (name: string) => `等級：${name}`,
    noTier: '尚無等級',
    noTierReason: '尚無等級：客戶簿裡沒有訂單',
    since: (month: string) => `自 ${month}`,
    optedOut: '不可寄郵件',
    reach: '聯絡方式',
    add: '新增',
    addField: (label: string) => `新增${label}`,
    waits: '尚未存到伺服器',
    saved: '已儲存',
    cleared: '已刪除',
    badEmail: '電子郵件地址有一個 @，兩邊都有文字。在改好之前，您寫的內容留在這裡。',
    tooLong: '超過一行的長度（500 個字）。請縮短後儲存。',
    nameNeeded: '客戶需要姓名。按 Esc 可恢復原來的。',
  },

  timeline: {
    title: '往來',
    entries: (entries: number) => `${count(entries)} 筆`,
    filters: '顯示',
    all: '全部',
    mail: '郵件',
    calls: '電話',
    notes: '便條',
    orders: '訂單',
    service: '服務',
    in: '客戶發來',
    out: '發給客戶',
    noSubject: '無主旨',
    waits: '尚未存到伺服器',
    loggedBy: (name: string) => `${name}記錄`,
    unknownUser: '同事',
    empty: '還沒有往來。您記錄的郵件會先出現在這裡。',
    emptyFilter: (filter: string) => `「${filter}」裡沒有內容。`,
    showAll: '顯示全部',
    picture: (name: string) => `開啟圖片 ${name}`,
    pictureGone: '這張圖片既不在本瀏覽器中，也不在伺服器上。',
    pictureOffline: '這張圖片在伺服器上，現在無法連線到伺服器。',
    seenSince: (day: string) => `本瀏覽器自 ${day}起看到的郵件。`,
    more: '往下捲動可看更早的內容。',
  },

  provenance: {
    title: '我們知道什麼，從哪裡來',
    line: (reader: string, day: string) => `${reader}，${day}`,
    keptBy: (who: string, day: string) => `${who}，${day}`,
    unknown: '沒有寫明出處',
    sure: (bars: number) => `把握 ${bars}/3`,
    empty: '目前只知道姓名。',
  },

  sources: {
    'from-line': '寄件人欄',
    'to-line': '收件人欄',
    signature: '簽名檔',
    'mail-text': '郵件內文',
    page: '網頁',
    'structured-data': '網頁資料',
    selection: '選中的文字',
    corrected: '依您的更正',
    hand: '手動填寫',
    import: '匯入',
  },

  captureFields: { name: '姓名', email: '電子郵件', companyName: '公司', title: '職位', phone: '電話', link: '網站', address: '地址' },

  captureNotes: {
    'text-cut': (detail) => `內文很長：只儲存開頭${detailed(detail)}，其餘留在郵件裡。`,
    'raw-cut': (detail) => `郵件很大：只讀了${detail || '前面一部分'}，其餘沒有讀。寄件人、日期和主旨是完整的。`,
    'raw-unavailable': (detail) => `網頁信箱沒有給出原始郵件${detailed(detail)}，所以內容是從頁面上讀的。`,
    'markup-key-refused': (detail) => `網頁本身的資料裡有一個不會採用的名稱${detailed(detail)}。那一部分已略去，其餘已讀取。`,
    'markup-too-deep': () => '網頁本身的資料巢狀太深。那一部分已略去，其餘已讀取。',
    'markup-broken': () => '網頁本身的資料已損壞。那一部分已略去，其餘已讀取。',
    'addresses-hidden': (detail) => `網頁信箱隱藏了部分地址${detailed(detail)}。展開全部收件人後也會讀取。`,
    'date-missing': () => '郵件沒有日期，所以用您開啟它的時間。',
    'date-absurd': (detail) => `郵件的日期不可能是對的${detailed(detail)}，所以用您開啟它的時間。`,
    'newest-of-several': () => '這組往來中有多封郵件已展開，這裡是最新的一封。',
    'sender-differs': (detail) => `這個名字看起來像另一個地址${detailed(detail)}。真正的寄件地址是下面這個。`,
  },

  refusals: {
    future: '這個瀏覽器的時鐘比伺服器快，所以沒有採用。請調準時鐘再改一次。',
    tooOld: '這項改動隔得太久，無法穩妥合併。如果仍然要改，請再改一次。',
    forbidden: '只有組長或伺服器能設定這一項。',
    invalid: '伺服器存不了這個值。請換一種寫法。',
  },
};
