import { expect, test } from 'vitest';
import { looksLikeCjkName } from '#shared/capture/text/cjk-names.ts';

test.each(['张伟', '欧阳明', '王建国 先生', '黃志明', '佐藤 健一', '山田太郎', '高橋 さくら', '김민준', 'マイケル・ブラウン'])(
  '%s is a name',
  (text) => {
    expect(looksLikeCjkName(text)).toBe(true);
  },
);

test.each([
  '联系我们',
  '金融服务',
  '高级经理',
  '产品中心',
  '方便快捷',
  '公司简介',
  '会社概要',
  '営業部',
  '東京都',
  '電話番号',
  '구매',
  '北京市',
  '常见问题',
])('%s is none', (text) => {
  expect(looksLikeCjkName(text)).toBe(false);
});
