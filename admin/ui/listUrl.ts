export { listUrl } from '../../shared/listUrl.ts';
