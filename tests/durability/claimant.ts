// Waits for a word on standard input, then claims the lock of the folder given as argument; says WON or LOST and stays.

import { once } from "node:events";
import { takeFolderLock } from "../../src/database/embedded-lock.ts";

const [folder = ""] = process.argv.slice(2);
console.log("READY");
await once(process.stdin, "data");
try {
  takeFolderLock(folder);
  console.log("WON");
} catch {
  console.log("LOST");
}
// Stays until killed, or until the test that started it is gone.
process.stdin.resume();
