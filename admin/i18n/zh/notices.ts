/** Words around the papers that go to unions. */
export const notices = {
  make: '打印文书',
  title: '生成整改文书？',
  consequence: '按当前范围，每家工会一份，合成一个 Word 文件，每份附回执；一次最多 500 家。',
  download: '生成并下载',
  kind: '文书种类',
  prefix: '发文字号（前半部分）',
  prefixHint: '例如：新工整〔2026〕。不填则留空，由人工填写。',
  firstNo: '起始编号',
  firstNoHint: '从这一号起逐份递增。',
  signedOn: '落款日期',
};
