/** 兩筆客戶記錄可能是同一位時的說法。 */
export const similar = {
  similar: {
    title: '可能已在客戶簿中',
    titleKnown: '可能是同一位客戶',
    isThis: '就是這位',
    merge: '合併',
    different: '不是同一位',
    and: '、',
    dot: ' · ',
    reasons: {
      'same-email': '地址相同',
      'same-handle': '帳號相同',
      'same-phone': '號碼相同',
      'same-name': '姓名相同',
      'short-name': '姓名相符',
      'same-company': '公司相同',
      'same-domain': '網域相同',
    },
    merged: (name: string) => `已與${name}合併`,
    apart: (name: string) => `已記下：${name}是另一位`,
    separated: (name: string) => `${name}已重新分開`,
    members: (records: number) => `由 ${records} 筆記錄合成的一位客戶`,
    separate: '拆開',
    added: (email: string, name: string) => `${email} 已作為${name}的另一地址，郵件已記錄`,
  },
};
