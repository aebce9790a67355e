const peoples = (
  '蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 ' +
  '柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 ' +
  '塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺 各'
)
  .split(' ')
  .sort((a, b) => b.length - a.length);
const withFamily = new RegExp(`^(.{2,}?)((?:${peoples.join('|')})族)+$`);
const bare = /^(.{2,}?)(?:蒙古|哈萨克|柯尔克孜|塔吉克|锡伯|壮族|回族|维吾尔)$/;

/** The name of a province or city alone, for charts and paths: 呼和浩特市 → 呼和浩特, 延边朝鲜族自治州 → 延边. */
export function shortNameOf(region: string): string {
  const autonomous = /^(.+)自治[区州]$/.exec(region)?.[1];
  if (autonomous)
    return withFamily.exec(autonomous)?.[1] ?? bare.exec(autonomous)?.[1] ?? autonomous.replace(/族$/, '');
  return /^(.{2,})(?:省|地区|[市盟])$/.exec(region)?.[1] ?? region;
}
