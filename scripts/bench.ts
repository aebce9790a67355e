export { main } from '../bench/main.ts';
