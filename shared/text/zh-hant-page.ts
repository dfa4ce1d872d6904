/** 側邊面板關於一般網頁的說明。 */
export const page = {
  page: {
    read: '讀取此頁',
    reading: '正在讀取',
    why: '搜尋面板旁網頁上的人和公司。您確認之前，不會儲存任何資料。',
    title: '此頁內容',
    people: '人員',
    companies: '公司',
    found: '在此頁找到',
    none: '此頁沒有可儲存的人',
    noneHint: '沒有找到帶地址或電話的姓名。請選取寫有姓名的幾行，再從選單選擇「存入 Sidebook」。',
    notAllowed: '瀏覽器不允許讀取此頁。請先在該頁按一下擴充功能按鈕，再讀取。',
    menu: '存入 Sidebook',
  },
};
