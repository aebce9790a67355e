/** Saved views of a list. */
export const views = {
  title: '常用视图',
  none: '还没有常用视图',
  save: '保存当前视图',
  name: '视图名称',
  what: '包括当前的筛选、排序和显示列，换台电脑也能用。',
  willReplace: '已有同名视图，保存后会替换它。',
  replace: '替换',
  taken: '您已有同名视图。',
  saved: '已保存“%{name}”',
  rename: '给“%{name}”改名',
  remove: '删除“%{name}”',
  removed: '已删除“%{name}”',
  makeDefault: '打开列表时默认使用“%{name}”',
  notDefault: '不再默认使用“%{name}”',
};
