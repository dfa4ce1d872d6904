import { createCounting } from './plural.ts';

const { count } = createCounting('zh-TW');

/** The printed report on what customers say of products, and how they are cared for. */
export const reportVoicesTexts = {
  reportVoices: {
    product: '產品',
    faults: '缺點',
    wishes: '願望',
    returns: '退貨',
    cases: '個案',
    returned: '退貨行佔比',
    said: '最近的說法',
    attributes: '在哪一點',
    attribute: (name: string, faults: number, wishes: number) =>
      `${name}：${[...(faults === 0 ? [] : [`${count(faults)} 個缺點`]), ...(wishes === 0 ? [] : [`${count(wishes)} 個願望`])].join('、')}`,
    reasons: '為什麼退貨',
    noReason: '未寫理由',
    byAge: '按年齡',
    byOccupation: '按職業',
    group: '人群',
    customers: '客戶',
    nothing: '沒有人說起產品，也沒有退貨。',

    feedback: '問了且答了',
    recommend: '願推薦者減不願推薦者',
    recommendNote: (low: string, high: string, promoters: string, detractors: string, n: string) =>
      `${low} 至 ${high}；願 ${promoters}，不願 ${detractors}，n = ${n}`,
    eachByItself: '1 至 5 分，逐項分列：沒有混合的總分。',
    indicatorGroups: { subject: '評價什麼', channel: '我們的方式', time: '什麼時候' },
    indicator: '指標',
    received: '得到',
    expected: '期望',
    gap: '差距',
    content: '滿意',
    answers: '答覆',
    tooFew: '答覆太少',
    indicators: {
      advice: '諮詢建議',
      'product-quality': '產品品質',
      'service-quality': '服務品質',
      'after-sales': '售後服務',
      'product-and-service': '產品與服務',
      communication: '溝通方式',
      incentives: '銷售激勵',
      'public-relations': '公共關係',
      'before-sale': '售前',
      'at-sale': '售中',
      'after-sale': '售後',
    },
    careTitle: '各等級的關懷',
    tier: '等級',
    plan: '聯絡期限',
    kept: '做到',
    contactsEach: '人均聯絡',
    openCases: '未結個案',
    complaints: '客訴',
    waitingTitle: '等得最久的',
    customer: '客戶',
    lastContact: '上次聯絡',
    never: '從未',
  },
};
