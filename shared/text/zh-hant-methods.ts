/** What the methods of the analyses are called, by what an analysis itself says of its method. */
export const METHODS: Readonly<Record<string, string>> = {
  'grid of margin by number of customers (Kotler), every cell a setting; lived level by recorded contact of 12 months':
    '按毛利與客戶數的矩陣（科特勒），每格可設；實際層次按 12 個月內記錄的往來',
  'movement by the limits of the stages; Theil-Sen slope; forecast by Holt or the last value, whichever foretold the last periods better':
    '變動按各階段的界限；Theil-Sen 斜率；預測用 Holt 法或最近值，取對最近各期預測更準者',
  'purchases and leaving by maximum likelihood (BG/NBD, MBG/CNBD-k, Pareto/NBD); the family by hold-out; intervals of four in five':
    '購買與流失用最大概似估計（BG/NBD、MBG/CNBD-k、Pareto/NBD）；模型由保留期檢驗選定；區間為五次中有四次',
  'silence in usual gaps (upper quartile of own gaps, at most twice the median), number of days with an order, silences that ended':
    '沉默以平常間隔計（自身間隔的上四分位數，至多為中位數的兩倍）、有訂單的天數、已結束的沉默',
  'counts by source with Wilson intervals; deals weighed by the odds of their stage; earlier forecasts compared with what came':
    '按來源計數並附 Wilson 區間；商機按所處階段的贏率加權；以往預測與實際比較',
  'open = invoiced with tax less received; days of sales outstanding = open / invoiced of the window * its days':
    '未收 = 含稅開票額減已收額；應收帳款週轉天數 = 未收 ÷ 區間內開票額 × 區間天數',
  'rfm: quintiles by type-7 quantiles plus 1; tiers: percentiles of amount and orders in 12 months':
    'RFM：按第 7 型分位數加 1 分五等；等級：12 個月金額與訂單數的百分位',
  'counts of orders by weekday, hour, channel, category and product; shares with Wilson intervals; quartiles of quantity and unit price':
    '按星期、小時、通路、類別和產品計訂單；占比附 Wilson 區間；數量與單價的四分位數',
  'tiers of the last 12 months; benefits at the terms given; a tier lasts while the window holds 90 % of its cut':
    '最近 12 個月的等級；權益按所給條件；區間內達到界限的 90 % 即保級',
  'customers with an order in 12 months, by what their record says; shares with Wilson intervals':
    '12 個月內有訂單的客戶，按其記錄分組；占比附 Wilson 區間',
  'leaving by the purchase model; silence against own gaps and rates of two windows; open orders past their due day; Herfindahl index of 12 months; complaints of 12 months':
    '流失按購買模型；沉默與自身間隔相比、兩個區間的頻率相比；逾期未付訂單；12 個月的赫芬達爾指數；12 個月的投訴',
  'cohorts by first purchase; shares with Wilson intervals; only periods and waits that are over':
    '按首次購買分群；占比附 Wilson 區間；只計已結束的時期與等待',
  'degree: weighted shares of periods bought in, of own gaps longer than the silence, and the asked answer; change: exact Poisson rate ratio':
    '程度：有購買的時期占比、長於目前沉默的自身間隔占比與詢問答案的加權；變化：精確卜瓦松率比',
  'satisfaction (newest asked answer of 12 months) by degree of loyalty, two cuts': '滿意度（12 個月內最新的詢問答案）對忠誠程度，兩條界限',
  'Kaplan-Meier with Greenwood intervals; gone: silent for longer than the lapse limit of the stages, from the day after it':
    'Kaplan-Meier 法附 Greenwood 區間；離開：沉默超過階段的流失界限，自次日起算',
  'counts over customers, contacts and orders; duplicates by equal address, number, or name with company':
    '對客戶、聯絡與訂單計數；重複按相同的信箱、號碼，或姓名加公司',
  'sums of net amounts by name; growth of complete months against the same months a year before': '淨額按名稱求和；成長為完整月份與上年同月相比',
  'monthly means with normal intervals, shares by two-proportion interval; base as kept': '月均值附常態區間，占比用兩比例區間；基期按所存',
  'weights 10/20/30/40 unless set; pool by permille of net collections, shared by score, largest remainder':
    '權重 10/20/30/40，可另設；獎金池按淨收款的千分比，按得分分配，最大餘額法',
  'counts, sums and medians of the period over interactions, orders, deals, cases and answers':
    '本期聯絡、訂單、商機、服務單與答案的計數、合計與中位數',
  'table of rules (condition, evidence, expiry, cool-down), the first that holds': '規則表（條件、依據、失效、冷卻），取第一條成立者',
  'means of 1 to 5 by indicator with normal intervals; share content (4 or 5) by Wilson; contacts by tier':
    '各指標 1 至 5 分的平均附常態區間；滿意（4 或 5 分）占比用 Wilson 區間；聯絡按等級',
  'mean of the last months times the season; interval by the spread of past months; ABC by net of 12 months; order up to the level that lasts':
    '最近各月平均乘季節係數；區間按過去各月的離散；ABC 按 12 個月淨額；訂至夠用的水準',
  'pairs in ten orders, Wilson interval of the lift above 1; Fisher exact, Benjamini-Hochberg':
    '至少十單中的成對商品，提升度的 Wilson 區間高於 1；Fisher 精確檢定，Benjamini-Hochberg 校正',
  'log gaps drawn to the pool; Kaplan-Meier residuals with open gaps censored; window of four in five':
    '對數間隔向總體收縮；Kaplan-Meier 殘差，未結束的間隔作設限；區間為五次中有四次',
  'counts of answers about products, returned lines and service cases; share of returned lines by Wilson':
    '關於產品的答案、退貨行與服務單的計數；退貨行占比用 Wilson 區間',
  'asked spend of the category; else the Wallet Allocation Rule from ranks; else unknown':
    '詢問所得的品類支出；否則按排名用錢包份額法則；再否則為未知',
  'net amount less cost of goods, over the lines whose cost is known; net profit less serving and winning where recorded':
    '淨額減貨品成本，只計成本已知的行；淨利再減已記錄的服務與獲客成本',
  'purchase model and Gamma-Gamma by maximum likelihood; months discounted at their end; intervals of four in five':
    '購買模型與 Gamma-Gamma 用最大概似估計；各月在月底折現；區間為五次中有四次',
  'responses recorded in the window; expected by beta-binomial over past campaigns of the kind; effect by two-proportion test':
    '區間內記錄的回應；預期由同類往期活動的貝塔二項分布得出；效果用兩比例檢定',
  'frequent sets depth first (Eclat, occurrence deliver); Fisher exact, Benjamini-Hochberg':
    '頻繁項目集深度優先（Eclat，出現分發）；Fisher 精確檢定，Benjamini-Hochberg 校正',
};
