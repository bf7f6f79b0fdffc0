// Structured log lines (pino JSON). Written once, at the edge; never bodies, names, phone numbers or uploaded text.
import { type Logger, pino } from "pino";

export type Log = Logger;

export function createLog(level: string): Log {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
}
