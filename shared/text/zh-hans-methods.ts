/** What the methods of the analyses are called, by what an analysis itself says of its method. */
export const METHODS: Readonly<Record<string, string>> = {
  'grid of margin by number of customers (Kotler), every cell a setting; lived level by recorded contact of 12 months':
    '按毛利与客户数的矩阵（科特勒），每格可设；实际层次按 12 个月内记录的往来',
  'movement by the limits of the stages; Theil-Sen slope; forecast by Holt or the last value, whichever foretold the last periods better':
    '变动按各阶段的界限；Theil-Sen 斜率；预测用 Holt 法或最近值，取对最近各期预测更准者',
  'purchases and leaving by maximum likelihood (BG/NBD, MBG/CNBD-k, Pareto/NBD); the family by hold-out; intervals of four in five':
    '购买与流失用最大似然估计（BG/NBD、MBG/CNBD-k、Pareto/NBD）；模型由留出期检验选定；区间为五次中有四次',
  'silence in usual gaps (upper quartile of own gaps, at most twice the median), number of days with an order, silences that ended':
    '沉默以平常间隔计（自身间隔的上四分位数，至多为中位数的两倍）、有订单的天数、已结束的沉默',
  'counts by source with Wilson intervals; deals weighed by the odds of their stage; earlier forecasts compared with what came':
    '按来源计数并附 Wilson 区间；商机按所处阶段的赢率加权；以往预测与实际比较',
  'open = invoiced with tax less received; days of sales outstanding = open / invoiced of the window * its days':
    '未收 = 含税开票额减已收额；应收账款周转天数 = 未收 ÷ 窗口内开票额 × 窗口天数',
  'rfm: quintiles by type-7 quantiles plus 1; tiers: percentiles of amount and orders in 12 months':
    'RFM：按第 7 型分位数加 1 分五等；级别：12 个月金额与订单数的百分位',
  'counts of orders by weekday, hour, channel, category and product; shares with Wilson intervals; quartiles of quantity and unit price':
    '按星期、小时、渠道、类别和产品计订单；占比附 Wilson 区间；数量与单价的四分位数',
  'tiers of the last 12 months; benefits at the terms given; a tier lasts while the window holds 90 % of its cut':
    '最近 12 个月的级别；权益按所给条件；窗口内达到界限的 90 % 即保级',
  'customers with an order in 12 months, by what their record says; shares with Wilson intervals':
    '12 个月内有订单的客户，按其记录分组；占比附 Wilson 区间',
  'leaving by the purchase model; silence against own gaps and rates of two windows; open orders past their due day; Herfindahl index of 12 months; complaints of 12 months':
    '流失按购买模型；沉默与自身间隔相比、两个窗口的频率相比；逾期未付订单；12 个月的赫芬达尔指数；12 个月的投诉',
  'cohorts by first purchase; shares with Wilson intervals; only periods and waits that are over':
    '按首次购买分群；占比附 Wilson 区间；只计已结束的时期与等待',
  'degree: weighted shares of periods bought in, of own gaps longer than the silence, and the asked answer; change: exact Poisson rate ratio':
    '程度：有购买的时期占比、长于当前沉默的自身间隔占比与询问答案的加权；变化：精确泊松率比',
  'satisfaction (newest asked answer of 12 months) by degree of loyalty, two cuts': '满意度（12 个月内最新的询问答案）对忠诚程度，两条界限',
  'Kaplan-Meier with Greenwood intervals; gone: silent for longer than the lapse limit of the stages, from the day after it':
    'Kaplan-Meier 法附 Greenwood 区间；离开：沉默超过阶段的流失界限，自次日起算',
  'counts over customers, contacts and orders; duplicates by equal address, number, or name with company':
    '对客户、联系与订单计数；重复按相同的邮箱、号码，或姓名加公司',
  'sums of net amounts by name; growth of complete months against the same months a year before': '净额按名称求和；增长为完整月份与上年同月相比',
  'monthly means with normal intervals, shares by two-proportion interval; base as kept': '月均值附正态区间，占比用两比例区间；基期按所存',
  'weights 10/20/30/40 unless set; pool by permille of net collections, shared by score, largest remainder':
    '权重 10/20/30/40，可另设；奖金池按净回款的千分比，按得分分配，最大余额法',
  'counts, sums and medians of the period over interactions, orders, deals, cases and answers':
    '本期联系、订单、商机、服务单与答案的计数、合计与中位数',
  'table of rules (condition, evidence, expiry, cool-down), the first that holds': '规则表（条件、依据、失效、冷却），取第一条成立者',
  'means of 1 to 5 by indicator with normal intervals; share content (4 or 5) by Wilson; contacts by tier':
    '各指标 1 至 5 分的均值附正态区间；满意（4 或 5 分）占比用 Wilson 区间；联系按级别',
  'mean of the last months times the season; interval by the spread of past months; ABC by net of 12 months; order up to the level that lasts':
    '最近各月均值乘季节系数；区间按过去各月的离散；ABC 按 12 个月净额；订至够用的水平',
  'pairs in ten orders, Wilson interval of the lift above 1; Fisher exact, Benjamini-Hochberg':
    '至少十单中的成对商品，提升度的 Wilson 区间高于 1；Fisher 精确检验，Benjamini-Hochberg 校正',
  'log gaps drawn to the pool; Kaplan-Meier residuals with open gaps censored; window of four in five':
    '对数间隔向总体收缩；Kaplan-Meier 残差，未结束的间隔作删失；窗口为五次中有四次',
  'counts of answers about products, returned lines and service cases; share of returned lines by Wilson':
    '关于产品的答案、退货行与服务单的计数；退货行占比用 Wilson 区间',
  'asked spend of the category; else the Wallet Allocation Rule from ranks; else unknown':
    '询问所得的品类支出；否则按排名用钱包份额法则；再否则为未知',
  'net amount less cost of goods, over the lines whose cost is known; net profit less serving and winning where recorded':
    '净额减货品成本，只计成本已知的行；净利再减已记录的服务与获客成本',
  'purchase model and Gamma-Gamma by maximum likelihood; months discounted at their end; intervals of four in five':
    '购买模型与 Gamma-Gamma 用最大似然估计；各月在月末折现；区间为五次中有四次',
  'responses recorded in the window; expected by beta-binomial over past campaigns of the kind; effect by two-proportion test':
    '窗口内记录的响应；预期由同类往期活动的贝塔二项分布得出；效果用两比例检验',
  'frequent sets depth first (Eclat, occurrence deliver); Fisher exact, Benjamini-Hochberg':
    '频繁项集深度优先（Eclat，出现分发）；Fisher 精确检验，Benjamini-Hochberg 校正',
};
