import { wordSet } from './words.ts';

/** The family names of most people in China, Taiwan and Hong Kong, in both scripts. */
const CHINESE_FAMILY: ReadonlySet<string> = new Set(
  '王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文庞龐樊兰蘭殷施陶洪翟安颜顏倪严嚴牛温溫芦蘆季俞章鲁魯葛伍韦韋申尤毕畢聂聶丛叢焦向柳邢路岳齐齊沿梅莫庄莊辛管祝左涂凃谷祁时時舒耿牟卜詹关關苗凌费費纪紀靳盛童欧歐甄项項曲成游阳陽裴席卫衛查屈鲍鮑位覃霍翁隋植甘景薄单單包司柏宁寧柯阮桂闵閔解强強柴华華车車冉房边邊',
);
const CHINESE_FAMILY_LONG = wordSet('欧阳|歐陽|司马|司馬|上官|诸葛|諸葛|司徒|东方|東方|皇甫|尉迟|公孙|慕容|令狐|张简|范姜');
/** Common family names of Japan. */
const JAPANESE_FAMILY = wordSet(
  '佐藤|鈴木|高橋|田中|伊藤|渡辺|渡邊|渡部|山本|中村|小林|加藤|吉田|山田|佐々木|山口|松本|井上|木村|林|斎藤|斉藤|齋藤|清水|山崎|森|池田|橋本|阿部|石川|山下|中島|石井|小川|前田|岡田|長谷川|藤田|後藤|近藤|村上|遠藤|青木|坂本|福田|太田|西村|藤井|金子|岡本|藤原|三浦|中野|中川|原田|松田|竹内|小野|田村|中山|和田|石田|森田|上田|原|内田|柴田|酒井|宮崎|横山|高木|安藤|宮本|大野|小島|谷口|今井|工藤|高田|増田|丸山|杉山|村田|大塚|新井|小山|平野|藤本|河野|上野|野口|武田|松井|千葉|菅原|岩崎|木下|久保|佐野|野村|松尾|菊地|菊池|杉本|市川|古川|大西|島田|水野|桜井|高野|渡|吉川|山内|西田|飯田|菅野|小松|北村|五十嵐|安田|中田|川口|平田|関|辻|川崎|本田|久保田|吉村|沢田|中西|岩田|服部|東|松岡|土屋|福島|樋口|秋山|永井|田口|山中|矢野|広瀬|大橋|石原|川上|荒木|馬場|浜田|星野|大島|小池|望月|熊谷|須藤|堀|内藤|松下|黒田|尾崎|永田|西川|荒井|川村|岡崎|早川|松村|石橋|片山|片岡|本間|今村|桑原|大久保',
);
const KOREAN_FAMILY = new Set(
  '김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국',
);
/** Parts of words that stand where names do and are none. */
const NO_NAME =
  /我们|我們|中心|服务|服務|问题|問題|案例|方案|产品|產品|新闻|新聞|公司|网站|網站|首页|首頁|电话|電話|地址|邮箱|郵箱|传真|傳真|邮编|部门|部門|经理|經理|总监|總監|主任|招聘|销售|銷售|市场|市場|技术|技術|支持|客户|客戶|客服|管理|资料|資料|下载|下載|登录|登入|注册|会员|會員|加盟|合作|生产|快捷|全国|全國|时间|時間|联系|聯絡|联络|关于|關於|方式|微信|版权|版權|地图|地圖|路线|导航|会社|概要|案内|採用|製品|情報|所在地|住所|営業|時間|本社|支店|工場|窓口|担当|代表|株式|有限|部$|課$|科$|室$|系$|省$|市$|县$|縣$|区$|區$|路$|街$|号$|號$|町$|村$|楼$|樓$|店$|厂$|廠$|院$|馆$|館$|校$|员$|員$|师$|師$|总$|總$|长$|長$|者$/u;

/**
 * True where Chinese, Japanese or Korean characters can be a person's whole name: a known family name with one or two characters
 * (Chinese, Korean) or up to three (Japanese) behind it. Nothing is split: this only tells a name from other short words.
 */
export function looksLikeCjkName(text: string): boolean {
  const name = text.replace(/(?:先生|女士|小姐|様|氏|さん|님)$/u, '').trim();
  const joined = name.replace(/[\s　・·]/gu, '');
  if (joined.length < 2 || joined.length > 8 || NO_NAME.test(joined)) {
    return false;
  }
  if (/^\p{Script=Hangul}+$/u.test(joined)) {
    return joined.length <= 4 && joined.length >= 3 && KOREAN_FAMILY.has(joined.charAt(0));
  }
  if (/^\p{Script=Han}+$/u.test(joined)) {
    const words = name.split(/[\s　]+/u);
    const isJapanese = [3, 2, 1].some(
      (length) =>
        JAPANESE_FAMILY.has(joined.slice(0, length)) &&
        joined.length - length >= 1 &&
        joined.length - length <= 3 &&
        (length > 1 || words.length === 2),
    );
    // Two groups of one to three characters with a space are written so in Japan alone.
    const isSpaced = words.length === 2 && words.every((word) => word.length <= 3) && joined.length <= 6 && (words[0]?.length ?? 0) >= 1;
    const isChinese =
      (joined.length <= 3 && CHINESE_FAMILY.has(joined.charAt(0))) ||
      (joined.length >= 3 && joined.length <= 4 && CHINESE_FAMILY_LONG.has(joined.slice(0, 2)));
    return isChinese || isJapanese || isSpaced;
  }
  // Kana behind a family name (`高橋 さくら`), or a foreign name in katakana with its point.
  return (
    (/^[\p{Script=Han}々]{1,3}[\s　]?[\p{Script=Hiragana}]{2,4}$/u.test(name) &&
      [3, 2, 1].some((length) => JAPANESE_FAMILY.has(joined.slice(0, length)))) ||
    /^[\p{Script=Katakana}ー]{2,8}・[\p{Script=Katakana}ー]{2,10}$/u.test(name)
  );
}
