import { v4 } from 'uuid';

/** A key that nobody else has. Unlike the browser's own function it works on a plain http address in an office, too. */
export const newKey = (): string => v4();
