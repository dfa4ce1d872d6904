import type { TaskTitles } from './keys.ts';
import { createCounting } from './plural.ts';

const { count } = createCounting('zh-TW');

/** What is said of tasks, of what is overdue, and of products that are bought together. */
export const taskTexts = {
  taskTitles: {
    'task.reorder': (product: string) => (product === '' ? '補貨提醒' : `補貨提醒：${product}`),
  } satisfies TaskTitles,

  tasks: {
    open: '待辦',
    done: (title: string) => `完成：${title}`,
    drop: '不用了',
    dropThis: (title: string) => `不用了：${title}`,
    wasDone: (title: string) => `已完成：${title}`,
    wasDropped: (title: string) => `已收起：${title}`,
    late: (days: number) => `晚了 ${count(days)} 天`,
    since: (day: string) => `自${day}`,
    today: '今天',
    noTitle: '沒有標題的工作',
  },

  todayPage: {
    title: '今天',
    due: '到期',
    soon: '接下來 7 天',
    none: '沒有到期的事。客戶下次訂貨前幾天，提醒會出現在這裡。',
    noneDue: '今天沒有到期的事。',
    all: (tasks: number) => `全部顯示（${count(tasks)}）`,
    keyMove: '移動',
    keyDone: '完成',
    keyOpen: '開啟',
  },

  risk: {
    title: '風險',
    leaving: '流失',
    dependence: '依賴',
    complaints: '客訴',
    untitled: '客訴',
    openSince: (day: string) => `${day}起未解決`,
    overdue: '逾期',
    amount: (amount: string, days: number) => `${amount}，${count(days)} 天`,
    since: (day: string, orders: string) => `自${day}起（${orders}）`,
    orders: (orders: number) => `${count(orders)} 單`,
  },

  together: {
    title: '常一起買',
    pair: (left: string, right: string) => `${left} 和 ${right}`,
    here: (together: number, orders: number) => `${count(orders)} 單裡有 ${count(together)} 單`,
    everywhere: (together: number, orders: number, support: string, confidence: string, lift: string) =>
      `全團隊 ${count(orders)} 單裡有 ${count(together)} 單（${support}）：買前者的 ${confidence} 也買後者，是隨機情況的 ${lift} 倍。`,
  },

  worth: {
    title: '今後 12 個月',
    alive: '仍是客戶',
    orders: '訂單',
    brings: '帶來',
    span: (low: string, high: string) => `${low} 至 ${high}`,
    unsure: '尚無法判斷',
    learnt: (customers: number) => `根據 ${count(customers)} 位客戶的訂單推算，五次中有四次落在區間內。`,
    checked: (predicted: number, actual: number, span: string) =>
      `以${span}檢驗：預測 ${count(Math.round(predicted))} 單，實際 ${count(actual)} 單。`,
    unchecked: '還沒有可供檢驗的時間。',
    needsCustomers: (have: number, needed: number) => `有訂單的客戶還不夠：${count(have)} 位，需要 ${count(needed)} 位`,
    needsRepeaters: (have: number, needed: number) => `再次下單的客戶還不夠：${count(have)} 位，需要 ${count(needed)} 位`,
    needsWeeks: (have: number, needed: number) => `訂單的週數還不夠：${count(have)} 週，需要 ${count(needed)} 週`,
  },
};
