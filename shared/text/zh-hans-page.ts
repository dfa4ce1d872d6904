/** 侧栏关于普通网页的说明。 */
export const page = {
  page: {
    read: '读取此页',
    reading: '正在读取',
    why: '查找侧栏旁网页上的人和公司。您确认之前，什么都不会保存。',
    title: '此页内容',
    people: '人员',
    companies: '公司',
    found: '在此页找到',
    none: '此页没有可保存的人',
    noneHint: '没有找到带地址或电话的姓名。请选中写有姓名的几行，再从菜单选择“存入 Sidebook”。',
    notAllowed: '浏览器不允许读取此页。请先在该页按一下扩展按钮，再读取。',
    menu: '存入 Sidebook',
  },
};
