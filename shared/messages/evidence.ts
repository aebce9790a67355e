import { w as m } from '../words/word.ts';

/** Why evidence can't be kept or shown. */
export const evidenceMessages = {
  'wrong-file-type': m(
    '文件内容与类型不符，或不是允许的类型（图片、PDF、Word、Excel）。',
    'The file is not what it says, or not of an allowed type (pictures, PDF, Word, Excel).',
  ),
  'upload-incomplete': m('文件没有传完，请重新上传。', 'The upload broke off: please send the file again.'),
  'no-file': m('没有收到文件。', 'No file was received.'),
  'evidence-needed': m('此项整改须上传佐证。', 'This item needs evidence.'),
  'unknown-attachment': m('佐证不存在或不可用。', 'The evidence does not exist or cannot be used.'),
  'storage-full': m(
    '服务器存储空间不足，文件没有保存；请稍后重试或联系管理员。',
    'The server has no room left and the file was not kept: try again later, or tell your administrator.',
  ),
  'storage-unavailable': m(
    '文件存储暂时不可用，请稍后重试；仍不成功请联系管理员。',
    'The file storage can’t be reached just now: try again later, and tell your administrator if it goes on.',
  ),
  'picture-too-large': m(
    '图片尺寸过大，最多 {megapixels} 百万像素，请缩小后再上传。',
    'The picture is too large: at most {megapixels} million pixels. Make it smaller and upload it again.',
  ),
  'picture-damaged': m(
    '图片无法打开，可能已损坏，请重新拍摄或导出。',
    'The picture can’t be opened and may be damaged.',
  ),
} as const;
