import { createCounting } from './plural.ts';

const { count } = createCounting('zh-CN');

/** The printed report on what customers say of products, and how they are cared for. */
export const reportVoicesTexts = {
  reportVoices: {
    product: '产品',
    faults: '缺点',
    wishes: '愿望',
    returns: '退货',
    cases: '个案',
    returned: '退货行占比',
    said: '最近的说法',
    attributes: '在哪一点',
    attribute: (name: string, faults: number, wishes: number) =>
      `${name}：${[...(faults === 0 ? [] : [`${count(faults)} 个缺点`]), ...(wishes === 0 ? [] : [`${count(wishes)} 个愿望`])].join('、')}`,
    reasons: '为什么退货',
    noReason: '未写理由',
    byAge: '按年龄',
    byOccupation: '按职业',
    group: '人群',
    customers: '客户',
    nothing: '没有人说起产品，也没有退货。',

    feedback: '问了且答了',
    recommend: '愿推荐者减不愿推荐者',
    recommendNote: (low: string, high: string, promoters: string, detractors: string, n: string) =>
      `${low} 至 ${high}；愿 ${promoters}，不愿 ${detractors}，n = ${n}`,
    eachByItself: '1 至 5 分，逐项分列：没有混合的总分。',
    indicatorGroups: { subject: '评价什么', channel: '我们的方式', time: '什么时候' },
    indicator: '指标',
    received: '得到',
    expected: '期望',
    gap: '差距',
    content: '满意',
    answers: '答复',
    tooFew: '答复太少',
    indicators: {
      advice: '咨询建议',
      'product-quality': '产品质量',
      'service-quality': '服务质量',
      'after-sales': '售后服务',
      'product-and-service': '产品与服务',
      communication: '沟通方式',
      incentives: '销售激励',
      'public-relations': '公共关系',
      'before-sale': '售前',
      'at-sale': '售中',
      'after-sale': '售后',
    },
    careTitle: '各等级的关怀',
    tier: '等级',
    plan: '联系期限',
    kept: '做到',
    contactsEach: '人均联系',
    openCases: '未结个案',
    complaints: '投诉',
    waitingTitle: '等得最久的',
    customer: '客户',
    lastContact: '上次联系',
    never: '从未',
  },
};
