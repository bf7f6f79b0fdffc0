// The code that proves an address: six digits from the system's own chance.
import { randomInt } from "node:crypto";

export const makeCode = (): string => String(randomInt(1_000_000)).padStart(6, "0");
