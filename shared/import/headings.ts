import { foldHeading, type ContactField } from './contact-fields.ts';

/** How tables that no program of the presets wrote call their columns: English with its variants, simplified and traditional Chinese. */
const HEADINGS: Readonly<Record<Exclude<ContactField, 'custom'>, string>> = {
  name: 'name|full name|contact name|contact|display name|customer name|person|client name|client|姓名|联系人|联系人姓名|聯絡人|聯絡人姓名|名字|客户姓名|客戶姓名|全名|稱呼|显示名称|顯示名稱|中文姓名',
  givenName: 'first name|firstname|given name|forename|fname|名|名(first name)',
  middleName: 'middle name|middlename|additional name|中间名|中間名',
  familyName: 'last name|lastname|family name|surname|lname|姓|姓氏',
  company:
    'company|company name|organization|organisation|organization name|organisation name|account|account name|business name|employer|firm|公司|公司名称|公司名稱|单位|单位名称|單位|單位名稱|客户名称|客戶名稱|客户|客戶|企业名称|企業名稱|所属公司|所屬公司|所属客户|所屬客戶|机构|機構|組織',
  kind: 'kind|company type|is a company|contact type|客户性质|客戶性質|個人或公司',
  email:
    'email|e-mail|email address|e-mail address|email 1|email 2|e-mail 1|e-mail 2|mail|primary email|secondary email|work email|business email|home email|personal email|other email|邮箱|电子邮箱|电子邮件|邮件|邮件地址|邮箱地址|郵箱|電子郵箱|電子郵件|郵件|郵件地址|信箱|電子信箱|电邮|電郵|个人邮箱|工作邮箱',
  phone:
    'phone|phone number|phone 1|phone 2|telephone|telephone number|tel|tel.|mobile|mobile phone|mobile number|mobile phone number|cell|cell phone|cellphone|work phone|business phone|office phone|home phone|direct phone|other phone|primary phone|main phone|phone (work)|phone (mobile)|电话|电话号码|联系电话|联系方式|手机|手机号|手机号码|移动电话|移动电话号码|座机|固定电话|办公电话|公司电话|家庭电话|住宅电话|其他电话|電話|電話號碼|聯絡電話|聯絡方式|聯繫電話|手機|手機號碼|行動電話|行動電話號碼|市話|室內電話|辦公電話|公司電話|住家電話',
  title: 'title|job title|position|role|designation|job position|function|职位|职务|职称|岗位|头衔|職位|職務|職稱|頭銜',
  occupation: 'occupation|profession|职业|職業',
  address:
    'address|full address|postal address|mailing address|street address|地址|详细地址|联系地址|通讯地址|公司地址|办公地址|詳細地址|聯絡地址|通訊地址|公司地址|地址1',
  street: 'street|address line 1|address 1|street 1|街道|街道地址|路名',
  city: 'city|town|locality|城市|市|所在城市|縣市',
  region: 'state|province|region|state/province|state/region|county|省|省份|省市|州/省|州|省/州|所在省份',
  postcode: 'zip|zip code|zipcode|postal code|postcode|zip/postal code|post code|邮编|邮政编码|郵遞區號|郵政編碼|郵編',
  country: 'country|country/region|nation|国家|国家/地区|國家|國家/地區',
  link: 'website|web site|url|web|homepage|home page|web page|website url|linkedin|linkedin url|网址|网站|主页|公司网址|網址|網站|主頁|公司網址',
  wechat: 'wechat|wechat id|weixin|微信|微信号|微信號|微信id',
  qq: 'qq|qq号|qq号码|qq號|qq號碼',
  whatsapp: 'whatsapp|whatsapp number',
  line: 'line|line id',
  skype: 'skype|skype id|skype name',
  gender: 'gender|sex|性别|性別',
  birthday: 'birthday|birthdate|birth date|date of birth|dob|birth year|生日|出生日期|出生年月|出生年份',
  industry: 'industry|sector|行业|所属行业|行业类别|行業|所屬行業|產業|产业|行業別',
  area: 'area|territory|sales area|sales region|district|区域|所属区域|销售区域|地区|片区|區域|銷售區域|地區|業務區域',
  source: 'source|lead source|original source|来源|客户来源|线索来源|來源|客戶來源|潛在客戶來源',
  optOut: 'opt out|opt-out|email opt out|unsubscribed|do not contact|do not email|退订|退訂|请勿联系|不接受邮件',
  tags: 'tags|tag|labels|label|categories|category|keywords|groups|标签|客户标签|標籤|分类|分類|分组|群組',
  owner:
    'owner|contact owner|account owner|record owner|assigned to|assigned to email|owner email|salesperson|sales rep|rep|负责人|客户负责人|销售|销售员|业务员|跟进人|負責人|業務|業務員|業務人員',
  externalId:
    'id|record id|contact id|customer id|account id|customer number|customer no|customer no.|external id|customer code|编号|客户编号|客户编码|客户代码|联系人编号|編號|客戶編號|客戶編碼|客戶代碼|聯絡人編號',
};

const fields = new Map<string, ContactField>();
for (const field of Object.keys(HEADINGS)) {
  if (isField(field)) {
    for (const heading of HEADINGS[field].split('|')) {
      fields.set(foldHeading(heading), field);
    }
  }
}

function isField(name: string): name is keyof typeof HEADINGS {
  return Object.hasOwn(HEADINGS, name);
}

/** What a column is most likely to mean by its heading alone, or undefined. */
export function fieldOfHeading(heading: string): ContactField | undefined {
  const folded = foldHeading(heading);
  // `Phone (2)`, `Email 3`: a further value of the same kind.
  return fields.get(folded) ?? fields.get(folded.replace(/\s*[(（]?\d[)）]?$/u, ''));
}
