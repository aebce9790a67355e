import { pino, type DestinationStream, type Logger } from 'pino';

/** What the database adds to an error: whole rows and parameters, and so people. */
const told = ['detail', 'where', 'internalQuery', 'query', 'parameters', 'driverError'];

/** One line of JSON for each event. Of an error it tells the message, the code and where it arose, no row of anybody's data. */
export const logTo = (level: string, stream?: DestinationStream): Logger =>
  pino({ level, redact: { paths: told.map((name) => `err.${name}`), remove: true } }, stream as DestinationStream);
