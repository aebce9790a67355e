export * from './blocks.ts';
export { wordFile } from './answer.ts';
export { qrPicture } from './qr.ts';
