import type { TaskTitles } from './keys.ts';
import { createCounting } from './plural.ts';

const { count } = createCounting('zh-CN');

/** What is said of tasks, of what is overdue, and of products that are bought together. */
export const taskTexts = {
  taskTitles: {
    'task.reorder': (product: string) => (product === '' ? '补货提醒' : `补货提醒：${product}`),
  } satisfies TaskTitles,

  tasks: {
    open: '待办',
    done: (title: string) => `完成：${title}`,
    drop: '不用了',
    dropThis: (title: string) => `不用了：${title}`,
    wasDone: (title: string) => `已完成：${title}`,
    wasDropped: (title: string) => `已收起：${title}`,
    late: (days: number) => `晚了 ${count(days)} 天`,
    since: (day: string) => `自${day}`,
    today: '今天',
    noTitle: '没有标题的任务',
  },

  todayPage: {
    title: '今天',
    due: '到期',
    soon: '接下来 7 天',
    none: '没有到期的事。客户下次订货前几天，提醒会出现在这里。',
    noneDue: '今天没有到期的事。',
    all: (tasks: number) => `全部显示（${count(tasks)}）`,
    keyMove: '移动',
    keyDone: '完成',
    keyOpen: '打开',
  },

  risk: {
    title: '风险',
    leaving: '流失',
    dependence: '依赖',
    complaints: '投诉',
    untitled: '投诉',
    openSince: (day: string) => `${day}起未解决`,
    overdue: '逾期',
    amount: (amount: string, days: number) => `${amount}，${count(days)} 天`,
    since: (day: string, orders: string) => `自${day}起（${orders}）`,
    orders: (orders: number) => `${count(orders)} 单`,
  },

  together: {
    title: '常一起买',
    pair: (left: string, right: string) => `${left} 和 ${right}`,
    here: (together: number, orders: number) => `${count(orders)} 单里有 ${count(together)} 单`,
    everywhere: (together: number, orders: number, support: string, confidence: string, lift: string) =>
      `全团队 ${count(orders)} 单里有 ${count(together)} 单（${support}）：买前者的 ${confidence} 也买后者，是随机情况的 ${lift} 倍。`,
  },

  worth: {
    title: '今后 12 个月',
    alive: '仍是客户',
    orders: '订单',
    brings: '带来',
    span: (low: string, high: string) => `${low} 至 ${high}`,
    unsure: '尚无法判断',
    learnt: (customers: number) => `根据 ${count(customers)} 位客户的订单推算，五次中有四次落在区间内。`,
    checked: (predicted: number, actual: number, span: string) =>
      `以${span}检验：预测 ${count(Math.round(predicted))} 单，实际 ${count(actual)} 单。`,
    unchecked: '还没有可供检验的时间。',
    needsCustomers: (have: number, needed: number) => `有订单的客户还不够：${count(have)} 位，需要 ${count(needed)} 位`,
    needsRepeaters: (have: number, needed: number) => `再次下单的客户还不够：${count(have)} 位，需要 ${count(needed)} 位`,
    needsWeeks: (have: number, needed: number) => `订单的周数还不够：${count(have)} 周，需要 ${count(needed)} 周`,
  },
};
