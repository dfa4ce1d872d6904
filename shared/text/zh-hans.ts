import type { Texts } from './texts.ts';
import { createCounting } from './plural.ts';
import { caseTexts } from './zh-hans-cases.ts';
import { consoleTexts } from './zh-hans-console.ts';
import { earlierTexts } from './zh-hans-earlier.ts';
import { errors } from './zh-hans-errors.ts';
import { importTexts } from './zh-hans-import.ts';
import { orderTexts } from './zh-hans-orders.ts';
import { panel } from './zh-hans-panel.ts';
import { page } from './zh-hans-page.ts';
import { offers } from './zh-hans-offers.ts';
import { similar } from './zh-hans-similar.ts';
import { taskTexts } from './zh-hans-tasks.ts';
import { reasonTexts } from './zh-hans-reasons.ts';
import { reportTexts } from './zh-hans-report.ts';
import { reportMoneyTexts } from './zh-hans-report-money.ts';
import { reportTeamTexts } from './zh-hans-report-team.ts';
import { reportVoicesTexts } from './zh-hans-report-voices.ts';
import { settings } from './zh-hans-settings.ts';

const { count } = createCounting('zh-CN');
const detailed = (detail: string): string => (detail ? `（${detail}）` : '');

/** Simplified Chinese. */
export const zhHans: Texts = {
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
    save: '保存',
    saving: '保存中',
    cancel: '取消',
    close: '关闭',
    back: '返回',
    undo: '撤销',
    retry: '再试一次',
    loading: '读取中',
    dismiss: '收起',
    edit: (what: string) => `更改${what}`,
    minutes: (minutes: number) => `${count(minutes)} 分钟`,
  },

  format: { to: '至', comma: '，', gap: '' },

  roles: { rep: '业务员', lead: '组长', service: '服务技师', admin: '管理员' },

  channels: {
    email: '邮件',
    phone: '电话',
    fax: '传真',
    chat: '聊天',
    web: '网页',
    meeting: '拜访',
    letter: '信件',
    social: '社交网络',
    note: '便签',
  },

  fields: {
    name: '姓名',
    emails: '邮箱',
    phones: '电话',
    title: '职位',
    companyName: '公司',
    links: '网站',
    addresses: '地址',
    kind: '类型',
    occupation: '职业',
    company: '任职于',
    outletOf: '所属总店',
    handles: '聊天账号',
    gender: '性别',
    birthYear: '出生年份',
    ageBand: '年龄段',
    industry: '行业',
    area: '区域',
    interests: '兴趣',
    preferences: '偏好',
    economicSituation: '经济状况',
    needs: '需求',
    tags: '标签',
    custom: '自定义栏',
    relations: '关系',
    lawfulBasis: '依据',
    informedOn: '告知日期',
    optOut: '可发邮件',
    wonSource: '来源',
    wonMeans: '获得方式',
    wonCost: '获客成本',
    referredBy: '介绍人',
    lostReason: '流失原因',
    lostOn: '流失日期',
    memberNumber: '会员号',
    memberSince: '入会日期',
    memberLevel: '会员等级',
    termsAcceptedOn: '接受条款日期',
    points: '积分',
    bounced: '退信地址',
    creditLimit: '信用额度',
    owner: '负责人',
    by: '保存人',
    capturedAt: '录入日期',
    capturedBy: '录入人',
    provenance: '出处',
    keyedBy: '键',
    _del: '删除',
    subject: '主题',
    text: '正文',
    body: '正文',
    outcome: '结果',
    happenedAt: '时间',
    durationMinutes: '时长',
    satisfaction: '满意度',
    topic: '话题',
    private: '私人',
    privateNote: '私人便签',
    doneAt: '完成',
  },

  customer: {
    card: '客户',
    noName: '尚无姓名',
    tier: (name: string) => `级别：${name}`,
    noTier: '尚无级别',
    noTierReason: '尚无级别：客户簿里没有订单',
    since: (month: string) => `自 ${month}`,
    optedOut: '不可发邮件',
    reach: '联系方式',
    add: '添加',
    addField: (label: string) => `添加${label}`,
    waits: '尚未存到服务器',
    saved: '已保存',
    cleared: '已删除',
    badEmail: '邮箱地址有一个 @，两边都有文字。在改好之前，您写的内容留在这里。',
    tooLong: '超过一行的长度（500 个字）。请缩短后保存。',
    nameNeeded: '客户需要姓名。按 Esc 可恢复原来的。',
  },

  timeline: {
    title: '往来',
    entries: (entries: number) => `${count(entries)} 条`,
    filters: '显示',
    all: '全部',
    mail: '邮件',
    calls: '电话',
    notes: '便签',
    orders: '订单',
    service: '服务',
    in: '客户发来',
    out: '发给客户',
    noSubject: '无主题',
    waits: '尚未存到服务器',
    loggedBy: (name: string) => `${name}记录`,
    unknownUser: '同事',
    empty: '还没有往来。您记录的邮件会先出现在这里。',
    emptyFilter: (filter: string) => `“${filter}”里没有内容。`,
    showAll: '显示全部',
    picture: (name: string) => `打开图片 ${name}`,
    pictureGone: '这张图片既不在本浏览器中，也不在服务器上。',
    pictureOffline: '这张图片在服务器上，现在无法连接服务器。',
    seenSince: (day: string) => `本浏览器自 ${day}起看到的邮件。`,
    more: '往下滚动可看更早的内容。',
  },

  provenance: {
    title: '我们知道什么，从哪里来',
    line: (reader: string, day: string) => `${reader}，${day}`,
    keptBy: (who: string, day: string) => `${who}，${day}`,
    unknown: '没有写明出处',
    sure: (bars: number) => `把握 ${bars}/3`,
    empty: '目前只知道姓名。',
  },

  sources: {
    'from-line': '发件人栏',
    'to-line': '收件人栏',
    signature: '签名',
    'mail-text': '邮件正文',
    page: '网页',
    'structured-data': '网页数据',
    selection: '选中的文字',
    corrected: '按您的更正',
    hand: '手工填写',
    import: '导入',
  },

  captureFields: { name: '姓名', email: '邮箱', companyName: '公司', title: '职位', phone: '电话', link: '网站', address: '地址' },

  captureNotes: {
    'text-cut': (detail) => `正文很长：只保存开头${detailed(detail)}，其余留在邮件里。`,
    'raw-cut': (detail) => `邮件很大：只读了${detail || '前面一部分'}，其余没有读。发件人、日期和主题是完整的。`,
    'raw-unavailable': (detail) => `网页邮箱没有给出原始邮件${detailed(detail)}，所以内容是从页面上读的。`,
    'markup-key-refused': (detail) => `网页自带的数据里有一个不会采用的名称${detailed(detail)}。那一部分已略去，其余已读取。`,
    'markup-too-deep': () => '网页自带的数据嵌套太深。那一部分已略去，其余已读取。',
    'markup-broken': () => '网页自带的数据已损坏。那一部分已略去，其余已读取。',
    'addresses-hidden': (detail) => `网页邮箱隐藏了部分地址${detailed(detail)}。展开全部收件人后也会读取。`,
    'date-missing': () => '邮件没有日期，所以用您打开它的时间。',
    'date-absurd': (detail) => `邮件的日期不可能是对的${detailed(detail)}，所以用您打开它的时间。`,
    'newest-of-several': () => '这组往来中有多封邮件已展开，这里是最新的一封。',
    'sender-differs': (detail) => `这个名字看起来像另一个地址${detailed(detail)}。真正的发件地址是下面这个。`,
  },

  refusals: {
    future: '这个浏览器的时钟比服务器快，所以没有采用。请调准时钟再改一次。',
    tooOld: '这项改动隔得太久，无法稳妥合并。如果仍然要改，请再改一次。',
    forbidden: '只有组长或服务器能设置这一项。',
    invalid: '服务器存不了这个值。请换一种写法。',
  },
};
