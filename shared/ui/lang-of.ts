const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;
const HANGUL = /\p{Script=Hangul}/u;
const HAN = /\p{Script=Han}/u;
/** Letters that only traditional, and only simplified, writing has: frequent ones of names and companies. */
const TRADITIONAL =
  /[東車馬門長張陳劉楊黃趙吳孫鄭謝許蕭馮鄧葉蘇蔣賈鄒龍華國業選嬰應產貿實點線體樹銀銷雲飛麗慶蘭鳳寶寧進連遠達鎮鐘鋼鍾韓顏顧魯齊屆區廣廠戴戰時書會來個們為無爾獨發穎萬與學醫開關]/u;
const SIMPLIFIED =
  /[东车马门长张陈刘杨黄赵吴孙郑谢许萧冯邓叶苏蒋贾邹龙华国业选婴应产贸实点线体树银销飞丽庆兰凤宝宁进连远达镇钟钢韩颜顾鲁齐届区广厂战时书会来个们为无尔独发颖学医开关蓝鲸娅脚]/u;

/**
 * The language whose letter forms a name wants, for its `lang`: the same code point looks different in a Chinese, a
 * Taiwanese and a Japanese font. Undefined where the page's own language will do.
 */
export function langOf(name: string, locale: string): 'zh-Hans' | 'zh-Hant' | 'ja' | 'ko' | undefined {
  if (KANA.test(name)) {
    return 'ja';
  }
  if (HANGUL.test(name)) {
    return 'ko';
  }
  if (!HAN.test(name)) {
    return undefined;
  }
  const isTraditional = TRADITIONAL.test(name);
  const isSimplified = SIMPLIFIED.test(name);
  if (isTraditional !== isSimplified) {
    return isTraditional ? 'zh-Hant' : 'zh-Hans';
  }
  if (locale.startsWith('ja')) {
    return 'ja';
  }
  return new Intl.Locale(locale).maximize().script === 'Hant' ? 'zh-Hant' : 'zh-Hans';
}
