/** 两条客户记录可能是同一位时的说法。 */
export const similar = {
  similar: {
    title: '可能已在客户簿中',
    titleKnown: '可能是同一客户',
    isThis: '就是这位',
    merge: '合并',
    different: '不是同一位',
    and: '、',
    dot: ' · ',
    reasons: {
      'same-email': '地址相同',
      'same-handle': '账号相同',
      'same-phone': '号码相同',
      'same-name': '姓名相同',
      'short-name': '姓名相符',
      'same-company': '公司相同',
      'same-domain': '域名相同',
    },
    merged: (name: string) => `已与${name}合并`,
    apart: (name: string) => `已记下：${name}是另一位`,
    separated: (name: string) => `${name}已重新分开`,
    members: (records: number) => `由 ${records} 条记录合成的一位客户`,
    separate: '拆分',
    added: (email: string, name: string) => `${email} 已作为${name}的另一地址，邮件已记录`,
  },
};
