import { w as m } from '../words/word.ts';

/** Why a file on its way does not arrive, and what does not fit a picture. */
export const uploadMessages = {
  'wrong-offset': m('这一段与已收到的内容不衔接。', 'This part does not follow what has arrived.'),
  'upload-unfinished': m('文件还没有传完。', 'The file has not arrived in full.'),
  'upload-damaged': m('文件在传输中受损，请重新上传。', 'The file was damaged on its way: please send it again.'),
  'upload-too-long': m('收到的内容超过了文件的大小。', 'More has been sent than the file is long.'),
  'part-too-small': m('每一段至少 4 kB，最后一段除外。', 'A part has at least 4 kB, except the last one.'),
  'too-much-unused': m(
    '已上传而没有使用的文件太多（上限 {limit}），请先提交或移除一些。',
    'Too much has been uploaded and not used (at most {limit}): submit or remove some first.',
  ),
  'too-many-files': m('最多 {maximum} 个文件。', 'At most {maximum} files.'),
  'implausible-time': m('拍摄时间不合理。', 'The time at which it was taken is not plausible.'),
} as const;
